import type { Achievement } from '../../domain/achievement.ts';
import type { Answer, Award, Workshop } from '../../domain/award.ts';
import { isUndone } from '../../domain/award-state.ts';
import type { Learner } from '../../domain/learner.ts';
import { asSaid } from '../awarding/newest-badges.ts';
import { revokedAmong } from '../awarding/revoked-awards.ts';
import type { Store } from '../ports.ts';

/** An award with what it points to. What was erased meanwhile is absent. */
export interface AwardLine {
  readonly award: Award;
  readonly achievement?: Achievement;
  readonly learner?: Learner;
  readonly workshop?: Workshop;
  readonly answer?: Answer;
  readonly revoked: boolean;
  /** Awarded by a slip, and taken back within the minute. */
  readonly undone: boolean;
  /** Why the centre revoked it; for members alone. */
  readonly reason?: string;
}

/** Reads what awards of one profile point to, each thing once. The order stays. */
export async function readAwardLines(
  store: Store,
  profileId: string,
  decided: readonly Award[],
): Promise<AwardLine[]> {
  const awards = await asSaid(store, decided);
  const ids = awards.map(({ id }) => id);
  const workshopIds = awards.flatMap(({ workshopId }) => workshopId ?? []);
  const learnerIds = new Set(awards.map(({ learnerId }) => learnerId));
  const [answers, revoked, learners, achievements, workshops] = await Promise.all([
    store.awards.answersOf(ids),
    revokedAmong(store, awards),
    store.learners.getMany(profileId, [...learnerIds]),
    readEach(
      awards.map(({ achievementId }) => achievementId),
      (id) => store.achievements.get(id),
    ),
    readEach(workshopIds, (id) => store.workshops.get(profileId, id)),
  ]);
  const learnerOf = new Map(learners.map((learner) => [learner.id, learner]));
  return awards.map((award) => ({
    award,
    revoked: revoked.has(award.id),
    undone: isUndone(revoked.get(award.id)),
    ...defined({
      achievement: achievements.get(award.achievementId),
      learner: learnerOf.get(award.learnerId),
      workshop: workshops.get(award.workshopId ?? ''),
      answer: answers.get(award.id),
      reason: revoked.get(award.id)?.reason,
    }),
  }));
}

async function readEach<Value>(
  ids: readonly string[],
  read: (id: string) => Promise<Value | undefined>,
): Promise<ReadonlyMap<string, Value>> {
  const found = new Map<string, Value>();
  await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const value = await read(id);
      if (value !== undefined) found.set(id, value);
    }),
  );
  return found;
}

/** Whether an award is there for its centre: neither given up nor undone. */
export function isShown({ award, undone }: AwardLine): boolean {
  return award.state !== 'voided' && !undone;
}

/** Absent is left out, never undefined. */
function defined<Parts extends object>(parts: Parts) {
  const there = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Name in keyof Parts]?: NonNullable<Parts[Name]> };
}
