import type { ErrorCode } from '../../../domain/errors.ts';
import { type BatchChoices, isAgainByDefault } from '../../../usecases/awarding/decide-batch.ts';
import type { BatchPlan, Known, PlannedLine } from '../../../usecases/awarding/plan-batch.ts';
import type { Words } from '../../words.ts';
import { fullName as nameOf } from './award-names.ts';

export interface WillView {
  readonly will: ReadonlyArray<{
    readonly name: string;
    readonly note: string;
    readonly isNew: boolean;
  }>;
  /** How many more there are than the page shows; empty when it shows all. */
  readonly willMore: string;
}

export interface HaveView {
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
}

export interface LeftView {
  readonly left: ReadonlyArray<{ readonly name: string; readonly note: string }>;
  readonly leftMore: string;
}

/** People whose boxes fit on a page and into a form. */
const BOXES = 100;
/** Lines of one kind that anybody reads. */
const SHOWN = 500;

type AmbiguousLine = PlannedLine & { readonly kind: 'ambiguous' };
type HavingLine = PlannedLine & {
  readonly kind: 'known';
  readonly standing: { readonly latestId: string };
};

/** The lines that may be awarded: those that ask who it is, those that ask whether again, the rest. */
export function sortedLines(plan: BatchPlan) {
  const lines = plan.lines.filter((line) => !whyNot(plan, line));
  return {
    asked: lines.filter(isAmbiguous),
    having: lines.filter(isHaving),
    will: lines.filter((line) => !isAmbiguous(line) && !isHaving(line)),
  };
}

function isAmbiguous(line: PlannedLine): line is AmbiguousLine {
  return line.kind === 'ambiguous';
}

/** Has the badge, or had it: nothing happens to the line unless the worker says so. */
function isHaving(line: PlannedLine): line is HavingLine {
  return line.kind === 'known' && ['has', 'lost'].includes(line.standing.kind);
}

/** Why whoever awards may not award this line, once it is known who it is. */
function whyNot({ notByThemselves }: BatchPlan, line: PlannedLine): ErrorCode | undefined {
  return line.kind === 'known' ? notByThemselves.get(line.learner.id) : undefined;
}

export function willView(words: Words, lines: readonly PlannedLine[]): WillView {
  return {
    will: lines.slice(0, SHOWN).map((line) => willLine(words, line)),
    willMore: moreOf(words, lines.length),
  };
}

function willLine(words: Words, line: PlannedLine) {
  if (line.kind !== 'known') {
    return { name: nameOf(line.attendee), note: words.t('awardPreview.new'), isNew: true };
  }
  const { standing, learner } = line;
  const isDone = standing.kind === 'ours' && standing.award.state === 'issued';
  const note = words.t(isDone ? 'awardPreview.done' : 'awardPreview.known');
  return { name: nameOf(learner), note, isNew: false };
}

export function haveView(
  words: Words,
  having: readonly HavingLine[],
  choices: BatchChoices | undefined,
): HaveView {
  const isShort = having.length <= BOXES;
  const lost = having.filter(isAgainByDefault).length;
  const isAllLost = having.every(({ standing }) => standing.kind === 'lost');
  return {
    have: having.slice(0, SHOWN).map((line) => ({
      box: `${line.attendee.line}:${line.standing.latestId}`,
      name: nameOf(line.learner),
      note: havingNote(words, line),
      chosen: isAgain(line, choices),
    })),
    haveMore: moreOf(words, having.length),
    haveTitle: words.t(isAllLost ? 'awardPreview.haveLost' : 'awardPreview.have'),
    againAll: !isShort && lost > 0 ? words.t('awardPreview.againAll', { count: lost }) : '',
    isAgainAll: choices?.isAgainForAll ?? true,
    isShort,
  };
}

/** How many of those who have it, or had it, get it again as the page stands. */
export function countAgain(
  having: readonly HavingLine[],
  choices: BatchChoices | undefined,
): number {
  if (having.length <= BOXES) return having.filter((line) => isAgain(line, choices)).length;
  return (choices?.isAgainForAll ?? true) ? having.filter(isAgainByDefault).length : 0;
}

function isAgain(line: HavingLine, choices: BatchChoices | undefined): boolean {
  if (!choices) return isAgainByDefault(line);
  return choices.again.get(line.attendee.line) === line.standing.latestId;
}

function havingNote(words: Words, { standing }: Known): string {
  if (standing.kind === 'lost') {
    return words.t(standing.by === 'learner' ? 'awardPreview.declined' : 'awardPreview.lost');
  }
  const day = standing.kind === 'has' ? words.day(standing.award.awardedDate) : '';
  return words.t('awardPreview.has', { day });
}

export function leftView(words: Words, plan: BatchPlan): LeftView {
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
  const left = [...refused, ...others];
  return { left: left.slice(0, SHOWN), leftMore: moreOf(words, left.length) };
}

function moreOf(words: Words, count: number): string {
  return count > SHOWN ? words.t('awardPreview.more', { count: count - SHOWN }) : '';
}
