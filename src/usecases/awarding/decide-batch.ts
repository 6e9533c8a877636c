import type { Attendee } from '../../domain/attendance.ts';
import type { Learner } from '../../domain/learner.ts';
import type { BatchPlan, Known, PlannedLine } from './plan-batch.ts';
import type { PreparedBatch, PreparedLine } from './prepare-batch.ts';
import { againOccasion, type Standing } from './standings.ts';

/** What the worker decided about the lines that asked. */
export interface BatchChoices {
  /** For an ambiguous line: a candidate's id, `new`, or `none` to leave the line out. */
  readonly people: ReadonlyMap<number, string>;
  /**
   * Lines of people who have the badge, or had it, and get it again; with the award that they had
   * last when the worker said so. Whoever was given another since gets none.
   */
  readonly again: ReadonlyMap<number, string>;
  /** Everyone whose badge the centre took back, without naming each line. */
  readonly isAgainForAll: boolean;
  /** A person has read the title and the sentence, and they name nobody in spite of the words. */
  readonly isTextChecked: boolean;
}

/** A plan with every choice made. */
export interface DecidedBatch {
  /** What is awarded, each line with its occasion. */
  readonly prepared: PreparedBatch;
  /** Ambiguous lines that the worker left out. */
  readonly leftOut: readonly Attendee[];
  readonly undecided: readonly Attendee[];
  /** Lines of people whose badge was taken back, and stays so. */
  readonly stayLost: ReadonlyArray<{ readonly attendee: Attendee; readonly learner: Learner }>;
}

/** Sorts the lines of a plan by what is to be done with each. */
export function decideBatch(plan: BatchPlan, choices: BatchChoices): DecidedBatch {
  const decisions = plan.lines.map((line) => decideLine(line, choices));
  const linesFor = (to: Decision['to']) =>
    decisions.flatMap((decision) => (decision.to === to ? [decision.line] : []));
  const attendeesFor = (to: Decision['to']) => linesFor(to).map(({ attendee }) => attendee);
  return {
    prepared: { ...plan.prepared, lines: linesFor('award') },
    leftOut: attendeesFor('left_out'),
    undecided: attendeesFor('undecided'),
    stayLost: linesFor('stay_lost').flatMap((line) =>
      line.kind === 'known' ? [{ attendee: line.attendee, learner: line.learner }] : [],
    ),
  };
}

/** Whether someone whose badge was taken back gets it again unless the worker says no. */
export function isAgainByDefault({ standing }: Pick<Known, 'standing'>): boolean {
  return standing.kind === 'lost' && standing.by === 'centre';
}

/** Whom a run that died had taken an ambiguous line for. */
export function chosenBefore(candidates: readonly Known[]): string | undefined {
  return candidates.find(({ standing }) => standing.kind === 'ours')?.learner.id;
}

interface Decision {
  readonly to: 'award' | 'left_out' | 'undecided' | 'stay_lost';
  readonly line: PreparedLine;
}

function decideLine(line: PlannedLine, choices: BatchChoices): Decision {
  const { attendee } = line;
  const nobody: PreparedLine = { kind: 'new', attendee };
  const person = personOf(line, choices);
  if (person === 'new') return { to: 'award', line: nobody };
  if (person === 'none') return { to: 'left_out', line: nobody };
  if (person === undefined) return { to: 'undecided', line: nobody };
  const { learner, standing } = person;
  const known: PreparedLine = { kind: 'known', attendee, learner };
  if (standing.kind === 'none') return { to: 'award', line: known };
  if (isHad(standing) && isAgain(line, standing, choices)) {
    return { to: 'award', line: { ...known, occasion: againOccasion(standing.latestId) } };
  }
  if (standing.kind === 'lost') return { to: 'stay_lost', line: known };
  return { to: 'award', line: { ...known, occasion: standing.award.occasion } };
}

function personOf(line: PlannedLine, { people }: BatchChoices): Known | 'new' | 'none' | undefined {
  if (line.kind === 'new') return 'new';
  if (line.kind === 'known') return line;
  const said = people.get(line.attendee.line) ?? chosenBefore(line.candidates);
  if (said === 'new' || said === 'none') return said;
  return line.candidates.find(({ learner }) => learner.id === said);
}

type Had = Extract<Standing, { readonly latestId: string }>;

function isHad(standing: Standing): standing is Had {
  return standing.kind === 'has' || standing.kind === 'lost';
}

function isAgain({ kind, attendee }: PlannedLine, standing: Had, choices: BatchChoices): boolean {
  // Whoever is told apart on the page had no box to tick.
  const isWithAll = kind === 'ambiguous' || choices.isAgainForAll;
  const isTicked = choices.again.get(attendee.line) === standing.latestId;
  return isTicked || (isWithAll && isAgainByDefault({ standing }));
}
