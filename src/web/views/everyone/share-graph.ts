import type { SharedBadge } from '../../../usecases/backpack/shares.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';

/** What a link looks like in a message or on another site: badges and who gave them, never a person. */
export interface ShareGraph {
  readonly title: string;
  readonly description: string;
  /** Empty when no badge has a picture of ours. */
  readonly image: string;
  readonly locale: string;
}

export function shareGraph(
  words: Words,
  badges: readonly SharedBadge[],
  origin: string,
): ShareGraph {
  const own = badges.find(({ entry }) => entry !== undefined)?.entry;
  const [only] = badges;
  return {
    title:
      badges.length > 1
        ? words.t('share.titleMany', { count: badges.length })
        : nameOf(words, only),
    description: words.t('share.title'),
    image: own ? origin + pictureHref(own.achievement.id) : '',
    locale: words.language === 'fr' ? 'fr_FR' : 'en_GB',
  };
}

/** As its centre, or whoever issued it, calls it. */
export function nameOf(words: Words, badge: SharedBadge | undefined): string {
  const name = badge?.entry?.achievement.name ?? badge?.imported?.name;
  return plainText(name, 300) || words.t('verdict.noName');
}
