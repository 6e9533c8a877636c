import { BadgeError } from '../../domain/errors.ts';
import type { Link } from '../../domain/link.ts';
import type { Store } from '../ports.ts';
import { hashOf } from '../secrets.ts';
import { type LinkDeps, minutesFrom, NOBODY } from './make-link.ts';

/** Letters to one mailbox in an hour, whoever asks. */
const LETTERS_AN_HOUR = 10;
/** Of these, letters that one place asks for: nobody keeps another from signing in. */
const LETTERS_ASKED_AN_HOUR = 3;

type CountDeps = Pick<LinkDeps, 'now' | 'sha256Hex'> & { readonly store: Pick<Store, 'links'> };

/**
 * Whether another letter may go to a mailbox now; it counts from here on. Ten in an hour, and three
 * that one place asked for.
 *
 * @param asked `email` in lower case; `from` where the request came from, such as a network prefix
 * @param readers whose links of this hour count too
 */
export async function mayWriteTo(
  deps: CountDeps,
  { email, from }: { readonly email: string; readonly from: string },
  readers: ReadonlyArray<Pick<Link, 'kind'> & { readonly id: string }> = [],
): Promise<boolean> {
  const counts = await Promise.all(readers.map((reader) => lettersOf(deps, reader)));
  if (counts.some((count) => count >= LETTERS_AN_HOUR)) return false;
  const asked = await takeNumber(deps, `${email}|${from}`, LETTERS_ASKED_AN_HOUR);
  return asked && (await takeNumber(deps, email, LETTERS_AN_HOUR));
}

/** Whether a centre may be told now that its inbox has something new: once an hour, whatever came. */
export function mayTellCentre(deps: CountDeps, profileId: string): Promise<boolean> {
  return takeNumber(deps, `inbox|${profileId}`, 1);
}

/** Letters to strangers' mailboxes that a learner may ask for in a day. */
const ASKED_A_DAY = 5;

/** Whether a learner may ask for another letter today, to whichever address; it counts from here on. */
export function mayAskToday(deps: CountDeps, learnerId: string): Promise<boolean> {
  return takeNumber(deps, `learner|${learnerId}`, ASKED_A_DAY, 'day');
}

/** What is said when they may not. */
export function lettersEnough(): BadgeError {
  return new BadgeError('letters_enough_today', 'The learner has asked for those of the day.', {
    params: { max: ASKED_A_DAY },
  });
}

/**
 * Each letter takes a number of its hour or day, so that letters asked for at once are counted each.
 */
async function takeNumber(
  deps: CountDeps,
  what: string,
  most: number,
  time: 'hour' | 'day' = 'hour',
): Promise<boolean> {
  const createdAt = deps.now().toISOString();
  const expiresAt = minutesFrom(deps.now(), time === 'hour' ? 60 : 24 * 60);
  const period = createdAt.slice(0, time === 'hour' ? 13 : 10);
  for (let number = 1; number <= most; number += 1) {
    const secretHash = hashOf(deps, `letter|${what}|${period}|${number}`);
    const row = { ...NOBODY, kind: 'waiting', secretHash, createdAt, expiresAt } as const;
    if (await deps.store.links.insert(row)) return true;
  }
  return false;
}

async function lettersOf(
  deps: CountDeps,
  { id, kind }: Pick<Link, 'kind'> & { readonly id: string },
): Promise<number> {
  const hourAgo = deps.now().getTime() - 3_600_000;
  const links = await deps.store.links.listOf(id, kind);
  return links.filter(({ createdAt }) => Date.parse(createdAt) > hourAgo).length;
}
