import type { Achievement } from '../../domain/achievement.ts';
import type { LearnerActor } from '../../domain/actor.ts';
import type { Answer, Award, SignedCredential, Workshop } from '../../domain/award.ts';
import { isUndone } from '../../domain/award-state.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Profile } from '../../domain/profile.ts';
import type { Share } from '../../domain/share.ts';
import { badgeId } from '../awarding/intents.ts';
import { revokedAmong } from '../awarding/revoked-awards.ts';
import type { Store } from '../ports.ts';

/** One badge of a learner, with all that its own page tells. */
export interface BackpackEntry {
  readonly award: Award;
  readonly achievement: Achievement;
  readonly credential: SignedCredential;
  readonly workshop?: Workshop;
  readonly answer?: Answer;
  readonly revoked: boolean;
  /** Awarded by a slip, and taken back within the minute. */
  readonly undone: boolean;
  readonly shares: readonly Share[];
}

export interface Backpack {
  readonly learner: Learner;
  readonly profile: Profile;
  /** Newest first; declined ones are left out, and those undone before they were kept. */
  readonly entries: readonly BackpackEntry[];
}

/** Everything a learner was awarded, for the learner alone. @throws {BadgeError} `not_found` */
export async function openBackpack(deps: { store: Store }, actor: LearnerActor): Promise<Backpack> {
  const { store } = deps;
  const { profileId, learnerId } = actor;
  const [learner, profile, awards, shares] = await Promise.all([
    store.learners.get(profileId, learnerId),
    store.profiles.get(profileId),
    store.awards.listOfLearner(profileId, learnerId),
    store.shares.listOfLearner(profileId, learnerId),
  ]);
  if (!learner || !profile) throw new BadgeError('not_found', 'No such learner.');
  const entries = await readEntries(store, awards, shares);
  // What its learner had kept already is shown as it is now: it may be shared.
  const shown = entries.filter(
    ({ answer, undone }) => answer === 'accepted' || (answer === undefined && !undone),
  );
  return { learner, profile, entries: shown };
}

/** One badge of the learner. @throws {BadgeError} `award_unknown` */
export async function openEntry(
  deps: { store: Store },
  actor: LearnerActor,
  awardId: string,
): Promise<BackpackEntry> {
  const { entries } = await openBackpack(deps, actor);
  const entry = entries.find(({ award }) => award.id === awardId);
  if (!entry) throw new BadgeError('award_unknown', 'No such badge in this backpack.');
  return entry;
}

/** Reads what belongs to awards; those without a signed badge yet are left out. */
export async function readEntries(
  store: Store,
  awards: readonly Award[],
  shares: readonly Share[],
): Promise<BackpackEntry[]> {
  const ids = awards.map(({ id }) => badgeId(id));
  const [credentials, answers, revoked] = await Promise.all([
    store.credentials.getMany(ids),
    store.awards.answersOf(awards.map(({ id }) => id)),
    revokedAmong(store, awards),
  ]);
  const byAward = new Map(credentials.map((credential) => [credential.awardId, credential]));
  const entries: BackpackEntry[] = [];
  for (const award of awards) {
    const credential = byAward.get(award.id);
    const achievement = await store.achievements.get(award.achievementId);
    if (!credential || !achievement) continue;
    const workshop = award.workshopId
      ? await store.workshops.get(award.profileId, award.workshopId)
      : undefined;
    const answer = answers.get(award.id);
    entries.push({
      award,
      achievement,
      credential,
      ...(workshop ? { workshop } : {}),
      ...(answer ? { answer } : {}),
      revoked: revoked.has(award.id),
      undone: isUndone(revoked.get(award.id)),
      shares: shares.filter(({ entryIds }) => entryIds.includes(award.id)),
    });
  }
  return entries;
}
