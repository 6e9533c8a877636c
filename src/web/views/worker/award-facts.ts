import type { Achievement } from '../../../domain/achievement.ts';
import type { Batch } from '../../../domain/batch.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';

export interface BadgeView {
  readonly name: string;
  readonly inLanguage: string;
  readonly picture: string;
}

export interface WorkshopFacts {
  readonly title: string;
  readonly day: string;
  readonly place: string;
  readonly hours: string;
  readonly sentence: string;
}

export function badgeView({ id, name, inLanguage }: Achievement): BadgeView {
  return { name: plainText(name), inLanguage, picture: pictureHref(id) };
}

export function workshopFacts(words: Words, { workshop, sentence }: Batch): WorkshopFacts {
  const hours = new Intl.NumberFormat(words.language).format(workshop?.hours ?? 0);
  return {
    title: plainText(workshop?.title),
    day: words.day(workshop?.date),
    place: plainText(workshop?.place),
    hours: workshop?.hours ? words.t('awardPreview.hoursValue', { hours }) : '',
    sentence: plainText(sentence),
  };
}
