import type { AchievementDeps, Author } from './deps.ts';
import { groupOf } from './open-achievement.ts';

type ArchiveDeps = Pick<AchievementDeps, 'store' | 'now'>;

/**
 * Takes an achievement out of what is offered, in all its languages. Badges that were awarded stay
 * as they are.
 *
 * @throws {BadgeError} `member_required`, `achievement_unknown`
 */
export async function archiveAchievement(
  deps: ArchiveDeps,
  actor: Author,
  id: string,
): Promise<void> {
  const at = deps.now().toISOString();
  for (const one of await groupOf(deps, actor, id))
    await deps.store.achievements.archive(one.id, at);
}

/**
 * Offers it again.
 *
 * @throws {BadgeError} `member_required`, `achievement_unknown`
 */
export async function unarchiveAchievement(
  deps: ArchiveDeps,
  actor: Author,
  id: string,
): Promise<void> {
  for (const one of await groupOf(deps, actor, id)) await deps.store.achievements.unarchive(one.id);
}
