import { DRAFT_LANGUAGES, type DraftText, NO_WORDS } from './draft.ts';

/** A part of a draft that two people may have changed: a text of one language, or what both share. */
const DRAFT_PARTS = [
  ...DRAFT_LANGUAGES.flatMap(
    (language) =>
      [
        `${language}/name`,
        `${language}/description`,
        `${language}/criteria`,
        `${language}/imageAlt`,
        `${language}/tags`,
      ] as const,
  ),
  'inLanguage',
  'achievementType',
  'skills',
  'alignments',
  'picture',
] as const;
export type DraftPart = (typeof DRAFT_PARTS)[number];

export interface MergedDraft {
  /** What was changed on one side alone, from that side; what was changed on both, mine. */
  readonly text: DraftText;
  /** Changed on both sides, and not to the same. */
  readonly disputed: readonly DraftPart[];
  /** Changed by the other side alone. */
  readonly taken: readonly DraftPart[];
}

/** Puts together what two people made of one draft: nothing that either wrote goes unsaid. */
export function mergeDrafts(base: DraftText, theirs: DraftText, mine: DraftText): MergedDraft {
  const disputed: DraftPart[] = [];
  const taken: DraftPart[] = [];
  let text = mine;
  for (const part of DRAFT_PARTS) {
    const [before, other, own] = [base, theirs, mine].map((one) => JSON.stringify(read(one, part)));
    if (other === own || other === before) continue;
    if (own === before) {
      taken.push(part);
      text = write(text, part, theirs);
    } else disputed.push(part);
  }
  return { text, disputed, taken };
}

/** A part as it stands in a draft. */
function read(text: DraftText, part: DraftPart): unknown {
  const [language, field] = wordingPart(part);
  if (language && field) return (text[language] ?? NO_WORDS)[field];
  return text[part as keyof DraftText];
}

function write(text: DraftText, part: DraftPart, from: DraftText): DraftText {
  const [language, field] = wordingPart(part);
  if (!language || !field) return { ...text, [part]: from[part as keyof DraftText] };
  const wording = { ...(text[language] ?? NO_WORDS), [field]: (from[language] ?? NO_WORDS)[field] };
  return { ...text, [language]: wording };
}

function wordingPart(part: DraftPart) {
  const [language, field] = part.split('/');
  const isWording = field !== undefined;
  return [
    isWording ? (language as 'fr' | 'en') : undefined,
    isWording ? (field as keyof typeof NO_WORDS) : undefined,
  ] as const;
}
