import { BadgeError } from '../../domain/errors.ts';
import type { KeyKind, SigningKey } from '../../domain/signing-key.ts';
import type { Seams, Store, Vault } from '../ports.ts';

interface KeyDeps extends Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'keys'>;
  readonly vault: Pick<Vault, 'newKey'>;
}

/** The newest key of a kind that is not retired: the one that signs. */
export async function currentKey(
  deps: Pick<KeyDeps, 'store'>,
  profileId: string,
  kind: KeyKind,
): Promise<SigningKey> {
  const keys = await deps.store.keys.listOf(profileId);
  const key = keys.filter((one) => one.kind === kind && one.retiredAt === undefined).at(-1);
  if (!key) throw new BadgeError('key_unknown', `The profile has no ${kind} key.`);
  return key;
}

/**
 * Gives a profile a new key of each kind and retires the ones before. What they signed goes on
 * verifying: retired keys stay published for ever, and a key id is never used again.
 */
export async function rotateKeys(deps: KeyDeps, profileId: string): Promise<SigningKey[]> {
  const before = await deps.store.keys.listOf(profileId);
  const made = await makeKeys(deps, profileId);
  const at = deps.now().toISOString();
  for (const key of before) await deps.store.keys.retire(key.id, at);
  return made;
}

/** Stores a fresh Ed25519 and a fresh RSA key, sealed. */
export async function makeKeys(deps: KeyDeps, profileId: string): Promise<SigningKey[]> {
  const kinds: KeyKind[] = ['Ed25519', 'RSA'];
  const keys = await Promise.all(kinds.map((kind) => deps.vault.newKey({ profileId, kind })));
  for (const key of keys) await deps.store.keys.insert(key);
  return keys;
}
