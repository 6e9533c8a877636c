import type { Achievement } from '../../domain/achievement.ts';
import type { LearnerActor } from '../../domain/actor.ts';
import type { Answer, Award, SignedCredential, Workshop } from '../../domain/award.ts';
import { isUndone } from '../../domain/award-state.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Profile } from '../../domain/profile.ts';
import type { Removal } from '../../domain/removal.ts';
import type { Share } from '../../domain/share.ts';
import { asCorrected, newestBadges } from '../awarding/newest-badges.ts';
import { revokedAmong } from '../awarding/revoked-awards.ts';
import type { Store } from '../ports.ts';

/** One badge of a learner, with all that its own page tells. */
export interface BackpackEntry {
  readonly award: Award;
  readonly achievement: Achievement;
  readonly credential: SignedCredential;
  readonly workshop?: Pick<Workshop, 'title' | 'date' | 'hours'>;
  readonly answer?: Answer;
  /** When the centre said it anew; the story tells it. */
  readonly correctedAt?: string;
  readonly revoked: boolean;
  /** Awarded by a slip, and taken back within the minute. */
  readonly undone: boolean;
  readonly shares: readonly Share[];
  /** While it is handed back or deleted, and may still be taken up again. */
  readonly removal?: Removal;
}

export interface Backpack {
  readonly learner: Learner;
  readonly profile: Profile;
  /** Newest first; declined ones are left out, and those undone before they were kept. */
  readonly entries: readonly BackpackEntry[];
  /** Handed back or deleted, and not gone for good yet; newest first. */
  readonly removed: readonly BackpackEntry[];
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
  return {
    learner,
    profile,
    entries: entries.filter(isThere),
    removed: entries.filter((entry) => entry.removal !== undefined && isTheirs(entry)),
  };
}

/** One badge of the learner. @throws {BadgeError} `award_unknown` */
export async function openEntry(
  { store }: { store: Store },
  { profileId, learnerId }: LearnerActor,
  awardId: string,
): Promise<BackpackEntry> {
  const [award, shares] = await Promise.all([
    store.awards.get(awardId),
    store.shares.listOfLearner(profileId, learnerId),
  ]);
  const isOwn = award?.learnerId === learnerId && award.profileId === profileId;
  const [entry] = award && isOwn ? await readEntries(store, [award], shares) : [];
  if (!entry || !isThere(entry)) {
    throw new BadgeError('award_unknown', 'No such badge in this backpack.');
  }
  return entry;
}

function isThere(entry: BackpackEntry): boolean {
  return entry.removal === undefined && isTheirs(entry);
}

/** What its learner had kept already is shown as it is now: it may be shared. */
function isTheirs({ answer, undone }: BackpackEntry): boolean {
  return answer === 'accepted' || (answer === undefined && !undone);
}

/** Reads what belongs to awards, each thing once; those without a signed badge yet are left out. */
export async function readEntries(
  store: Store,
  awards: readonly Award[],
  shares: readonly Share[],
): Promise<BackpackEntry[]> {
  const ids = awards.map(({ id }) => id);
  const badgeOf = await newestBadges(store, ids);
  const corrected = awards.map((award) => asCorrected(award, badgeOf.get(award.id)?.correction));
  const [answers, removals, revoked, achievementOf, workshopOf] = await Promise.all([
    store.awards.answersOf(ids),
    store.removals.ofAwards(ids),
    revokedAmong(store, awards),
    readAchievements(store, corrected),
    readWorkshops(store, awards),
  ]);
  const removalOf = new Map(removals.map((removal) => [removal.awardId, removal]));
  return corrected.flatMap((award) => {
    const { credential, correction } = badgeOf.get(award.id) ?? {};
    const achievement = achievementOf.get(award.achievementId);
    if (!credential || !achievement) return [];
    const held = workshopOf.get(award.workshopId ?? '');
    const workshop = correction ? correction.workshop : held;
    const answer = answers.get(award.id);
    const removal = removalOf.get(award.id);
    return {
      award,
      achievement,
      credential,
      ...(workshop ? { workshop } : {}),
      ...(answer ? { answer } : {}),
      ...(correction ? { correctedAt: correction.at } : {}),
      revoked: revoked.has(award.id),
      undone: isUndone(revoked.get(award.id)),
      shares: shares.filter(({ entryIds }) => entryIds.includes(award.id)),
      ...(removal ? { removal } : {}),
    };
  });
}

async function readAchievements(store: Store, awards: readonly Award[]) {
  const ids = new Set(awards.map(({ achievementId }) => achievementId));
  return byId(await store.achievements.getMany([...ids]));
}

async function readWorkshops(store: Store, awards: readonly Award[]) {
  const idsOf = new Map<string, Set<string>>();
  for (const { profileId, workshopId } of awards) {
    if (workshopId) idsOf.set(profileId, (idsOf.get(profileId) ?? new Set()).add(workshopId));
  }
  const read = [...idsOf].map(([profileId, ids]) => store.workshops.getMany(profileId, [...ids]));
  return byId((await Promise.all(read)).flat());
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
