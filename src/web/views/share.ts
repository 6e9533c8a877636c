import type { Share } from '../../domain/share.ts';
import type { Words } from '../words.ts';
import type { VerdictView } from './verdict.ts';

export interface ShareView {
  readonly title: string;
  readonly shown: string;
  readonly checked: string;
  readonly verdict: VerdictView;
}

/** One badge as its learner shows it; nothing of the person, and nothing of the learner's note. */
export function shareView(
  words: Words,
  share: Pick<Share, 'expiresAt'>,
  verdict: VerdictView,
  now: Date,
): ShareView {
  return {
    title: `${verdict.headline} · ${verdict.content.name}`,
    shown: words.t('share.shown', { date: words.day(share.expiresAt) }),
    checked: words.t('share.checked', { date: words.day(now.toISOString()) }),
    verdict,
  };
}
