import type { Achievement } from '../../domain/achievement.ts';
import { type Actor, may } from '../../domain/actor.ts';
import type { ApiScope } from '../../domain/api-token.ts';
import type { Award, Revocation, SignedCredential } from '../../domain/award.ts';
import { type AwardStanding, awardStanding } from '../../domain/award-state.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { asSaid, newestBadges } from '../awarding/newest-badges.ts';
import { revokedAmong } from '../awarding/revoked-awards.ts';
import type { AwardFilter, CursorPage, Page, Store } from '../ports.ts';

/** A program of one profile. What it reads is of that profile by construction. */
export type Program = Actor & { readonly kind: 'token' };

interface ReadDeps {
  readonly store: Store;
}

/** An award and where it stands. A badge that its learner declined is revoked, and says why. */
export interface ReadAward {
  readonly award: Award;
  readonly state: AwardStanding;
}

export interface ReadRevocation {
  readonly revocation: Revocation;
  readonly awardId: string;
}

/** By id, archived ones too. @throws {BadgeError} `scope_missing` */
export async function readAchievements(
  { store }: ReadDeps,
  program: Program,
  page: Page,
): Promise<Achievement[]> {
  refuseWithout(program, 'achievements:read');
  return store.achievements.listOf(program.profileId, page);
}

/** @throws {BadgeError} `scope_missing`, `achievement_unknown`, also when it is another profile's */
export async function readAchievement(
  { store }: ReadDeps,
  program: Program,
  id: string,
): Promise<Achievement> {
  refuseWithout(program, 'achievements:read');
  const achievement = await store.achievements.get(id);
  if (achievement?.profileId === program.profileId) return achievement;
  throw new BadgeError('achievement_unknown', 'No such achievement in this profile.');
}

/** Latest first. @throws {BadgeError} `scope_missing` */
export async function readAwards(
  { store }: ReadDeps,
  program: Program,
  filter: AwardFilter,
  page: CursorPage,
): Promise<ReadAward[]> {
  refuseWithout(program, 'awards:read');
  return withStates(store, await store.awards.latestOf(program.profileId, filter, page));
}

/**
 * One award, with the person and the badge as it was signed, once it is.
 *
 * @throws {BadgeError} `scope_missing`, `award_unknown`, also when it is another profile's
 */
export async function readAward(
  { store }: ReadDeps,
  program: Program,
  id: string,
): Promise<ReadAward & { readonly learner?: Learner; readonly credential?: SignedCredential }> {
  refuseWithout(program, 'awards:read');
  const award = await store.awards.get(id);
  if (award?.profileId !== program.profileId) {
    throw new BadgeError('award_unknown', 'No such award in this profile.');
  }
  const [[read], learner, badges] = await Promise.all([
    withStates(store, [award]),
    store.learners.get(program.profileId, award.learnerId),
    newestBadges(store, [award.id]),
  ]);
  if (!read) throw new Error('An award has no state.');
  const credential = badges.get(award.id)?.credential;
  return { ...read, ...(learner ? { learner } : {}), ...(credential ? { credential } : {}) };
}

/** Latest first. @throws {BadgeError} `scope_missing` */
export async function readRevocations(
  { store }: ReadDeps,
  program: Program,
  page: CursorPage,
): Promise<ReadRevocation[]> {
  refuseWithout(program, 'revocations:read');
  const revocations = await store.revocations.latestOf(program.profileId, page);
  const rows = revocations.map(({ credentialRowId }) => credentialRowId);
  const credentials = await store.credentials.getMany(rows);
  const awardOf = new Map(credentials.map(({ id, awardId }) => [id, awardId]));
  return revocations.map((revocation) => ({
    revocation,
    awardId: awardOf.get(revocation.credentialRowId) ?? '',
  }));
}

function refuseWithout(program: Program, scope: ApiScope): void {
  if (may(program, program.profileId, scope)) return;
  throw new BadgeError('scope_missing', `The token has no ${scope}.`, { params: { scope } });
}

async function withStates(store: Store, awards: readonly Award[]): Promise<ReadAward[]> {
  const [answers, revoked, said] = await Promise.all([
    store.awards.answersOf(awards.map(({ id }) => id)),
    revokedAmong(store, awards),
    asSaid(store, awards),
  ]);
  return said.map((award) => ({
    award,
    state: awardStanding(award, answers.get(award.id), revoked.has(award.id)),
  }));
}
