import { Resolver } from 'node:dns/promises';

const resolver = new Resolver({ timeout: 1500, tries: 1 });

/**
 * Every address of a name, asked from the name servers directly: a slow name server holds up its
 * own question only, where the system's look-up would fill the process's thread pool.
 */
export async function resolveHost(hostname: string): Promise<{ address: string; family: 4 | 6 }[]> {
  const [four, six] = await Promise.allSettled([
    resolver.resolve4(hostname),
    resolver.resolve6(hostname),
  ]);
  if (four.status === 'rejected' && six.status === 'rejected') throw four.reason;
  return [
    ...(four.status === 'fulfilled' ? four.value : []).map((address) => ({
      address,
      family: 4 as const,
    })),
    ...(six.status === 'fulfilled' ? six.value : []).map((address) => ({
      address,
      family: 6 as const,
    })),
  ];
}
