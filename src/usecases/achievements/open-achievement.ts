import type { Achievement } from '../../domain/achievement.ts';
import { newestOf } from '../../domain/achievement-group.ts';
import { BadgeError } from '../../domain/errors.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';
import { achievementsOf } from './list-achievements.ts';

export interface OpenAchievement {
  readonly achievement: Achievement;
  /** The same in other languages. */
  readonly siblings: readonly Achievement[];
  /** How many badges of it are signed and not revoked, in any of its languages. */
  readonly awarded: number;
  /** What took its place. */
  readonly newest?: Achievement;
}

/**
 * An achievement as those see it who award it.
 *
 * @throws {BadgeError} `member_required`, `achievement_unknown`
 */
export async function openAchievement(
  deps: Pick<AchievementDeps, 'store'>,
  actor: Author,
  id: string,
): Promise<OpenAchievement> {
  const group = await groupOf(deps, actor, id);
  const [achievement, ...siblings] = group;
  const counts = group.map(({ id: achievementId }) =>
    deps.store.awards.countHeld(actor.profileId, { achievementId }),
  );
  const [newest, ...awarded] = await Promise.all([successorOf(deps, achievement), ...counts]);
  return {
    achievement,
    siblings,
    awarded: awarded.reduce((sum, count) => sum + count, 0),
    ...(newest ? { newest } : {}),
  };
}

/**
 * The achievement, then the same in its other languages.
 *
 * @throws {BadgeError} `member_required`, `achievement_unknown`
 */
export async function groupOf(
  { store }: Pick<AchievementDeps, 'store'>,
  actor: Author,
  id: string,
): Promise<[Achievement, ...Achievement[]]> {
  refuseOthers(actor);
  const achievement = await store.achievements.get(id);
  if (achievement?.profileId !== actor.profileId) {
    throw new BadgeError('achievement_unknown', 'No such achievement in this profile.');
  }
  const related = await Promise.all(
    achievement.related.map((one) => store.achievements.get(one.id)),
  );
  const siblings = related.filter((one) => one?.profileId === actor.profileId);
  return [achievement, ...siblings.filter((one) => one !== undefined)];
}

/** What took the place of an achievement; only what is archived was replaced. */
export async function successorOf(
  deps: Pick<AchievementDeps, 'store'>,
  achievement: Achievement,
): Promise<Achievement | undefined> {
  if (achievement.archivedAt === undefined) return undefined;
  return newestOf(await achievementsOf(deps, achievement.profileId), achievement);
}
