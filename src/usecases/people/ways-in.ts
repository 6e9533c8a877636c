import { type Link, SIGN_IN_MINUTES } from '../../domain/link.ts';
import type { Letter, Mail, Store } from '../ports.ts';
import { hashOf } from '../secrets.ts';
import { mayWriteTo } from './letters-an-hour.ts';
import { FULL_SECRET, type LinkDeps, makeLink, NOBODY } from './make-link.ts';
import { keepMatchCode } from './match-code.ts';

export type WayInDeps = Omit<LinkDeps, 'store' | 'newId'> & {
  readonly store: Pick<Store, 'links' | 'profiles'>;
};

/** Somebody whom the links of a letter may let in: a member, or a learner whose address it is. */
export interface Target extends Pick<Link, 'kind' | 'profileId' | 'note'> {
  readonly id: string;
  /** What the reader tells them apart by, when one address is that of several. */
  readonly name: string;
}

/** One way in, of as many as an address has. */
export interface WayIn {
  readonly profile: string;
  /** See `Target`. */
  readonly name: string;
  readonly secret: string;
}

export type WriteLetter = (ways: readonly WayIn[]) => Pick<Letter, 'subject' | 'text'>;

/** A letter that somebody asks for: see `sendWays`. */
export interface AskedLetter {
  /** In lower case. */
  readonly email: string;
  /** The secret of the browser that waits for the link. */
  readonly waiting: string;
  /** Where the request came from, such as a network prefix. */
  readonly from: string;
}

/**
 * Makes a browser wait for a link: what it does takes as long for an address that is known as for
 * any other.
 *
 * @returns the secret that stays in that browser
 */
export function waitForLink(deps: WayInDeps): Promise<string> {
  const life = { minutes: SIGN_IN_MINUTES, bytes: FULL_SECRET };
  return makeLink(deps, { ...NOBODY, kind: 'waiting' }, life);
}

/**
 * Sends a letter with a link for each target, bound to the browser that waits. Sends nothing when
 * there is none, nor when the mailbox or the place that asks had its letters of the hour.
 *
 * @throws {BadgeError} `mail_failed`, `mail_address_invalid`
 */
export async function sendWays(
  deps: WayInDeps & { readonly mail: Mail },
  asked: AskedLetter,
  targets: readonly Target[],
  write: WriteLetter,
): Promise<void> {
  if (targets.length === 0 || !(await mayWriteTo(deps, asked, targets))) return;
  const ways: WayIn[] = [];
  for (const target of targets) ways.push(await makeWay(deps, target, asked.waiting));
  await deps.mail.send({ to: asked.email, ...write(ways) });
  deps.log('info', 'sign_in_letter_sent', { profiles: ways.length });
}

async function makeWay(deps: WayInDeps, target: Target, waiting: string): Promise<WayIn> {
  const { id, kind, profileId, note, name } = target;
  const binding = hashOf(deps, waiting);
  const parts = { kind, targetId: id, profileId, binding, ...(note ? { note } : {}) };
  const secret = await makeLink(deps, parts, { minutes: SIGN_IN_MINUTES, bytes: FULL_SECRET });
  await keepMatchCode(deps, target, { secret, waiting });
  const profile = await deps.store.profiles.get(profileId);
  return { profile: profile?.name ?? '', name, secret };
}
