import { BadgeError } from '../../domain/errors.ts';
import { isOver, SIGN_IN_MINUTES } from '../../domain/link.ts';
import type { Member } from '../../domain/profile.ts';
import type { Letter, Mail } from '../ports.ts';
import { hashOf } from '../secrets.ts';
import { FULL_SECRET, type LinkDeps, makeLink, minutesFrom, NOBODY } from './make-link.ts';
import { keepMatchCode, linkOfMatchCode } from './match-code.ts';
import { useUp } from './member-links.ts';
import { type Entering, type Opened, openSession } from './sessions.ts';

/** Letters to one mailbox in an hour, whoever asks. */
const LETTERS_AN_HOUR = 10;
/** Of these, letters that one place asks for: nobody keeps another from signing in. */
const LETTERS_ASKED_AN_HOUR = 3;

/** One way in, of as many as there are profiles where the address is a member's. */
export interface WayIn {
  readonly profile: string;
  readonly secret: string;
}

export type WriteLetter = (ways: readonly WayIn[]) => Pick<Letter, 'subject' | 'text'>;

/**
 * Makes a browser wait for a link: what it does takes as long for an address that is known as for
 * any other.
 *
 * @returns the secret that stays in that browser
 */
export function waitForLink(deps: LinkDeps): Promise<string> {
  const life = { minutes: SIGN_IN_MINUTES, bytes: FULL_SECRET };
  return makeLink(deps, { ...NOBODY, kind: 'waiting' }, life);
}

/**
 * Sends a letter with a link for each profile where the address is a member's, bound to the
 * browser that waits. Sends nothing to an address that nobody has, nothing more to one that had
 * ten letters within the hour, nor to the place that asked for three of them.
 *
 * @param asked `email` in lower case; `from` where the request came from, such as a network prefix
 * @throws {BadgeError} `mail_failed`, `mail_address_invalid`
 */
export async function sendLinks(
  deps: LinkDeps & { readonly mail: Mail },
  asked: { readonly email: string; readonly waiting: string; readonly from: string },
  write: WriteLetter,
): Promise<void> {
  const known = await deps.store.members.byEmail(asked.email);
  const members = known.filter(({ removedAt }) => removedAt === undefined);
  if (members.length === 0 || !(await mayWrite(deps, asked, members))) return;
  const ways: WayIn[] = [];
  for (const member of members) ways.push(await makeWay(deps, member, asked.waiting));
  await deps.mail.send({ to: asked.email, ...write(ways) });
  deps.log('info', 'sign_in_letter_sent', { profiles: ways.length });
}

async function mayWrite(
  deps: LinkDeps,
  { email, from }: { readonly email: string; readonly from: string },
  members: readonly Member[],
): Promise<boolean> {
  const counts = await Promise.all(members.map((member) => lettersOf(deps, member)));
  if (counts.some((count) => count >= LETTERS_AN_HOUR)) return false;
  const asked = await takeNumber(deps, `${email}|${from}`, LETTERS_ASKED_AN_HOUR);
  return asked && (await takeNumber(deps, email, LETTERS_AN_HOUR));
}

/** Each letter takes a number of its hour, so that letters asked for at once are counted each. */
async function takeNumber(deps: LinkDeps, what: string, most: number): Promise<boolean> {
  const createdAt = deps.now().toISOString();
  const expiresAt = minutesFrom(deps.now(), 60);
  const hour = createdAt.slice(0, 13);
  for (let number = 1; number <= most; number += 1) {
    const secretHash = hashOf(deps, `letter|${what}|${hour}|${number}`);
    const row = { ...NOBODY, kind: 'waiting', secretHash, createdAt, expiresAt } as const;
    if (await deps.store.links.insert(row)) return true;
  }
  return false;
}

async function lettersOf(deps: LinkDeps, { id }: Member): Promise<number> {
  const hourAgo = deps.now().getTime() - 3_600_000;
  const links = await deps.store.links.listOf(id, 'sign-in');
  return links.filter(({ createdAt }) => Date.parse(createdAt) > hourAgo).length;
}

async function makeWay(deps: LinkDeps, member: Member, waiting: string): Promise<WayIn> {
  const { id: targetId, profileId } = member;
  const parts = { kind: 'sign-in', targetId, profileId, binding: hashOf(deps, waiting) } as const;
  const secret = await makeLink(deps, parts, { minutes: SIGN_IN_MINUTES, bytes: FULL_SECRET });
  await keepMatchCode(deps, member, { secret, waiting });
  const profile = await deps.store.profiles.get(profileId);
  return { profile: profile?.name ?? '', secret };
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
