import type { ErrorCode } from '../../../domain/errors.ts';
import { type BatchChoices, isAgainByDefault } from '../../../usecases/awarding/decide-batch.ts';
import type { OpenedBatch } from '../../../usecases/awarding/open-batch.ts';
import type { BatchPlan, Known, PlannedLine } from '../../../usecases/awarding/plan-batch.ts';
import { isDefaultName } from '../../default-name.ts';
import type { Words } from '../../words.ts';
import { batchHref } from '../hrefs.ts';
import { type Problems, problems } from '../parts.ts';
import { type AmbiguousView, ambiguousViews, LINES_ASKED } from './award-ambiguous.ts';
import { type Counting, countingView } from './award-counting.ts';
import { type BadgeView, badgeView, type WorkshopFacts, workshopFacts } from './award-facts.ts';
import { fullName as nameOf } from './award-names.ts';

export interface AwardPreviewView {
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
  readonly will: ReadonlyArray<{
    readonly name: string;
    readonly note: string;
    readonly isNew: boolean;
  }>;
  /** How many more there are than the page shows; empty when it shows all. */
  readonly willMore: string;
  readonly have: ReadonlyArray<{
    /** The line, and the award that is repeated. */
    readonly box: string;
    readonly name: string;
    readonly note: string;
    readonly chosen: boolean;
  }>;
  readonly haveMore: string;
  readonly haveTitle: string;
  /** One box for all, where a box a person would be too many; empty otherwise. */
  readonly againAll: string;
  readonly isAgainAll: boolean;
  /** Whether each of them has a box. */
  readonly isShort: boolean;
  readonly left: ReadonlyArray<{ readonly name: string; readonly note: string }>;
  readonly leftMore: string;
  /** Empty when there is nobody to award, nor anyone to choose. */
  readonly button: string;
  readonly action: string;
  readonly change: string;
}

/** The choices of a form that was refused, and the sentences beside its fields. */
export interface PreviewGiven {
  readonly choices?: BatchChoices;
  readonly refused?: 'text_names_someone' | 'lines_undecided';
  /** What the centre is called. */
  readonly centre?: string;
}

/** People whose boxes fit on a page and into a form. */
const BOXES = 100;
/** Lines of one kind that anybody reads. */
const SHOWN = 500;

export function awardPreviewView(
  words: Words,
  opened: OpenedBatch & { readonly state: 'planned' },
  { choices, refused, centre = '' }: PreviewGiven = {},
): AwardPreviewView {
  const { plan } = opened;
  const { batch } = plan;
  const lines = plan.lines.filter((line) => !whyNot(plan, line));
  const asked = lines.filter(isAmbiguous);
  const having = lines.filter(isHaving);
  const isShort = having.length <= BOXES;
  const will = lines.filter((line) => !isAmbiguous(line) && !isHaving(line));
  const lost = having.filter(isAgainByDefault);
  const isAgain = (line: HavingLine) =>
    choices
      ? choices.again.get(line.attendee.line) === line.standing.latestId
      : isAgainByDefault(line);
  const isAgainAll = choices?.isAgainForAll ?? true;
  const again = isShort ? having.filter(isAgain).length : isAgainAll ? lost.length : 0;
  const count = will.length + again;
  const errors = errorsOf(words, plan, refused);
  const left = leftViews(words, plan);
  return {
    title: words.t('awardPreview.title'),
    problems: problems(words, errors, []),
    badge: badgeView(plan.achievement),
    workshop: workshopFacts(words, batch),
    named: plan.named ? words.t('awardPreview.named', { name: nameOf(plan.named) }) : '',
    namedError: errors['checked'] ?? '',
    isTextChecked: choices?.isTextChecked ?? false,
    unnamed: isDefaultName(centre) ? words.t('awardPreview.unnamed', { name: centre }) : '',
    notices: batch.warnings.flatMap((code) => noticeOf(words, code)),
    resume: resumeOf(words, opened),
    count: count > 0 ? words.t('awardPreview.willGet', { count }) : words.t('awardPreview.nobody'),
    counting: countingView(words, asked, isShort ? will.length : count),
    ambiguous: ambiguousViews(words, asked, opened.lastBadges, {
      choices,
      isRefused: refused === 'lines_undecided',
    }),
    tooMany: asked.length > LINES_ASKED ? words.t('awardPreview.tooMany') : '',
    will: will.slice(0, SHOWN).map((line) => willView(words, line)),
    willMore: moreOf(words, will.length),
    have: having.slice(0, SHOWN).map((line) => ({
      box: `${line.attendee.line}:${line.standing.latestId}`,
      name: nameOf(line.learner),
      note: havingNote(words, line),
      chosen: isAgain(line),
    })),
    haveMore: moreOf(words, having.length),
    haveTitle: words.t(
      having.every(({ standing }) => standing.kind === 'lost')
        ? 'awardPreview.haveLost'
        : 'awardPreview.have',
    ),
    againAll:
      !isShort && lost.length > 0 ? words.t('awardPreview.againAll', { count: lost.length }) : '',
    isAgainAll,
    isShort,
    left: left.slice(0, SHOWN),
    leftMore: moreOf(words, left.length),
    button: buttonOf(words, opened, { count, isAsked: asked.length + having.length > 0 }),
    action: `${batchHref(batch.id)}/award`,
    change: `/workshops/new?batch=${encodeURIComponent(batch.id)}`,
  };
}

type AmbiguousLine = PlannedLine & { readonly kind: 'ambiguous' };
type HavingLine = PlannedLine & {
  readonly kind: 'known';
  readonly standing: { readonly latestId: string };
};

function isAmbiguous(line: PlannedLine): line is AmbiguousLine {
  return line.kind === 'ambiguous';
}

/** Has the badge, or had it: nothing happens to the line unless the worker says so. */
function isHaving(line: PlannedLine): line is HavingLine {
  return line.kind === 'known' && ['has', 'lost'].includes(line.standing.kind);
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

function willView(words: Words, line: PlannedLine) {
  if (line.kind !== 'known') {
    return { name: nameOf(line.attendee), note: words.t('awardPreview.new'), isNew: true };
  }
  const { standing, learner } = line;
  const isDone = standing.kind === 'ours' && standing.award.state === 'issued';
  const note = words.t(isDone ? 'awardPreview.done' : 'awardPreview.known');
  return { name: nameOf(learner), note, isNew: false };
}

function havingNote(words: Words, { standing }: Known): string {
  if (standing.kind === 'lost') {
    return words.t(standing.by === 'learner' ? 'awardPreview.declined' : 'awardPreview.lost');
  }
  const day = standing.kind === 'has' ? words.day(standing.award.awardedDate) : '';
  return words.t('awardPreview.has', { day });
}

/** Why whoever awards may not award this line, once it is known who it is. */
function whyNot({ notByThemselves }: BatchPlan, line: PlannedLine): ErrorCode | undefined {
  return line.kind === 'known' ? notByThemselves.get(line.learner.id) : undefined;
}

function leftViews(words: Words, plan: BatchPlan) {
  const { prepared, problems: all, lines } = plan;
  const refused = lines.flatMap((line) => {
    const code = whyNot(plan, line);
    return code ? [{ name: nameOf(line.attendee), note: words.error(code) }] : [];
  });
  const byLine = new Map(prepared.everyone.map((attendee) => [attendee.line, attendee]));
  const others = all.map((problem) => ({
    name: nameOf(byLine.get(problem.line)) || words.t('awardPreview.line', { line: problem.line }),
    note: words.t(`awardLine.${problem.code}`, { of: 'of' in problem ? problem.of : '' }),
  }));
  return [...refused, ...others];
}

function moreOf(words: Words, count: number): string {
  return count > SHOWN ? words.t('awardPreview.more', { count: count - SHOWN }) : '';
}
