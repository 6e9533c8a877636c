import * as z from 'zod';
import { ACHIEVEMENT_TYPES, AlignmentText } from './achievement.ts';
import { BadgeDesign } from './badge-design.ts';
import { SkillRef } from './framework.ts';

const Line = (max: number) => z.string().max(max).default('');

/** The words of an achievement in one language. A draft may leave any of them empty. */
const DraftWording = z.strictObject({
  name: Line(150),
  description: Line(2000),
  /** Markdown. */
  criteria: Line(10_000),
  /** What the picture shows, for those who do not see it. */
  imageAlt: Line(300),
  /** Words to find it by. */
  tags: z.array(z.string().trim().min(1).max(80)).max(30).default([]),
});
export type DraftWording = z.infer<typeof DraftWording>;

/** A picture that was uploaded and made anew: the SHA-256 under which its PNG is kept. */
const Uploaded = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) });

const Text = z.strictObject({
  fr: DraftWording.optional(),
  en: DraftWording.optional(),
  /** The language it is written in first: the other is its translation. */
  inLanguage: z.enum(['fr', 'en']),
  achievementType: z.enum(ACHIEVEMENT_TYPES).default('Badge'),
  skills: z.array(SkillRef).max(30).default([]),
  /** Alignments of an earlier version to frameworks that are not known here: carried as they are. */
  alignments: z.array(AlignmentText).max(30).default([]),
  picture: z.union([
    z.strictObject({ kind: z.literal('design'), design: BadgeDesign }),
    z.strictObject({ kind: z.literal('upload'), ...Uploaded.shape }),
    /** The picture of an earlier version whose design is not known. */
    z.strictObject({ kind: z.literal('kept'), achievementId: z.string().min(1).max(100) }),
  ]),
});

/** An achievement that is being written, in French, in English or in both. */
export const DraftText = z.preprocess(withTagsOfLanguage, Text);
export type DraftText = z.infer<typeof DraftText>;

/** A draft's identity. What it becomes has its ids already: it is published once. */
export interface Draft {
  readonly id: string;
  readonly profileId: string;
  /** The ids of the achievement in each language, should it be published in that language. */
  readonly achievementIds: { readonly fr: string; readonly en: string };
  /** The achievements (of any language) that this one takes the place of. */
  readonly replaces: readonly string[];
  /** `1` for a first one, `2` for what takes its place. */
  readonly version: string;
  readonly createdBy: string;
  readonly createdAt: string;
}

/** What was saved, each time. Revisions are never changed: the second to save number n hears it. */
export interface DraftRevision {
  readonly draftId: string;
  /** From 1. */
  readonly number: number;
  readonly text: DraftText;
  readonly savedBy: string;
  readonly savedAt: string;
}

/** Which revision was published. The first publication counts. */
export interface DraftPublication {
  readonly draftId: string;
  readonly revision: number;
  readonly by: string;
  readonly at: string;
}

export const DRAFT_LANGUAGES = ['fr', 'en'] as const;
export type DraftLanguage = (typeof DRAFT_LANGUAGES)[number];

export const NO_WORDS: DraftWording = {
  name: '',
  description: '',
  criteria: '',
  imageAlt: '',
  tags: [],
};

/** What a draft is drawn with until someone chooses. */
export const FIRST_DESIGN: BadgeDesign = {
  shape: 'shield',
  ground: '#9c3b2e',
  thread: '#fbf2df',
  icon: 'ecusson:star',
  ribbon: '',
};

/** The ids that a draft's achievements get: from an id, the draft is found again. */
export function achievementIdsOf(draftId: string): Draft['achievementIds'] {
  return { fr: `${draftId}-fr`, en: `${draftId}-en` };
}

/** The draft that an achievement may have come from; `undefined` for one that was imported. */
export function draftIdOf(achievementId: string): string | undefined {
  return /^(.+)-(?:fr|en)$/.exec(achievementId)?.[1];
}

/** The languages in which something is written, the first language before its translation. */
export function languagesOf(text: DraftText): DraftLanguage[] {
  const other = text.inLanguage === 'fr' ? 'en' : 'fr';
  return [text.inLanguage, other].filter(
    (language): language is DraftLanguage => language === text.inLanguage || isWritten(text, other),
  );
}

/** What the draft is called so far, in the language asked for if it has a name there. */
export function draftName(text: DraftText, language: DraftLanguage): string {
  const names = [text[language]?.name, text[text.inLanguage]?.name, text.fr?.name, text.en?.name];
  return names.find((name) => name?.trim())?.trim() ?? '';
}

/**
 * The fields that are still empty and cannot be, as `fr/name`; skills are checked elsewhere. What a
 * drawing shows can be said without anybody, what an upload shows cannot.
 */
export function emptyFieldsOf(text: DraftText): string[] {
  return languagesOf(text).flatMap((language) => {
    const wording = text[language] ?? NO_WORDS;
    const asked = ['name', 'description', 'criteria'] as const;
    return [...asked, ...(text.picture.kind === 'upload' ? (['imageAlt'] as const) : [])]
      .filter((field) => wording[field].trim() === '')
      .map((field) => `${language}/${field}`);
  });
}

function isWritten(text: DraftText, language: DraftLanguage): boolean {
  const { name, description, criteria } = text[language] ?? NO_WORDS;
  return [name, description, criteria].some((words) => words.trim() !== '');
}

/** Texts were saved with one list of tags for both languages: they are those of the first. */
function withTagsOfLanguage(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('tags' in value)) return value;
  const { tags, ...text } = value as Record<string, unknown>;
  const language = text['inLanguage'] === 'en' ? 'en' : 'fr';
  const wording = text[language];
  const hasOwn = typeof wording === 'object' && wording !== null && 'tags' in wording;
  return hasOwn || !wording ? text : { ...text, [language]: { ...wording, tags } };
}
