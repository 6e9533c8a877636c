import type { ListTable } from './attendance.ts';
import { type PersonName, plainWord, tidyName } from './learner.ts';
import { type Column, hasNameColumn, recognisedColumns } from './list-columns.ts';

/** Characters that each part of a name may have: nobody's is longer, and a pasted page is. */
export const NAME_LIMIT = 120;

/** Lines that a list may have, whatever it is made of. */
export const LINES_LIMIT = 5000;

export interface TypedName extends PersonName {
  /** From 1, in the order of the people. */
  readonly line: number;
  readonly isAbsent: boolean;
}

export interface TypedNames {
  readonly people: readonly TypedName[];
  /** Whether something was understood that its writer should see: a last name, a nickname, a number left out. */
  readonly guessed: boolean;
}

const SEPARATOR = /[;,\t]/;
/** Cells of one line that are looked at: more are no list of people. */
const MOST_CELLS = 100;
/** What stands before a name in a list: dashes, dots, boxes, `1.`, `2)`, `3 -`. */
const BULLET =
  /^(?:[-–—−•‣▪●○◦*·▸►✓✔☐☑☒□]+|\[[ xX]?\]|\(?\d{1,4}(?:[.):°-]+|\s+(?:[.):°-]+)?))\s*/u;
const NICKNAME = /(?<=^|\s)(?:\(([^()]*)\)?|\[([^[\]]*)\]|«([^«»]*)»|“([^“”]*)”|"([^"]*)")/u;
const NICKNAME_WORD =
  /^(?:surnom(?:mee?)?|dite?|alias|pseudo|aka|nickname|surnommée?)(?![\p{L}\p{M}])\s*:?\s*/iu;
const ABSENT = /^(absente?s?|abs|excusee?s?|pas venue?|pas la|non)$/;
const AGE = /^\d{1,3}\s*(ans?|years?)?$/;

/**
 * Whether a pasted text is a table with titles, as a spreadsheet gives it: then it is read as one.
 */
export function looksLikeTable(text: string): boolean {
  const first = text.split(/\r\n|[\r\n]/).find((line) => line.trim() !== '') ?? '';
  const titles = first.replaceAll('"', '').split(SEPARATOR, MOST_CELLS);
  return titles.length > 1 && hasNameColumn(titles);
}

/**
 * People as somebody types them, one a line: `Léa`, `Léa Martin`, `Léa MARTIN`, `Martin, Léa`,
 * `1. Léa`, `- Léa (surnom Lélé)`, columns with tabs or semicolons; a line of several commas is
 * several people. A word about absence in brackets is heard. Lines without a name are left out.
 * Stops one beyond `LINES_LIMIT`: whoever refuses such a list need not wait for its end.
 */
export function readTypedNames(text: string): TypedNames {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/).filter((line) => line.trim() !== '');
  const named = lines.length > 1 && isHeading(lines[0] ?? '') ? lines.slice(1) : lines;
  const read: ReadName[] = [];
  for (const line of named) {
    read.push(...peopleOfLine(line).filter(({ firstName }) => firstName !== ''));
    if (read.length > LINES_LIMIT) break;
  }
  return {
    people: read.map(({ guessed: _, ...person }, at) => ({ ...person, line: at + 1 })),
    guessed: read.some(({ guessed }) => guessed),
  };
}

/** The list that typed people make, as if it had come out of a spreadsheet. */
export function tableOfNames(people: readonly TypedName[]): ListTable {
  return {
    header: ['Prénom', 'Nom', 'Surnom', 'Présent'],
    rows: people.map(({ line, firstName, lastName, nickname, isAbsent }) => ({
      line,
      cells: [firstName, lastName, nickname, isAbsent ? 'non' : 'oui'],
    })),
  };
}

/**
 * The list with people added who are known by their exact names: each of them was there. Their
 * lines follow the last one.
 */
export function withPeople(table: ListTable, people: readonly PersonName[]): ListTable {
  const columns = recognisedColumns(table.header);
  const header = [...table.header];
  const columnOf = (column: Column, title: string) => columns[column] ?? header.push(title) - 1;
  const places = {
    firstName: columnOf('firstName', 'Prénom'),
    lastName: columnOf('lastName', 'Nom'),
    nickname: columnOf('nickname', 'Surnom'),
  };
  const last = Math.max(0, ...table.rows.map(({ line }) => line));
  const added = people.map(({ firstName, lastName, nickname }, at) => {
    const cells = header.map(() => '');
    cells[places.firstName] = firstName;
    cells[places.lastName] = lastName;
    cells[places.nickname] = nickname;
    if (columns.present !== undefined) cells[columns.present] = 'oui';
    return { line: last + at + 1, cells };
  });
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    cells: header.map((_title, at) => cells[at] ?? ''),
  }));
  return { header, rows: [...rows, ...added] };
}

/** `Prénom`, or `Prénom Nom`, above the names. */
function isHeading(line: string): boolean {
  const words = plainWord(line).split(/[\s;,/]+/);
  return words.every((word) => ['prenom', 'prenoms', 'nom', 'noms', 'surnom', 'et'].includes(word));
}

type ReadName = Omit<TypedName, 'line'> & { readonly guessed: boolean };

function peopleOfLine(line: string): ReadName[] {
  const text = withoutBullets(line);
  const hasBullet = text !== line.trim();
  if (/[\t;]/.test(text)) return [personOfCells(text.split(/[\t;]/, MOST_CELLS))];
  const parts = text.split(',', LINES_LIMIT * 2).filter((part) => part.trim() !== '');
  if (parts.length > 2) {
    return parts.map((part) => ({ ...personOf(withoutBullets(part)), guessed: true }));
  }
  const person = personOf(parts.length === 2 ? text : (parts[0] ?? ''));
  return [{ ...person, guessed: person.guessed || hasBullet }];
}

function withoutBullets(line: string): string {
  let text = line.replace(/^[\s\p{Cf}]+/u, '').trim();
  for (let next = text.replace(BULLET, ''); next !== text; next = text.replace(BULLET, '')) {
    // What is nothing but a number or a dash is kept: it is shown, and its writer decides.
    if (next === '') return text;
    text = next;
  }
  return text;
}

/** First name, last name, nickname, as the columns of a roster mostly stand. */
function personOfCells(cells: readonly string[]): ReadName {
  const texts = cells.map(tidyName).filter((cell) => cell !== '' && !AGE.test(cell));
  const [firstName = '', lastName = '', nickname = ''] = texts;
  return { firstName, lastName, nickname, isAbsent: false, guessed: true };
}

function personOf(text: string): ReadName {
  const aside = NICKNAME.exec(text);
  const bracket = tidyName(aside?.slice(1).find((group) => group !== undefined) ?? '');
  const rest = tidyName(aside ? text.replace(NICKNAME, ' ') : text);
  const isAbsent = ABSENT.test(plainWord(bracket));
  const isRemark = isAbsent || AGE.test(plainWord(bracket));
  const nickname = isRemark ? '' : bracket.replace(NICKNAME_WORD, '');
  const names = namesOf(rest);
  if (names.firstName === '' && nickname !== '') {
    return { firstName: nickname, lastName: '', nickname: '', isAbsent, guessed: true };
  }
  const guessed = aside !== null || names.lastName !== '';
  return { ...names, nickname, isAbsent, guessed };
}

/** `Martin, Léa`; a last name in capitals wherever it stands; else the first word is the first name. */
function namesOf(text: string): Pick<PersonName, 'firstName' | 'lastName'> {
  const [before = '', after = ''] = text.split(',').map((part) => part.trim());
  if (before !== '' && after !== '') return { firstName: after, lastName: before };
  const words = (before || after).split(' ');
  const capitals = words.filter(isCapitals);
  if (capitals.length > 0 && capitals.length < words.length) {
    return {
      firstName: words.filter((word) => !isCapitals(word)).join(' '),
      lastName: capitals.join(' '),
    };
  }
  return { firstName: words[0] ?? '', lastName: words.slice(1).join(' ') };
}

function isCapitals(word: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(word) && !/\p{Ll}/u.test(word);
}
