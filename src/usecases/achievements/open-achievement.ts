import type { Achievement } from '../../domain/achievement.ts';
import { newestOf } from '../../domain/achievement-group.ts';
import { BadgeError } from '../../domain/errors.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';
import { achievementsOf } from './list-achievements.ts';

export interface OpenAchievement {
  readonly achievement: Achievement;
  /** The same in other languages. */
  readonly siblings: readonly Achievement[];
  /** How many badges of it were awarded, in any of its languages; at most `COUNTED` of each. */
  readonly awarded: number;
  /** What took its place. */
  readonly newest?: Achievement;
}

/** So many awards are counted in one language; nobody needs to know more exactly. */
export const COUNTED = 1000;

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
  const counts = group.map((one) => countAwards(deps, actor.profileId, one.id));
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

async function countAwards(
  { store }: Pick<AchievementDeps, 'store'>,
  profileId: string,
  achievementId: string,
): Promise<number> {
  const awards = await store.awards.latestOf(profileId, { achievementId }, { limit: COUNTED });
  return awards.filter(({ state }) => state === 'issued').length;
}
