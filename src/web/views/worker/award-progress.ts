import type { OpenedBatch } from '../../../usecases/awarding/open-batch.ts';
import type { Words } from '../../words.ts';
import { batchHref } from '../hrefs.ts';
import { type BadgeView, badgeView } from './award-facts.ts';

export interface AwardProgressView {
  readonly title: string;
  readonly badge: BadgeView;
  readonly done: number;
  readonly total: number;
  readonly text: string;
  /** `{done} sur {total}`, for the script to fill. */
  readonly pattern: string;
  readonly events: string;
  readonly href: string;
}

export function awardProgressView(
  words: Words,
  { batch, achievement, progress }: OpenedBatch & { readonly state: 'running' },
): AwardProgressView {
  const { done, total } = progress;
  const href = batchHref(batch.id);
  return {
    title: words.t('awardProgress.title'),
    badge: badgeView(achievement),
    done,
    total,
    text: words.t('awardProgress.done', { done, total }),
    pattern: words.t('awardProgress.done', { done: '{done}', total: '{total}' }),
    events: `${href}/events`,
    href,
  };
}
