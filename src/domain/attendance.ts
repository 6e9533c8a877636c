import type { AgeBand } from './age.ts';
import { nameKey, type PersonName, plainWord, tidyName } from './learner.ts';
import { type Column, type Columns, findColumns } from './list-columns.ts';

/** Rows of a list as text, before anything is known of their meaning. `line` counts from 1. */
export interface ListTable {
  readonly header: readonly string[];
  readonly rows: ReadonlyArray<{ readonly line: number; readonly cells: readonly string[] }>;
}

export interface Attendee extends PersonName {
  readonly line: number;
  readonly email?: string;
  readonly band?: AgeBand;
}

/** Why a line of the list is not awarded. */
export type LineProblem =
  | { readonly line: number; readonly code: 'absent' }
  | { readonly line: number; readonly code: 'duplicate'; readonly of: number }
  | { readonly line: number; readonly code: 'homonym'; readonly of: number }
  | { readonly line: number; readonly code: 'name_missing' }
  | { readonly line: number; readonly code: 'presence_unclear'; readonly value: string };

export interface AttendanceList {
  readonly attendees: readonly Attendee[];
  readonly problems: readonly LineProblem[];
  /** Every line that names someone, absent and doubled people too. */
  readonly everyone: readonly Attendee[];
}

const PRESENT = new Set([
  'oui',
  'o',
  'x',
  '1',
  'yes',
  'y',
  'vrai',
  'true',
  'p',
  'present',
  'presente',
  '✓',
  '✔',
]);
const ABSENT = new Set([
  '',
  'non',
  'n',
  '0',
  'no',
  'faux',
  'false',
  'a',
  'abs',
  'absent',
  'absente',
  'excuse',
  'excusee',
  '-',
]);

/**
 * Reads the meaning of an attendance list: columns recognised in French or English whatever their
 * order, absent people, doubled lines and unreadable lines set aside with their line number.
 * Without a presence column, everyone listed was there.
 *
 * @throws {BadgeError} `csv_column_missing` when no column holds a name.
 */
export function readAttendance(table: ListTable): AttendanceList {
  const columns = findColumns(table.header);
  const attendees: Attendee[] = [];
  const problems: LineProblem[] = [];
  const everyone: Attendee[] = [];
  const seen = new Map<string, Attendee>();
  for (const { line, cells } of table.rows) {
    const attendee = readAttendee(line, cells, columns);
    everyone.push(attendee);
    const problem = problemOf(attendee, presence(cells, columns), seen);
    if (problem) problems.push(problem);
    else {
      attendees.push(attendee);
      seen.set(nameKey(attendee), attendee);
    }
  }
  return { attendees, problems, everyone };
}

function readAttendee(line: number, cells: readonly string[], columns: Columns): Attendee {
  const cell = (column: Column) => {
    const index = columns[column];
    return index === undefined ? '' : tidyName(cells[index] ?? '');
  };
  const email = cell('email').toLowerCase();
  const band = bandOf(cell('band'));
  return {
    line,
    firstName: cell('firstName') || cell('name'),
    lastName: cell('lastName'),
    nickname: cell('nickname'),
    ...(email ? { email } : {}),
    ...(band ? { band } : {}),
  };
}

function presence(cells: readonly string[], columns: Columns): 'present' | 'absent' | string {
  if (columns.present === undefined) return 'present';
  const value = plainWord(cells[columns.present] ?? '');
  if (PRESENT.has(value)) return 'present';
  return ABSENT.has(value) ? 'absent' : value;
}

function problemOf(
  attendee: Attendee,
  presence: string,
  seen: ReadonlyMap<string, Attendee>,
): LineProblem | undefined {
  const { line } = attendee;
  if (!attendee.firstName && !attendee.lastName && !attendee.nickname) {
    return { line, code: 'name_missing' };
  }
  if (presence === 'absent') return { line, code: 'absent' };
  if (presence !== 'present')
    return { line, code: 'presence_unclear', value: presence.slice(0, 40) };
  const earlier = seen.get(nameKey(attendee));
  if (!earlier) return undefined;
  const differs = earlier.email !== attendee.email || earlier.band !== attendee.band;
  return { line, code: differs ? 'homonym' : 'duplicate', of: earlier.line };
}

/**
 * The band of an age as people write it: `11-14`, `15-17`, `18-25`, `adulte`, `13 ans`. The lowest
 * number decides, and an upper bound alone (`moins de 18`, `-18`) counts as its youngest, so that a
 * young person is never taken for older than they are. A year of birth is no age.
 */
export function bandOf(text: string): AgeBand | undefined {
  const plain = plainWord(text);
  if (/^(adulte?s?|majeure?s?)$/.test(plain)) return 'adult';
  const ages = plain.match(/(?<!\d)\d{1,3}(?!\d)/g);
  if (!ages) return undefined;
  const age = Math.min(...ages.map(Number));
  if (age < 15 || /^(moins d|<|under|[-–−]|jusqu)/.test(plain)) return 'under15';
  return age < 18 ? '15-17' : 'adult';
}
