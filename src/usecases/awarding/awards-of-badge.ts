import type { Achievement } from '../../domain/achievement.ts';
import { groupIdsOf } from '../../domain/achievement-group.ts';
import type { Award } from '../../domain/award.ts';
import type { Store } from '../ports.ts';
import { asSaid } from './newest-badges.ts';

type BadgeStore = Pick<Store, 'achievements' | 'awards' | 'credentials'>;

/**
 * What these learners were awarded of an achievement, in whichever language and for whatever
 * occasion; also what was awarded of an older version and corrected into this one.
 */
export async function awardsOfBadge(
  store: BadgeStore,
  profileId: string,
  learnerIds: readonly string[],
  achievement: Achievement,
): Promise<Award[]> {
  const group = new Set(groupIdsOf(achievement));
  const older = await olderVersions(store, achievement);
  const awards = await store.awards.ofLearners(profileId, learnerIds, [...group, ...older]);
  if (older.length === 0) return awards;
  const said = await asSaid(store, awards);
  return awards.filter(
    ({ achievementId }, at) => group.has(achievementId) || group.has(said[at]?.achievementId ?? ''),
  );
}

/** Those that this one replaces, however far back, each in all its languages. */
async function olderVersions(
  { achievements }: Pick<BadgeStore, 'achievements'>,
  { replaces }: Pick<Achievement, 'replaces'>,
): Promise<string[]> {
  const ids = new Set<string>();
  let next = replaces;
  while (next !== undefined && !ids.has(next)) {
    const older: Achievement | undefined = await achievements.get(next);
    for (const id of older ? groupIdsOf(older) : [next]) ids.add(id);
    next = older?.replaces;
  }
  return [...ids];
}
