import type { Achievement } from '../../domain/achievement.ts';
import { achievementIdsOf, type DraftText, type DraftWording } from '../../domain/draft.ts';
import type { PublishedText } from '../../domain/published-text.ts';
import { unarchiveAchievement } from './archive-achievement.ts';
import { begin } from './create-draft.ts';
import { type AchievementDeps, type Author, refuseOthers } from './deps.ts';
import { successorOf } from './open-achievement.ts';
import { publishDraft } from './publish-draft.ts';

export interface PublishedAchievement {
  readonly achievement: Achievement;
  /** Whether it was not there before. */
  readonly fresh: boolean;
}

/**
 * Publishes a text without a draft that anybody would see unfinished. The same text again is the
 * same achievement, offered again if it was archived and nothing took its place.
 *
 * @throws {BadgeError} `member_required`, and what `designs.draw` refuses
 */
export async function publishText(
  deps: AchievementDeps,
  actor: Author,
  text: PublishedText,
): Promise<PublishedAchievement> {
  refuseOthers(actor);
  const id = deps.sha256Hex(`text|${actor.profileId}|${JSON.stringify(text)}`).slice(0, 32);
  const known = await deps.store.achievements.get(achievementIdsOf(id)[text.inLanguage]);
  if (known && known.archivedAt === undefined) return { achievement: known, fresh: false };
  if (known) return { achievement: await offeredAgain(deps, actor, known), fresh: false };
  // A picture that cannot be drawn must not leave a draft behind.
  await deps.designs.draw(text.picture.design, text.name);
  await begin(deps, actor, { id, text: draftOf(text) });
  const [achievement] = await publishDraft(deps, actor, id);
  if (!achievement) throw new Error('A published draft has no achievement.');
  return { achievement, fresh: true };
}

async function offeredAgain(
  deps: AchievementDeps,
  actor: Author,
  known: Achievement,
): Promise<Achievement> {
  if (await successorOf(deps, known)) return known;
  await unarchiveAchievement(deps, actor, known.id);
  const { archivedAt: _, ...achievement } = known;
  return achievement;
}

function draftOf(text: PublishedText): DraftText {
  const { inLanguage, achievementType, alignments, picture, translation } = text;
  const translated = translation && {
    [translation.inLanguage]: wordingOf({
      ...translation,
      criteria: translation.criteria ?? text.criteria,
      tags: translation.tags ?? [],
    }),
  };
  return {
    inLanguage,
    achievementType,
    skills: [],
    alignments,
    picture: { kind: 'design', design: picture.design },
    [inLanguage]: wordingOf(text),
    ...translated,
  };
}

function wordingOf({ name, description, criteria, imageAlt, tags }: DraftWording): DraftWording {
  return { name, description, criteria, imageAlt, tags };
}
