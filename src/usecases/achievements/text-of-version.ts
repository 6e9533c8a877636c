import type { Achievement, Alignment } from '../../domain/achievement.ts';
import {
  DRAFT_LANGUAGES,
  type DraftLanguage,
  type DraftText,
  type DraftWording,
  draftIdOf,
} from '../../domain/draft.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Framework, SkillRef } from '../../domain/framework.ts';
import type { AchievementDeps, Author } from './deps.ts';
import { frameworksOf } from './frameworks.ts';
import { textOf } from './open-draft.ts';

/**
 * What the next version of an achievement begins with: the draft it came from, or else what can be
 * read from the achievement itself.
 *
 * @param group the achievement in each of its languages
 * @throws {BadgeError} `member_required`, `form_invalid` for one in neither French nor English
 */
export async function textOfVersion(
  deps: Pick<AchievementDeps, 'store' | 'library'>,
  actor: Author,
  group: readonly [Achievement, ...Achievement[]],
): Promise<DraftText> {
  const [{ id, profileId }] = group;
  const draftId = draftIdOf(id);
  const draft = draftId ? await deps.store.drafts.get(profileId, draftId) : undefined;
  const publication = draft ? await deps.store.drafts.publication(draft.id) : undefined;
  const revision = publication
    ? await deps.store.drafts.revision(publication.draftId, publication.revision)
    : undefined;
  return textOf(revision) ?? textOfImported(await frameworksOf(deps, actor), group);
}

function textOfImported(
  frameworks: readonly Framework[],
  group: readonly [Achievement, ...Achievement[]],
): DraftText {
  const inEach = new Map(group.map((one) => [languageOf(one), one] as const));
  const inLanguage = DRAFT_LANGUAGES.find((language) => inEach.has(language));
  const first = inLanguage && inEach.get(inLanguage);
  if (!inLanguage || !first) {
    throw new BadgeError('form_invalid', 'It is in a language that is not written here.');
  }
  const { fr, en } = { fr: inEach.get('fr'), en: inEach.get('en') };
  const aligned = first.alignments.map((one) => skillOf(frameworks, one) ?? one);
  return {
    inLanguage,
    ...(fr ? { fr: wordingOf(fr) } : {}),
    ...(en ? { en: wordingOf(en) } : {}),
    achievementType: typeOf(first),
    skills: aligned.filter(isSkill),
    alignments: aligned.filter((one): one is Alignment => !isSkill(one)),
    picture: { kind: 'kept', achievementId: first.id },
  };
}

function languageOf({ inLanguage }: Achievement): DraftLanguage | undefined {
  return DRAFT_LANGUAGES.find((language) => inLanguage.split('-')[0] === language);
}

function wordingOf(achievement: Achievement): DraftWording {
  const { name, description, criteria, imageAlt = '', tags } = achievement;
  return { name, description, criteria, imageAlt, tags: [...tags] };
}

function typeOf({ achievementType }: Achievement): DraftText['achievementType'] {
  // The only way in is a schema that knows the types.
  return achievementType as DraftText['achievementType'];
}

function isSkill(one: SkillRef | Alignment): one is SkillRef {
  return !('url' in one);
}

/** The skill that an alignment was made from, if it is still offered. */
function skillOf(frameworks: readonly Framework[], { framework, code }: Alignment) {
  const found = frameworks.find(({ name }) => name.fr === framework || name.en === framework);
  const known = found?.competences.some((competence) => competence.code === code);
  return found && known && code ? { framework: found.id, code } : undefined;
}
