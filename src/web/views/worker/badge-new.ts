import type { Words } from '../../words.ts';
import { type Choices, choices } from '../parts.ts';

export interface BadgeNewView {
  readonly title: string;
  readonly readyText: string;
  readonly language: Choices;
}

export function badgeNewView(words: Words, ready: number): BadgeNewView {
  return {
    title: words.t('badgeNew.title'),
    readyText: words.t('badgeNew.readyText', { count: ready }),
    language: choices(
      {
        name: 'inLanguage',
        label: words.t('badgeNew.language'),
        options: [
          { value: 'fr', label: words.t('badgeNew.fr') },
          { value: 'en', label: words.t('badgeNew.en') },
        ],
      },
      [words.language],
    ),
  };
}
