import type { Achievement } from '../../domain/achievement.ts';
import { actorName } from '../../domain/actor.ts';
import type { CatalogueEntry } from '../../domain/catalogue.ts';
import { achievementIdsOf, type Draft, type DraftText } from '../../domain/draft.ts';
import { BadgeError } from '../../domain/errors.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';
import { groupOf } from './open-achievement.ts';
import { blankText } from './open-draft.ts';
import { publishedFrom } from './publish-draft.ts';
import { textOfVersion } from './text-of-version.ts';

type DraftDeps = Pick<AchievementDeps, 'store' | 'library' | 'sha256Hex' | 'now' | 'newId'>;

export type CreateDraftCommand =
  | { readonly from: 'nothing'; readonly inLanguage: DraftText['inLanguage'] }
  /** A new version of it. */
  | { readonly from: 'achievement'; readonly achievementId: string }
  | {
      readonly from: 'catalogue';
      readonly entry: string;
      readonly inLanguage: DraftText['inLanguage'];
    };

/**
 * Begins a draft and saves its first revision. Of a new version there is one draft at a time, and
 * one publication ever: who asks again, or at the same time, gets the one that is open; of what was
 * replaced already, the next version of what replaced it.
 *
 * @throws {BadgeError} `member_required`, `achievement_unknown`, `catalogue_entry_unknown`
 */
export async function createDraft(
  deps: DraftDeps,
  actor: Author,
  command: CreateDraftCommand,
): Promise<Draft> {
  refuseOthers(actor);
  if (command.from === 'achievement') return nextVersion(deps, actor, command.achievementId);
  const text =
    command.from === 'nothing'
      ? blankText(command.inLanguage)
      : textOfEntry(entryOf(deps, command.entry), command.inLanguage);
  return begin(deps, actor, { text, id: deps.newId() });
}

/** Only the next of these ids can be taken, and only once the one before was put away for good. */
async function nextVersion(deps: DraftDeps, actor: Author, achievementId: string): Promise<Draft> {
  const group = await groupOf(deps, actor, achievementId);
  const replaces = group.map(({ id }) => id);
  const text = await textOfVersion(deps, actor, group);
  const before = Math.max(...group.map(({ version }) => Number.parseInt(version ?? '1', 10) || 1));
  for (let putAway = 0; ; putAway += 1) {
    const id = versionId(deps, actor.profileId, group, putAway);
    await begin(deps, actor, { id, text, replaces, version: String(before + 1) });
    const draft = await deps.store.drafts.get(actor.profileId, id);
    if (!draft) continue;
    const isPublished = (await deps.store.drafts.publication(id)) !== undefined;
    const successor = isPublished ? await publishedFrom(deps, draft) : undefined;
    return successor ? nextVersion(deps, actor, successor.id) : draft;
  }
}

/** Not random, and the same from each language, so that who asks second finds the first. */
function versionId(
  { sha256Hex }: Pick<AchievementDeps, 'sha256Hex'>,
  profileId: string,
  [{ id, related }]: readonly [Achievement, ...Achievement[]],
  putAway: number,
): string {
  const [first] = [id, ...related.map((one) => one.id)].sort();
  return sha256Hex(`version|${profileId}|${first}|${putAway}`).slice(0, 32);
}

/** Stores a draft under an id and its first revision; what is there already stays as it is. */
export async function begin(
  deps: Pick<AchievementDeps, 'store' | 'now'>,
  actor: Author,
  parts: Pick<Draft, 'id'> & Partial<Pick<Draft, 'replaces' | 'version'>> & { text: DraftText },
): Promise<Draft> {
  const { id, text, replaces = [], version = '1' } = parts;
  const at = deps.now().toISOString();
  const by = actorName(actor);
  const draft: Draft = {
    id,
    profileId: actor.profileId,
    achievementIds: achievementIdsOf(id),
    replaces,
    version,
    createdBy: by,
    createdAt: at,
  };
  await deps.store.drafts.insert(draft);
  await deps.store.drafts.save({ draftId: id, number: 1, text, savedBy: by, savedAt: at });
  return draft;
}

/** @throws {BadgeError} `catalogue_entry_unknown` */
export function entryOf(
  { library }: Pick<AchievementDeps, 'library'>,
  key: string,
): CatalogueEntry {
  const entry = library.catalogue.find((one) => one.key === key);
  if (!entry) throw new BadgeError('catalogue_entry_unknown', 'No such entry in the catalogue.');
  return entry;
}

/** What a draft says that is begun from the catalogue: the entry in both languages. */
export function textOfEntry(
  { fr, en, skills, design }: CatalogueEntry,
  inLanguage: DraftText['inLanguage'],
): DraftText {
  return { ...blankText(inLanguage), fr, en, skills, picture: { kind: 'design', design } };
}
