import { DRAFT_LANGUAGES, type DraftText } from '../../../domain/draft.ts';
import type { Words } from '../../words.ts';
import type { Labelled } from '../parts.ts';

const WORDINGS = ['name', 'description', 'criteria', 'imageAlt', 'tags'] as const;

/** What the fields of the editor are called, those of the translation with their language. */
export function draftLabels(words: Words, { inLanguage }: DraftText): Labelled[] {
  const wordings = DRAFT_LANGUAGES.flatMap((language) =>
    WORDINGS.map((part) => {
      const label = words.t(`draft.${part}`);
      const full = `${label} (${words.languageName(language)})`;
      return { name: `${language}_${part}`, label: language === inLanguage ? label : full };
    }),
  );
  return [
    ...wordings,
    { name: 'inLanguage', label: words.t('draft.inLanguage') },
    { name: 'achievementType', label: words.t('draft.type') },
    { name: 'skills', label: words.t('draft.skills') },
    { name: 'picture', label: words.t('draft.picture') },
  ];
}
