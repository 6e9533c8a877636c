import type { Attendee } from '../../domain/attendance.ts';
import type { Learner } from '../../domain/learner.ts';
import type { BatchPlan, Known, PlannedLine } from './plan-batch.ts';
import type { PreparedBatch, PreparedLine } from './prepare-batch.ts';
import { againOccasion } from './standings.ts';

/** What the worker decided about the lines that asked. */
export interface BatchChoices {
  /** For an ambiguous line: a candidate's id, `new`, or `none` to leave the line out. */
  readonly people: ReadonlyMap<number, string>;
  /** Lines of people who have the badge, or had it, and get it again. */
  readonly again: ReadonlySet<number>;
  /** Everyone whose badge the centre took back, without naming each line. */
  readonly isAgainForAll: boolean;
  /** A person has read the title and the sentence, and they name nobody in spite of the words. */
  readonly isTextChecked: boolean;
}

/** A plan with every choice made: two lists, of which one is awarded again. */
export interface DecidedBatch {
  readonly first: PreparedBatch;
  readonly again: PreparedBatch;
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
  const { prepared, batch } = plan;
  const command = { ...prepared.command, occasion: againOccasion(batch) };
  return {
    first: { ...prepared, lines: linesFor('first') },
    again: { ...prepared, command, lines: linesFor('again') },
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
  readonly to: 'first' | 'again' | 'left_out' | 'undecided' | 'stay_lost';
  readonly line: PreparedLine;
}

function decideLine(line: PlannedLine, choices: BatchChoices): Decision {
  const { attendee } = line;
  const nobody: PreparedLine = { kind: 'new', attendee };
  const person = personOf(line, choices);
  if (person === 'new') return { to: 'first', line: nobody };
  if (person === 'none') return { to: 'left_out', line: nobody };
  if (person === undefined) return { to: 'undecided', line: nobody };
  const known: PreparedLine = { kind: 'known', attendee, learner: person.learner };
  // Whoever is told apart on the page had no box to tick.
  const isWithAll = line.kind === 'ambiguous' || choices.isAgainForAll;
  const isTicked = choices.again.has(attendee.line) || (isWithAll && isAgainByDefault(person));
  return { to: placeFor(person, isTicked), line: known };
}

function personOf(line: PlannedLine, { people }: BatchChoices): Known | 'new' | 'none' | undefined {
  if (line.kind === 'new') return 'new';
  if (line.kind === 'known') return line;
  const said = people.get(line.attendee.line) ?? chosenBefore(line.candidates);
  if (said === 'new' || said === 'none') return said;
  return line.candidates.find(({ learner }) => learner.id === said);
}

function placeFor({ standing }: Known, isTicked: boolean): Decision['to'] {
  switch (standing.kind) {
    case 'ours':
      return standing.isAgain ? 'again' : 'first';
    case 'has':
      return isTicked ? 'again' : 'first';
    case 'lost':
      return isTicked ? 'again' : 'stay_lost';
    default:
      return 'first';
  }
}
