import { createHmac, hkdfSync } from 'node:crypto';
import type { Keyed } from '../usecases/ports.ts';

/** Keys for hashes of short secrets, each made from the master key for one purpose. */
export function createKeyed(masterKey: Uint8Array): Keyed {
  const keys = new Map<string, Uint8Array>();
  return (purpose, text) => {
    const key =
      keys.get(purpose) ??
      new Uint8Array(hkdfSync('sha256', masterKey, '', `ecusson keyed ${purpose}`, 32));
    keys.set(purpose, key);
    return createHmac('sha256', key).update(text).digest();
  };
}
