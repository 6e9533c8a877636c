/** `under15`, `15-17` or `adult`: all that is kept of an age. */
export type AgeBand = 'under15' | '15-17' | 'adult';

/** A person with a backpack here. Nothing but what the centre calls them. */
export interface Learner {
  readonly id: string;
  readonly profileId: string;
  /** Unique in its profile: see `nameKey`. */
  readonly nameKey: string;
  /** First and last name alone, to find people whose nickname is not given. */
  readonly fullNameKey: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly nickname: string;
  readonly band?: AgeBand;
  readonly createdAt: string;
}

export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
  readonly nickname: string;
}

/**
 * A name as it is kept and shown: NFC, runs of white space (no-break ones too) to one space,
 * trimmed, typographic apostrophes and hyphens to the plain ones, control and bidirectional marks
 * removed, case kept.
 */
export function tidyName(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .trim();
}

/** Two lines with the same key are the same person: case does not count, accents do. */
export function nameKey({ firstName, lastName, nickname }: PersonName): string {
  return [firstName, lastName, nickname].map(foldCase).join('|');
}

export function fullNameKey({ firstName, lastName }: PersonName): string {
  return [firstName, lastName].map(foldCase).join('|');
}

function foldCase(text: string): string {
  return tidyName(text).toLocaleLowerCase('fr').replaceAll('|', ' ');
}

/**
 * Whether a text holds the person's first name, last name or nickname as a word of its own, written
 * with its capitals: `Petit` names someone, `un petit robot` does not. Names of one or two letters
 * are not looked for.
 */
export function namesPerson(text: string, person: PersonName): boolean {
  const tidy = tidyName(text).replace(/[^\p{L}\p{M}'-]+/gu, ' ');
  // Once with its apostrophes, for D'Hondt, and once without, for the robot d'Inès.
  const words = ` ${tidy} ${tidy.replaceAll("'", ' ')} `;
  return [person.firstName, person.lastName, person.nickname]
    .map(tidyName)
    .some((name) => name.length > 2 && words.includes(` ${name} `));
}

/** What the person is called on their own page: the nickname when there is one. */
export function displayName(person: PersonName): string {
  return person.nickname || person.firstName || person.lastName;
}
