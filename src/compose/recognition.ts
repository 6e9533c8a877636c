import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Config } from '../config.ts';
import { didOf } from '../domain/profile.ts';
import type { Store } from '../usecases/ports.ts';

const TrustList = z.array(z.string().min(1));

/**
 * Which issuers this service knows: the profiles that it hosts, and those that the operator's
 * file lists by their identifiers.
 *
 * @throws {Error} at start, naming the variable, when the file is no JSON list of identifiers
 */
export function createRecognition(
  store: Pick<Store, 'profiles'>,
  { origin, trustList }: Pick<Config, 'origin' | 'trustList'>,
): (issuerId: string) => Promise<boolean> {
  const listed = trustList ? readTrustList(trustList) : new Set<string>();
  return async (issuerId) => {
    if (listed.has(issuerId)) return true;
    const handle = issuerId.split(':').at(-1) ?? '';
    if (issuerId !== didOf({ origin, handle })) return false;
    return (await store.profiles.byHandle(handle)) !== undefined;
  };
}

function readTrustList(file: string): ReadonlySet<string> {
  try {
    return new Set(TrustList.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch (cause) {
    throw new Error('OPERATOR_TRUST_LIST must name a JSON file: a list of identifiers.', { cause });
  }
}
