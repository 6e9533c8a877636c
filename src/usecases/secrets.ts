import type { Sha256Hex } from '../domain/ledger.ts';
import type { Seams } from './ports.ts';

export interface SecretDeps extends Pick<Seams, 'random'> {
  readonly sha256Hex: Sha256Hex;
}

/** A fresh secret for a link, of 128 bits unless told, base64url, and the only form in which it is kept. */
export function newSecret(deps: SecretDeps, bytes = 16): { secret: string; hash: string } {
  const secret = base64url(deps.random(bytes));
  return { secret, hash: hashOf(deps, secret) };
}

/** Without padding. @see https://www.rfc-editor.org/rfc/rfc4648#section-5 */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Nobody who reads the store can open a link with what is in it. */
export function hashOf(deps: Pick<SecretDeps, 'sha256Hex'>, secret: string): string {
  return deps.sha256Hex(`link|${secret}`);
}
