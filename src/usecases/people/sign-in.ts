import { BadgeError } from '../../domain/errors.ts';
import { isOver } from '../../domain/link.ts';
import type { Mail } from '../ports.ts';
import type { LinkDeps } from './make-link.ts';
import { linkOfMatchCode } from './match-code.ts';
import { useUp } from './member-links.ts';
import { type Entering, type Opened, openSession } from './sessions.ts';
import { type AskedLetter, sendWays, type WriteLetter } from './ways-in.ts';

/**
 * Sends a letter with a link for each profile where the address is a member's, bound to the
 * browser that waits. Sends nothing to an address that nobody has, nothing more to one that had
 * ten letters within the hour, nor to the place that asked for three of them.
 *
 * @throws {BadgeError} `mail_failed`, `mail_address_invalid`
 */
export async function sendLinks(
  deps: LinkDeps & { readonly mail: Mail },
  asked: AskedLetter,
  write: WriteLetter,
): Promise<void> {
  const known = await deps.store.members.byEmail(asked.email);
  const members = known.filter(({ removedAt }) => removedAt === undefined);
  const targets = members.map(({ id, profileId, name = '' }) => {
    return { kind: 'sign-in', id, profileId, name } as const;
  });
  await sendWays(deps, asked, targets, write);
}

/**
 * Lets the browser in that asked for a link, by the code that the link showed elsewhere. Uses the
 * link up.
 *
 * @throws {BadgeError} `match_code_wrong`, `link_expired`, `link_used`
 */
export async function enterByCode(
  deps: LinkDeps,
  typed: { readonly waiting: string; readonly code: string },
  browser: Entering = {},
): Promise<Opened> {
  const linkHash = await linkOfMatchCode(deps, typed);
  const link = await deps.store.links.get(linkHash);
  const member = link && (await deps.store.members.get(link.targetId));
  if (!link || isOver(link, deps.now()) || !member || member.removedAt !== undefined) {
    throw new BadgeError('link_expired', 'The link has expired.');
  }
  await useUp(deps, linkHash);
  return openSession(deps, member, browser);
}
