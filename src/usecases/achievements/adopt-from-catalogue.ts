import type { Achievement } from '../../domain/achievement.ts';
import type { DraftText } from '../../domain/draft.ts';
import { achievementIdsOf } from '../../domain/draft.ts';
import { BadgeError } from '../../domain/errors.ts';
import { unarchiveAchievement } from './archive-achievement.ts';
import { begin, entryOf, textOfEntry } from './create-draft.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';
import { achievementsOf } from './list-achievements.ts';
import { successorOf } from './open-achievement.ts';
import { publishDraft } from './publish-draft.ts';

/** A draft that was put away never comes back: the next of these ids takes its place. */
const TRIES = [0, 1, 2] as const;

/**
 * Makes a ready badge the profile's own, at once. The same entry again is the same achievement: it
 * is offered again if it was archived, and if the profile wrote a newer version, that one counts.
 *
 * @throws {BadgeError} `member_required`, `catalogue_entry_unknown`
 */
export async function adoptFromCatalogue(
  deps: AchievementDeps,
  actor: Author,
  command: { readonly entry: string; readonly inLanguage: DraftText['inLanguage'] },
): Promise<Achievement> {
  refuseOthers(actor);
  const entry = entryOf(deps, command.entry);
  const text = textOfEntry(entry, command.inLanguage);
  for (const id of adoptionIds(deps, actor.profileId, entry.key)) {
    await begin(deps, actor, { id, text });
    if (!(await deps.store.drafts.get(actor.profileId, id))) continue;
    const published = await publishDraft(deps, actor, id);
    const [first] = published;
    if (!first) throw new Error('A published draft has no achievement.');
    const own = published.find(({ inLanguage }) => inLanguage === command.inLanguage) ?? first;
    if (own.archivedAt === undefined) return own;
    const newest = await successorOf(deps, own);
    if (newest) return newest;
    await unarchiveAchievement(deps, actor, own.id);
    return own;
  }
  throw new BadgeError('draft_unknown', 'Every draft of this entry was put away.');
}

/**
 * Which entries are the profile's own already, by key: the achievement that each became.
 *
 * @throws {BadgeError} `member_required`
 */
export async function adopted(
  deps: Pick<AchievementDeps, 'store' | 'sha256Hex' | 'library'>,
  actor: Author,
): Promise<ReadonlyMap<string, Achievement>> {
  refuseOthers(actor);
  const all = await achievementsOf(deps, actor.profileId);
  const byId = new Map(all.map((one) => [one.id, one]));
  return new Map(
    deps.library.catalogue.flatMap(({ key }) => {
      const ids = adoptionIds(deps, actor.profileId, key).map((id) => achievementIdsOf(id).fr);
      const own = ids.map((id) => byId.get(id)).find(Boolean);
      return own ? [[key, own] as const] : [];
    }),
  );
}

/** Not random, so that whoever takes the entry second finds the first. */
function adoptionIds(
  { sha256Hex }: Pick<AchievementDeps, 'sha256Hex'>,
  profileId: string,
  key: string,
): string[] {
  return TRIES.map((each) => sha256Hex(`catalogue|${profileId}|${key}|${each}`).slice(0, 32));
}
