import { ACHIEVEMENT_TYPES } from '../../../domain/achievement.ts';
import { HINT_CODES } from '../../../domain/criteria-hints.ts';
import { DRAFT_LANGUAGES, type Draft, type DraftText, draftName } from '../../../domain/draft.ts';
import type { FoundSkill, Framework } from '../../../domain/framework.ts';
import { alignmentOf } from '../../../domain/framework.ts';
import { refOf } from '../../badge-form.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Choices, choices, type Field, field, type Notice, type Problems } from '../parts.ts';
import type { ConflictView } from './badge-conflict.ts';
import { type BadgeWordsView, badgeWordsView } from './badge-words.ts';
import { draftHref } from './badges.ts';
import { type FoundSkillView, foundSkillView } from './skills.ts';

export interface BadgeDraftView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly conflict: ConflictView | false;
  readonly isUnfinished: boolean;
  readonly action: string;
  readonly base: number;
  readonly picture: { readonly src: string; readonly alt: string };
  readonly languages: readonly BadgeWordsView[];
  readonly inLanguage: Choices;
  readonly type: Choices;
  readonly skills: readonly ChipView[];
  readonly skillsError: string;
  readonly carried: readonly ChipView[];
  readonly search: Field;
  readonly found: readonly FoundSkillView[];
  readonly foundText: string;
  /** What the script says while someone writes. */
  readonly hintSentences: ReadonlyArray<{ readonly code: string; readonly text: string }>;
  readonly replaces: boolean;
}

interface ChipView {
  readonly value: string;
  readonly name: string;
  readonly framework: string;
  readonly removeLabel: string;
}

export interface DraftPage {
  readonly draft: Draft;
  readonly text: DraftText;
  readonly base: number;
  readonly frameworks: readonly Framework[];
  readonly notice: Notice;
  readonly problems: Problems;
  readonly errors: FieldErrors;
  /** What was sent and refused; stands instead of the text. */
  readonly typed: Typed;
  readonly conflict: ConflictView | false;
  readonly isUnfinished: boolean;
  /** What was searched; empty when nothing was. */
  readonly query: string;
  readonly found: readonly FoundSkill[];
}

export function badgeDraftView(words: Words, page: DraftPage): BadgeDraftView {
  const { draft, text, errors } = page;
  const name = plainText(draftName(text, words.language));
  const order = text.inLanguage === 'fr' ? DRAFT_LANGUAGES : (['en', 'fr'] as const);
  return {
    title: name ? words.t('draft.title', { name }) : words.t('draft.new'),
    notice: page.notice,
    problems: page.problems,
    conflict: page.conflict,
    isUnfinished: page.isUnfinished,
    action: draftHref(draft.id),
    base: page.base,
    picture: {
      src: `${draftHref(draft.id)}/image?v=${page.base}`,
      alt: plainText(text[text.inLanguage]?.imageAlt) || words.t('draft.pictureNow'),
    },
    languages: order.map((language) => badgeWordsView(words, page, language)),
    ...settings(words, page),
    skills: text.skills.map((skill) => skillChip(words, page.frameworks, skill)),
    skillsError: errors['skills'] ?? '',
    carried: text.alignments.map((alignment, at) => ({
      value: String(at),
      name: plainText(alignment.name, 300),
      framework: plainText(alignment.framework, 200),
      removeLabel: words.t('draft.removeSkill', { name: plainText(alignment.name, 300) }),
    })),
    search: searchField(words, page),
    found: page.found.map((skill) => foundSkillView(words, skill)),
    foundText: foundText(words, page),
    hintSentences: HINT_CODES.map((code) => ({
      code,
      text: words.t(`hints.${code}`, { word: '{word}' }),
    })),
    replaces: draft.replaces.length > 0,
  };
}

function searchField(words: Words, { query, typed }: DraftPage): Field {
  return field(
    {
      name: 'skill',
      label: words.t('draft.searchSkills'),
      hint: words.t('draft.searchHint'),
      type: 'search',
      value: query,
      maxlength: 200,
      required: true,
    },
    typed,
  );
}

function settings(words: Words, { text, errors, typed }: DraftPage) {
  return {
    inLanguage: choices(
      {
        name: 'inLanguage',
        label: words.t('draft.inLanguage'),
        options: DRAFT_LANGUAGES.map((value) => ({ value, label: words.t(`badgeNew.${value}`) })),
      },
      [typed['inLanguage'] ?? text.inLanguage],
      errors,
    ),
    type: choices(
      {
        name: 'achievementType',
        label: words.t('draft.type'),
        hint: words.t('draft.typeHint'),
        options: typeOptions(words, text),
      },
      [typed['achievementType'] ?? text.achievementType],
      errors,
    ),
  };
}

/** The kinds that a worker would name; another one that stands already stays to be chosen. */
const USUAL: readonly DraftText['achievementType'][] = [
  'Badge',
  'Competency',
  'CommunityService',
  'Course',
  'Membership',
  'Award',
];

function typeOptions(words: Words, { achievementType }: DraftText) {
  const offered = ACHIEVEMENT_TYPES.filter(
    (type) => USUAL.includes(type) || type === achievementType,
  );
  return offered
    .sort((one, other) => USUAL.indexOf(one) - USUAL.indexOf(other))
    .map((value) => ({ value, label: words.t(`badgeType.${value}`) }));
}

function skillChip(
  words: Words,
  frameworks: readonly Framework[],
  skill: DraftText['skills'][number],
): ChipView {
  const found = alignmentOf(frameworks, skill, words.language);
  const name = found ? `${found.code ?? ''} ${found.name}`.trim() : skill.code;
  return {
    value: refOf(skill),
    name: plainText(found ? name : words.t('draft.skillGone', { name: skill.code }), 300),
    framework: plainText(found?.framework, 200),
    removeLabel: words.t('draft.removeSkill', { name: plainText(name, 300) }),
  };
}

function foundText(words: Words, { query, found }: DraftPage): string {
  if (query === '') return '';
  return found.length === 0
    ? words.t('draft.foundNone')
    : words.t('draft.found', { count: found.length });
}
