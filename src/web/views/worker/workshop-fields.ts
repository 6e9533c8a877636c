import type { Words } from '../../words.ts';

/** What the fields of a workshop, and of the sentence about it, are called and hold. */
export function workshopParts(words: Words) {
  return {
    workshop: {
      name: 'title',
      label: words.t('award.workshopTitle'),
      hint: words.t('award.workshopTitleHint'),
      maxlength: 150,
    },
    date: { name: 'date', type: 'date', label: words.t('award.date') },
    hours: {
      name: 'hours',
      label: words.t('award.hours'),
      type: 'number',
      min: '0.5',
      max: '1000',
      step: '0.5',
    },
    sentence: {
      name: 'sentence',
      label: words.t('award.sentence'),
      hint: words.t('award.sentenceHint'),
      maxlength: 500,
      rows: 2,
    },
  };
}
