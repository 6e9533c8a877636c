import type { BatchChoices } from '../../../usecases/awarding/decide-batch.ts';
import type { OpenedBatch } from '../../../usecases/awarding/open-batch.ts';
import type { BatchPlan } from '../../../usecases/awarding/plan-batch.ts';
import { isDefaultName } from '../../default-name.ts';
import type { Words } from '../../words.ts';
import { batchHref } from '../hrefs.ts';
import { type Problems, problems } from '../parts.ts';
import { type AmbiguousView, ambiguousViews, LINES_ASKED } from './award-ambiguous.ts';
import { type Counting, countingView } from './award-counting.ts';
import { type BadgeView, badgeView, type WorkshopFacts, workshopFacts } from './award-facts.ts';
import {
  countAgain,
  type HaveView,
  haveView,
  type LeftView,
  leftView,
  sortedLines,
  type WillView,
  willView,
} from './award-lines.ts';
import { fullName as nameOf } from './award-names.ts';

export interface AwardPreviewView extends WillView, HaveView, LeftView {
  readonly title: string;
  readonly problems: Problems;
  readonly badge: BadgeView;
  readonly workshop: WorkshopFacts;
  /** Empty unless the signed text holds someone's name. */
  readonly named: string;
  readonly namedError: string;
  readonly isTextChecked: boolean;
  /** Asks for the name of the centre, while it is still the one of the first start. */
  readonly unnamed: string;
  readonly notices: readonly string[];
  /** Why pressing once more is safe, when a run died. */
  readonly resume: string;
  readonly count: string;
  readonly counting: Counting;
  readonly ambiguous: readonly AmbiguousView[];
  readonly tooMany: string;
  /** Empty when there is nobody to award, nor anyone to choose. */
  readonly button: string;
  readonly action: string;
  readonly change: string;
}

/** The choices of a form that was refused, and the sentences beside its fields. */
export interface PreviewGiven {
  readonly choices?: BatchChoices;
  readonly refused?: 'text_names_someone' | 'lines_undecided';
  /** What the badges will say that the centre is called. */
  readonly centre?: string;
}

export function awardPreviewView(
  words: Words,
  opened: OpenedBatch & { readonly state: 'planned' },
  { choices, refused, centre = '' }: PreviewGiven = {},
): AwardPreviewView {
  const { plan } = opened;
  const { batch, named } = plan;
  const { asked, having, will } = sortedLines(plan);
  const have = haveView(words, having, choices);
  const count = will.length + countAgain(having, choices);
  const errors = errorsOf(words, plan, refused);
  const isRefused = refused === 'lines_undecided';
  return {
    title: words.t('awardPreview.title'),
    problems: problems(words, errors, []),
    badge: badgeView(plan.achievement),
    workshop: workshopFacts(words, batch),
    named: named ? words.t('awardPreview.named', { name: nameOf(named) }) : '',
    namedError: errors['checked'] ?? '',
    isTextChecked: choices?.isTextChecked ?? false,
    unnamed: isDefaultName(centre) ? words.t('awardPreview.unnamed', { name: centre }) : '',
    notices: batch.warnings.flatMap((code) => noticeOf(words, code)),
    resume: resumeOf(words, opened),
    count: count > 0 ? words.t('awardPreview.willGet', { count }) : words.t('awardPreview.nobody'),
    // The script counts the boxes itself, where there is one for each.
    counting: countingView(words, asked, have.isShort ? will.length : count),
    ambiguous: ambiguousViews(words, asked, opened.lastBadges, { choices, isRefused }),
    tooMany: asked.length > LINES_ASKED ? words.t('awardPreview.tooMany') : '',
    ...willView(words, will),
    ...have,
    ...leftView(words, plan),
    button: buttonOf(words, opened, { count, isAsked: asked.length + having.length > 0 }),
    action: `${batchHref(batch.id)}/award`,
    change: `/workshops/new?batch=${encodeURIComponent(batch.id)}`,
  };
}

function errorsOf(words: Words, { named }: BatchPlan, refused: PreviewGiven['refused']) {
  if (refused === 'lines_undecided') return { people: words.t('awardPreview.chooseOne') };
  if (refused === undefined || !named) return {};
  return { checked: words.t('awardPreview.named', { name: nameOf(named) }) };
}

function noticeOf(words: Words, code: string): string[] {
  if (code === 'names_guessed') return [words.t('awardPreview.namesGuessed')];
  return code === 'encoding_guessed' ? [words.t('awardPreview.encodingGuessed')] : [];
}

function resumeOf(words: Words, { plan, failure }: OpenedBatch & { state: 'planned' }): string {
  if (failure && failure !== 'fault') return words.error(failure);
  if (failure) return words.t('awardPreview.failed');
  return plan.isBegun ? words.t('awardPreview.begun') : '';
}

function buttonOf(
  words: Words,
  { plan, failure }: OpenedBatch & { state: 'planned' },
  { count, isAsked }: { count: number; isAsked: boolean },
): string {
  if (plan.isBegun || failure) return words.t('awardPreview.resume');
  if (count > 0) return words.t('awardPreview.award', { count });
  return isAsked ? words.t('awardPreview.awardNone') : '';
}
