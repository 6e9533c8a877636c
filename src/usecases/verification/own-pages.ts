import { BadgeError } from '../../domain/errors.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { openShare } from '../backpack/shares.ts';

export interface OwnPagesDeps extends Pick<BackpackDeps, 'store' | 'now' | 'sha256Hex' | 'keyed'> {
  readonly origin: string;
}

/** The page of a share by its link or its control key, and the number of the badge in it. */
const SHARE_PAGE = /^\/([sv])\/([\w-]+)(?:\/(\d{1,2}))?\/?$/;

/** A photo of a card leads here: its secret is not even looked at. */
const CARD_PAGE = /^\/card\/?$/;

/**
 * The credential that a page of this very service shows, as it was signed; `undefined` for every
 * other address. Only who has the link or the key of a share gets at it, as on the page itself. Of
 * several badges the first, unless the address names another.
 *
 * @throws {BadgeError} `not_found` for a share that ended, was withdrawn or never was;
 *   `card_no_badge` for the card of a backpack, whoever's it is
 */
export async function credentialOfOwnPage(
  deps: OwnPagesDeps,
  url: URL,
): Promise<string | undefined> {
  if (url.origin !== deps.origin) return undefined;
  if (CARD_PAGE.test(url.pathname)) {
    throw new BadgeError('card_no_badge', 'A card, not a badge.');
  }
  const [, kind, name, number = '1'] = SHARE_PAGE.exec(url.pathname) ?? [];
  if (name === undefined) return undefined;
  const { badges } = await openShare(deps, kind === 'v' ? { key: name } : { token: name });
  const badge = badges[Number(number) - 1];
  if (!badge) throw new BadgeError('not_found', 'No such badge in the share.');
  return badge.text;
}
