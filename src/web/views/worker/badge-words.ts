import { hintsFor } from '../../../domain/criteria-hints.ts';
import {
  type DraftLanguage,
  type DraftText,
  type DraftWording,
  languagesOf,
  NO_WORDS,
} from '../../../domain/draft.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import { markdownToHtml, type SafeHtml } from '../../safe-html.ts';
import type { Words } from '../../words.ts';
import { type Field, field } from '../parts.ts';

/** What is written of a badge in one language, with the advice about it. */
export interface BadgeWordsView {
  readonly code: DraftLanguage;
  readonly legend: string;
  readonly isTranslation: boolean;
  readonly isOpen: boolean;
  readonly name: HintedField;
  readonly description: HintedField;
  readonly criteria: HintedField;
  readonly imageAlt: HintedField;
  readonly tags: HintedField;
  readonly preview: SafeHtml | false;
}

interface HintedField extends Field {
  readonly hints: readonly string[];
}

interface WordsPage {
  readonly text: DraftText;
  readonly errors: FieldErrors;
  readonly typed: Typed;
}

export function badgeWordsView(
  words: Words,
  page: WordsPage,
  language: DraftLanguage,
): BadgeWordsView {
  const { text, errors } = page;
  const wording = text[language] ?? NO_WORDS;
  const isTranslation = language !== text.inLanguage;
  const isUpload = text.picture.kind === 'upload';
  const isOpen =
    languagesOf(text).includes(language) ||
    Object.keys(errors).some((name) => name.startsWith(`${language}_`));
  const part = fieldsIn(words, page, language);
  return {
    code: language,
    legend: words.t(`draft.${isTranslation ? 'translation' : 'words'}.${language}`),
    isTranslation,
    isOpen,
    name: part('name', { hint: words.t('draft.nameHint'), maxlength: 150 }),
    description: part('description', {
      hint: words.t('draft.descriptionHint'),
      maxlength: 2000,
      rows: 3,
    }),
    criteria: part('criteria', {
      hint: words.t('draft.criteriaHint'),
      maxlength: 10_000,
      rows: 8,
    }),
    imageAlt: part('imageAlt', {
      hint: words.t(isUpload ? 'draft.uploadAltHint' : 'draft.imageAltHint'),
      maxlength: 300,
    }),
    tags: part('tags', { hint: words.t('draft.tagsHint'), maxlength: 3000 }),
    preview: wording.criteria.trim() ? markdownToHtml(wording.criteria) : false,
  };
}

/** Makes the field of each part of the wording, with the advice about it. */
function fieldsIn(words: Words, { text, typed, errors }: WordsPage, language: DraftLanguage) {
  const wording = text[language] ?? NO_WORDS;
  const hints = hintsFor(wording, language);
  return (name: keyof DraftWording, more: Partial<Field>): HintedField => ({
    ...field(
      {
        name: `${language}_${name}`,
        label: words.t(`draft.${name}`),
        value: [wording[name]].flat().join(', '),
        lang: language === words.language ? '' : language,
        // Nothing keeps anybody from saving; "optional" would be wrong all the same.
        required: name === 'imageAlt' ? text.picture.kind === 'upload' : name !== 'tags',
        ...more,
      },
      typed,
      errors,
    ),
    hints: hints
      .filter((hint) => hint.field === name)
      .map(({ code, word }) => words.t(`hints.${code}`, { word: plainText(word, 80) })),
  });
}
