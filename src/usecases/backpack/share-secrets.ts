import type { Share } from '../../domain/share.ts';
import { CONTROL_KEY_SIGNS, codeOf } from '../../domain/typed-code.ts';
import type { Keyed } from '../ports.ts';
import { base64url, hashOf, type SecretDeps } from '../secrets.ts';

interface Deps extends Pick<SecretDeps, 'sha256Hex'> {
  readonly keyed: Keyed;
}

/** What opens a share: the end of its link, and the eight signs to say on the phone. */
export interface ShareSecrets {
  readonly token: string;
  /** As `codeOf` writes it, without groups. */
  readonly key: string;
}

/** Always the same of one share: kept nowhere, shown to its learner as often as they want. */
export function secretsOf({ keyed }: Pick<Deps, 'keyed'>, { id }: Pick<Share, 'id'>): ShareSecrets {
  return {
    token: base64url(keyed('share-token', id).slice(0, 16)),
    key: codeOf(keyed('share-key', id), CONTROL_KEY_SIGNS),
  };
}

/** What the store knows of them. */
export function hashesOf(deps: Deps, { token, key }: ShareSecrets) {
  return { tokenHash: hashOf(deps, token), keyHash: hashOfKey(deps, key) };
}

/** @param key without groups: see `readCode` */
export function hashOfKey({ keyed }: Pick<Deps, 'keyed'>, key: string): string {
  return base64url(keyed('share-key-hash', key));
}
