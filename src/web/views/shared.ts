import type { Share } from '../../domain/share.ts';
import type { Words } from '../words.ts';

/** A link just made: the only time its secret is shown. */
export interface SharedView {
  readonly title: string;
  readonly link: string;
  readonly until: string;
  readonly back: string;
}

export function sharedView(
  words: Words,
  share: Pick<Share, 'expiresAt'>,
  addresses: { readonly link: string; readonly back: string },
): SharedView {
  return {
    title: words.t('shared.title'),
    until: words.t('shared.until', { date: words.day(share.expiresAt) }),
    ...addresses,
  };
}
