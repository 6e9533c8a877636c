import type { Achievement } from '../../domain/achievement.ts';
import {
  type AchievementOutline,
  groupIdsOf,
  onePerAchievement,
} from '../../domain/achievement-group.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Store } from '../ports.ts';

const AT_ONCE = 500;

/**
 * What a centre awards now, each achievement once, latest first: in the language asked for when it
 * is published in it.
 *
 * @param chosenId one that stays in its own language: somebody asked for it by name
 */
export async function offeredNow(
  store: { readonly achievements: Pick<Store['achievements'], 'outlinesOf'> },
  profileId: string,
  language: string,
  chosenId?: string,
): Promise<AchievementOutline[]> {
  const all = await outlinesOf(store, profileId);
  const offered = all.filter(({ archivedAt }) => archivedAt === undefined);
  const chosen = offered.find(({ id }) => id === chosenId);
  const others = chosen ? offered.filter(({ id }) => !groupIdsOf(chosen).includes(id)) : offered;
  return [...onePerAchievement(others, language), ...(chosen ? [chosen] : [])].sort((one, other) =>
    other.createdAt.localeCompare(one.createdAt),
  );
}

/**
 * An achievement that its centre awards now.
 *
 * @throws {BadgeError} `achievement_unknown`, also when it is another profile's;
 *   `achievement_archived`
 */
export async function offeredAchievement(
  { achievements }: { readonly achievements: Pick<Store['achievements'], 'get'> },
  profileId: string,
  achievementId: string,
): Promise<Achievement> {
  const achievement = await achievements.get(achievementId);
  if (achievement?.profileId !== profileId) {
    throw new BadgeError('achievement_unknown', 'No such achievement in this profile.');
  }
  if (achievement.archivedAt !== undefined) {
    throw new BadgeError('achievement_archived', 'The achievement is not offered any more.');
  }
  return achievement;
}

/** Everything that a profile has published, archived ones too, in each of its languages. By id. */
export async function outlinesOf(
  { achievements }: { readonly achievements: Pick<Store['achievements'], 'outlinesOf'> },
  profileId: string,
): Promise<AchievementOutline[]> {
  const all: AchievementOutline[] = [];
  for (;;) {
    const after = all.at(-1)?.id;
    const page = { limit: AT_ONCE, ...(after === undefined ? {} : { after }) };
    const found = await achievements.outlinesOf(profileId, page);
    all.push(...found);
    if (found.length < AT_ONCE) return all;
  }
}
