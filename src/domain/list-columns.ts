import { BadgeError } from './errors.ts';
import { plainWord } from './learner.ts';

export type Column = 'firstName' | 'lastName' | 'nickname' | 'email' | 'band' | 'present' | 'name';

const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  firstName: ['prenom', 'prenoms', 'first name', 'firstname', 'given name'],
  lastName: ['nom', 'nom de famille', 'last name', 'lastname', 'surname', 'family name'],
  nickname: ['surnom', 'pseudo', 'pseudonyme', 'nickname'],
  email: ['courriel', 'e-mail', 'email', 'mail', 'adresse e-mail', 'adresse mail'],
  band: ["tranche d'age", 'tranche age', 'age', 'age band'],
  present: ['present', 'presente', 'presence', 'present(e)', 'attended', 'attendance'],
  name: ['nom complet', 'nom et prenom', 'prenom et nom', 'name', 'full name', 'participant'],
};

/** Overlooking this column would award absent people: `Présent·e`, `Présence (oui/non)` count. */
const PRESENCE = /^(presente?s?|presences?|attended|attendance)(?![a-z])/;

/** Where each known column stands. */
export type Columns = Partial<Record<Column, number>>;

/** Whether one of these titles is that of a column of first names, full names or nicknames. */
export function hasNameColumn(header: readonly string[]): boolean {
  const { firstName, name, nickname } = recognisedColumns(header);
  return firstName !== undefined || name !== undefined || nickname !== undefined;
}

/** @throws {BadgeError} `csv_column_missing` when no column holds a name */
export function findColumns(header: readonly string[]): Columns {
  if (!hasNameColumn(header)) {
    throw new BadgeError('csv_column_missing', 'The header names no column of first names.', {
      params: { line: 1, column: 'Prénom' },
    });
  }
  return recognisedColumns(header);
}

/** Where the columns stand whose titles are known, by the first of each; none needs to be there. */
export function recognisedColumns(header: readonly string[]): Columns {
  const columns: Columns = {};
  header.forEach((title, index) => {
    const word = headerWord(title);
    for (const [column, names] of Object.entries(COLUMN_NAMES) as [Column, readonly string[]][]) {
      const isPresence = column === 'present' && PRESENCE.test(word);
      if (isPresence || names.map(headerWord).includes(word)) columns[column] ??= index;
    }
  });
  return columns;
}

/** A column's title without the signs that people put into it: `Présent(e)`, `E-mail :`. */
function headerWord(title: string): string {
  return plainWord(title)
    .replace(/[(/].*$/, (rest) => (rest.startsWith('(e)') ? 'e' : ''))
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();
}
