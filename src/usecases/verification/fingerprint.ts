import { isListed, methodsOf, readMethod } from './issuer-keys.ts';
import type { Json, Verification } from './tools.ts';

const DIGITS = 20;

/**
 * What people compare with what the issuer says on the phone: of its name and of every key that its
 * DID document lists for assertions, however that is written. Whoever vouches for it vouches for no
 * other key, and for no other issuer.
 *
 * @returns hexadecimal; `undefined` when the document is not the issuer's or lists no key
 */
export async function fingerprintOf(
  deps: Pick<Verification, 'tools'> & {
    readonly sha256Hex: (text: string) => Promise<string> | string;
  },
  issuer: string,
  document: Json,
): Promise<string | undefined> {
  if (document['id'] !== issuer) return undefined;
  const thumbprints = new Set<string>();
  for (const method of methodsOf(document)) {
    if (!isListed(document, method['id'], {})) continue;
    const read = await readMethod(deps, method);
    if ('key' in read) thumbprints.add(read.key.thumbprint);
  }
  if (thumbprints.size === 0) return undefined;
  const text = [issuer, ...[...thumbprints].sort()].join('\n');
  return (await deps.sha256Hex(text)).slice(0, DIGITS);
}
