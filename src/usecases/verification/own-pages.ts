import type { BackpackDeps } from '../backpack/deps.ts';
import { openShare } from '../backpack/shares.ts';

export interface OwnPagesDeps extends Pick<BackpackDeps, 'store' | 'now' | 'sha256Hex' | 'keyed'> {
  readonly origin: string;
}

/**
 * The credential that a page of this very service shows, as it was signed; `undefined` for every
 * other address. Only who has the link of a share gets at it, as on the page itself.
 *
 * @throws {BadgeError} `not_found` for a share that ended, was withdrawn or never was
 */
export async function credentialOfOwnPage(
  deps: OwnPagesDeps,
  url: URL,
): Promise<string | undefined> {
  if (url.origin !== deps.origin) return undefined;
  const secret = /^\/s\/([\w-]+)\/?$/.exec(url.pathname)?.[1];
  if (secret === undefined) return undefined;
  const { entries } = await openShare(deps, { token: secret });
  return entries[0]?.credential.text;
}
