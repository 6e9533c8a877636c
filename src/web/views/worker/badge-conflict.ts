import type { DraftText, DraftWording } from '../../../domain/draft.ts';
import { alignmentOf, type Framework } from '../../../domain/framework.ts';
import type { DraftPart, MergedDraft } from '../../../domain/merge-drafts.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

/** What two people wrote at once, side by side. */
export interface ConflictView {
  /** What was taken from the other person; empty when nothing was. */
  readonly taken: string;
  readonly disputed: ReadonlyArray<{
    readonly label: string;
    readonly theirs: string;
    readonly mine: string;
  }>;
}

export function conflictView(
  words: Words,
  merged: MergedDraft,
  sides: { readonly theirs: DraftText; readonly mine: DraftText },
  frameworks: readonly Framework[],
): ConflictView {
  const say = (text: DraftText, part: DraftPart) =>
    plainText(sayPart(words, text, part, frameworks)) || words.t('draft.nothingWritten');
  const parts = merged.taken.map((part) => words.t(partKey(part))).join(', ');
  return {
    taken: parts ? words.t('draft.changedTaken', { parts }) : '',
    disputed: merged.disputed.map((part) => ({
      label: capitalised(words.t(partKey(part))),
      theirs: say(sides.theirs, part),
      mine: say(sides.mine, part),
    })),
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function partKey(part: DraftPart) {
  return `draft.part.${part.replace('/', '.') as Dotted<DraftPart>}` as const;
}

type Dotted<Part extends string> = Part extends `${infer Language}/${infer Field}`
  ? `${Language}.${Field}`
  : Part;

function sayPart(
  words: Words,
  text: DraftText,
  part: DraftPart,
  frameworks: readonly Framework[],
): string {
  switch (part) {
    case 'inLanguage':
      return words.languageName(text.inLanguage);
    case 'achievementType':
      return words.t(`badgeType.${text.achievementType}`);
    case 'skills':
      return text.skills
        .map((ref) => alignmentOf(frameworks, ref, words.language)?.name ?? ref.code)
        .join(', ');
    case 'alignments':
      return text.alignments.map(({ name }) => name).join(', ');
    case 'picture':
      return words.t('draft.part.picture');
    default: {
      const [language, field] = part.split('/') as ['fr' | 'en', keyof DraftWording];
      return [text[language]?.[field] ?? ''].flat().join(', ');
    }
  }
}
