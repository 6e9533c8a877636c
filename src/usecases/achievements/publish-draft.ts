import type { Achievement } from '../../domain/achievement.ts';
import { actorName } from '../../domain/actor.ts';
import {
  type Draft,
  type DraftLanguage,
  type DraftPublication,
  type DraftText,
  emptyFieldsOf,
  languagesOf,
  NO_WORDS,
} from '../../domain/draft.ts';
import { BadgeError } from '../../domain/errors.ts';
import { alignmentOf, type Framework } from '../../domain/framework.ts';
import { storeVersions } from '../operations/store-versions.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';
import { frameworksOf } from './frameworks.ts';
import { openDraft, textOf } from './open-draft.ts';

/**
 * Publishes a draft as it was saved last, in each language in which something is written, and
 * archives what it takes the place of. The first publication counts: who publishes again, or after a
 * crash, gets the same achievements. Everything is drawn and checked before the publication is
 * written down.
 *
 * @returns the achievement in its first language, then its translation
 * @throws {BadgeError} `draft_incomplete` with one issue per field, `draft_unknown`,
 *   `member_required`, and what `designs.draw` refuses
 */
export async function publishDraft(
  deps: AchievementDeps,
  actor: Author,
  draftId: string,
): Promise<readonly Achievement[]> {
  const { draft, text, number, publication } = await openDraft(deps, actor, draftId);
  const first = publication ?? {
    draftId,
    revision: number,
    by: actorName(actor),
    at: deps.now().toISOString(),
  };
  const drawn = await drawnFrom(deps, actor, {
    draft,
    known: publication ? undefined : text,
    publication: first,
  });
  if (!publication && !(await deps.store.drafts.publish(first))) {
    return publishDraft(deps, actor, draftId);
  }
  const stored = await storeVersions(deps, drawn);
  const at = deps.now().toISOString();
  for (const id of draft.replaces) await deps.store.achievements.archive(id, at);
  return stored.map(({ achievement }) => achievement);
}

/**
 * Whether a published draft is there for everybody: a crash may have come between the decision and
 * its work, and publishing again finishes it.
 */
export async function publishedFrom(
  { store }: Pick<AchievementDeps, 'store'>,
  { achievementIds }: Draft,
): Promise<Achievement | undefined> {
  return (
    (await store.achievements.get(achievementIds.fr)) ??
    (await store.achievements.get(achievementIds.en))
  );
}

/** Puts an open draft away for good. @throws {BadgeError} `member_required` */
export async function removeDraft(
  deps: Pick<AchievementDeps, 'store' | 'now'>,
  actor: Author,
  draftId: string,
): Promise<void> {
  refuseOthers(actor);
  await deps.store.drafts.remove(actor.profileId, draftId, deps.now().toISOString());
}

/** What a publication makes of its draft; `known` is its text, when it was read already. */
async function drawnFrom(
  deps: AchievementDeps,
  actor: Author,
  {
    draft,
    known,
    publication,
  }: { draft: Draft; known: DraftText | undefined; publication: DraftPublication },
): Promise<Achievement[]> {
  const { store } = deps;
  const [profile, frameworks, revision] = await Promise.all([
    store.profiles.get(draft.profileId),
    frameworksOf(deps, actor),
    known ? undefined : store.drafts.revision(draft.id, publication.revision),
  ]);
  const text = known ?? textOf(revision);
  if (!profile || !text) throw new Error('A draft has lost its profile or its text.');
  // What was decided is carried out, even when a framework has gone since.
  if (known) refuseIncomplete(text, frameworks);
  const replaced = await Promise.all(draft.replaces.map((id) => store.achievements.get(id)));
  const each = languagesOf(text).map(async (language): Promise<Achievement> => {
    const before =
      replaced.find((one) => one?.inLanguage.startsWith(language)) ?? replaced.find(Boolean);
    const worded = wordedIn(language, draft, text);
    const imageAlt = text[language]?.imageAlt.trim() || (await shownBy(deps, text, language));
    return {
      profileId: profile.id,
      origin: profile.origin,
      digest: deps.sha256Hex(`draft|${draft.id}`),
      ...worded,
      ...(imageAlt ? { imageAlt } : {}),
      achievementType: text.achievementType,
      alignments: [...alignmentsIn(text, frameworks, language), ...text.alignments],
      ...(await pictureOf(deps, draft.profileId, text, worded.name)),
      ...(draft.version === '1' ? {} : { version: draft.version }),
      ...(before ? { replaces: before.id } : {}),
      createdAt: publication.at,
    };
  });
  return Promise.all(each);
}

/** What is said in one language, and where it is said in the other. */
function wordedIn(language: DraftLanguage, { achievementIds }: Draft, text: DraftText) {
  const { name, description, criteria, tags } = text[language] ?? NO_WORDS;
  return {
    id: achievementIds[language],
    inLanguage: language,
    name: name.trim(),
    description: description.trim(),
    criteria: criteria.trim(),
    tags,
    related: languagesOf(text)
      .filter((other) => other !== language)
      .map((other) => ({ id: achievementIds[other], inLanguage: other })),
  };
}

/** What a drawing shows, for those who do not see it, where nobody wrote it. */
async function shownBy(
  { designs, store }: AchievementDeps,
  { picture }: DraftText,
  language: DraftLanguage,
): Promise<string | undefined> {
  if (picture.kind === 'design') return designs.describe(picture.design, language);
  if (picture.kind === 'upload') return undefined;
  const kept = await store.achievements.get(picture.achievementId);
  return kept?.inLanguage.startsWith(language) ? kept.imageAlt : undefined;
}

function alignmentsIn(text: DraftText, frameworks: readonly Framework[], language: DraftLanguage) {
  return text.skills.flatMap((skill) => alignmentOf(frameworks, skill, language) ?? []);
}

/** A drawing, or the pixels of an upload. */
async function pictureOf(
  deps: AchievementDeps,
  profileId: string,
  { picture }: DraftText,
  title: string,
): Promise<Pick<Achievement, 'svg' | 'pictureHash'>> {
  if (picture.kind === 'design') return { svg: await deps.designs.draw(picture.design, title) };
  if (picture.kind === 'upload') return { svg: '', pictureHash: picture.hash };
  const kept = await deps.store.achievements.get(picture.achievementId);
  if (kept?.profileId !== profileId) {
    throw new BadgeError('draft_incomplete', 'The picture that was kept is not there.', {
      issues: [{ path: '/picture', message: 'unknown' }],
    });
  }
  const { svg, pictureHash } = kept;
  return { svg, ...(pictureHash ? { pictureHash } : {}) };
}

function refuseIncomplete(text: DraftText, frameworks: readonly Framework[]): void {
  const unknown = text.skills.some((skill) => !alignmentOf(frameworks, skill, 'fr'));
  const issues = [
    ...emptyFieldsOf(text).map((field) => ({ path: `/${field}`, message: 'required' })),
    ...(unknown ? [{ path: '/skills', message: 'unknown' }] : []),
  ];
  if (issues.length === 0) return;
  throw new BadgeError('draft_incomplete', 'Something is missing before it can be published.', {
    issues,
  });
}
