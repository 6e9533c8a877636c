import type { BackpackEntry } from '../../../usecases/backpack/open-backpack.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { entryHref } from './backpack-hrefs.ts';

/** Asks once more before a badge is deleted. */
export interface RemoveBadgeView {
  readonly title: string;
  readonly name: string;
  readonly inLanguage: string;
  readonly action: string;
  readonly back: string;
}

export function removeBadgeView(
  words: Words,
  { award, achievement }: BackpackEntry,
): RemoveBadgeView {
  return {
    title: words.t('badgeRemove.title'),
    name: plainText(achievement.name),
    inLanguage: achievement.inLanguage,
    action: `${entryHref(award.id)}/remove`,
    back: entryHref(award.id),
  };
}
