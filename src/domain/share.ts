import { type Age, ageAt, bandEnd } from './age.ts';
import { type ConsentEvent, type Purpose, standingOf } from './consent.ts';
import { type PersonName, tidyName } from './learner.ts';
import { isOver } from './link.ts';

/**
 * What a learner shows to someone: some badges, for a while, withdrawable. Its link and its control
 * key are made from its id by a key that only this service has, so that they can be shown to the
 * learner again and nobody reads them in the store.
 */
export interface Share {
  readonly id: string;
  readonly tokenHash: string;
  readonly keyHash: string;
  readonly profileId: string;
  readonly learnerId: string;
  /** `public`: a page that may be embedded and named in a public profile. */
  readonly kind: 'link' | 'public';
  /** Entries of the backpack, as they were chosen: what joins a collection later is not in it. */
  readonly entryIds: readonly string[];
  /** Stands over several badges. Empty for one. */
  readonly title: string;
  /** The learner's own note of who it is for; nobody else sees it. */
  readonly label: string;
  /** The exact name in the named copies that were signed for this share. */
  readonly signedName?: string;
  /** What opened the session that made it: see `LearnerActor.via`. */
  readonly via?: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly withdrawnAt?: string;
}

/** Days a share may live; the first is offered first. */
export const SHARE_DAYS = [30, 7, 90, 365] as const;
export const MOST_IN_SHARE = 20;

/** Whether it shows anything now: neither withdrawn nor over. */
export function isOpen(share: Share, now: Date): boolean {
  return share.withdrawnAt === undefined && !isOver(share, now);
}

/**
 * The exact name that a named copy will hold: as the centre wrote it, tidied. `undefined` of
 * somebody who is known by a nickname, or by half a name.
 */
export function nameToSign({ firstName, lastName }: PersonName): string | undefined {
  const [first, last] = [tidyName(firstName), tidyName(lastName)];
  return first && last ? `${first} ${last}` : undefined;
}

/** What somebody has to have agreed to; nothing for badges that name nobody. */
export function purposeOf({
  kind,
  signedName,
}: Pick<Share, 'kind' | 'signedName'>): Purpose | undefined {
  if (kind === 'public') return 'public-page';
  return signedName === undefined ? undefined : 'named-share';
}

/** Days that what needs consent lives at most when nobody knows in which month the band ends. */
export const UNKNOWN_END_DAYS = 30;

/**
 * The last moment of what needs consent: the end of the age band, since control passes then and
 * they are asked again. Nothing of an adult.
 */
export function latestEnd(age: Age, madeAt: Date, now: Date): Date | undefined {
  if (ageAt(age, now).band === 'adult') return undefined;
  return bandEnd(age, now) ?? new Date(madeAt.getTime() + UNKNOWN_END_DAYS * 86_400_000);
}

/**
 * Whether a share may stand as it was made: nobody has to agree to it, or everybody does now, it
 * shows the name that the learner has now, and it ends in time.
 */
export function mayStand(
  share: Share,
  learner: Age & PersonName,
  events: readonly ConsentEvent[],
  now: Date,
): boolean {
  const { signedName, createdAt, expiresAt } = share;
  const purpose = purposeOf(share);
  if (purpose === undefined) return true;
  if (signedName !== undefined && nameToSign(learner) !== signedName) return false;
  const latest = latestEnd(learner, new Date(createdAt), now);
  if (latest && Date.parse(expiresAt) > latest.getTime()) return false;
  return standingOf(purpose, learner, events, now).allowed;
}
