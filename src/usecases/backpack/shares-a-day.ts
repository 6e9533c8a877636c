import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Share } from '../../domain/share.ts';
import type { BackpackDeps } from './deps.ts';
import { closeShares } from './shares.ts';

const DAY_MS = 86_400_000;

/** Shares of one learner in a day: each with a name signs copies, and takes places in a status list. */
export const MOST_A_DAY = 100;

/** Shares of the last 24 hours; what a clock that was wrong dated later than now counts for nothing. */
async function madeInADay(
  { store, now }: Pick<BackpackDeps, 'store' | 'now'>,
  { profileId, learnerId }: LearnerActor,
): Promise<number> {
  const shares = await store.shares.listOfLearner(profileId, learnerId);
  const [since, until] = [new Date(now().getTime() - DAY_MS).toISOString(), now().toISOString()];
  return shares.filter(({ createdAt }) => since < createdAt && createdAt <= until).length;
}

/** Before one more is made. @throws {BadgeError} `shares_enough_today` */
export async function refuseMoreToday(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  actor: LearnerActor,
): Promise<void> {
  if ((await madeInADay(deps, actor)) >= MOST_A_DAY) throw enoughToday();
}

/** Of several that were made at once, those close again that are one too many: rather all than none. @throws {BadgeError} `shares_enough_today` */
export async function closeIfTooMany(
  deps: BackpackDeps,
  actor: LearnerActor,
  share: Share,
): Promise<void> {
  if ((await madeInADay(deps, actor)) <= MOST_A_DAY) return;
  await closeShares(deps, [share]);
  throw enoughToday();
}

function enoughToday(): BadgeError {
  return new BadgeError('shares_enough_today', 'So many shares in a day help nobody.', {
    params: { max: MOST_A_DAY },
  });
}
