import type { AgeBand } from './age.ts';

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
  /** `YYYY-MM`: see `ageAt`. */
  readonly bandUntil?: string;
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

/** Under which people of one full name are found, whatever their nicknames and capitals. */
export function fullNameKey({ firstName, lastName }: Omit<PersonName, 'nickname'>): string {
  return [firstName, lastName].map(foldCase).join('|');
}

/** The keys of everyone whom a name written as one could mean, whichever part comes first. */
export function fullNameKeysOf(name: string): string[] {
  const words = tidyName(name).split(' ').filter(Boolean);
  const keys = words.flatMap((_, at) => {
    const [one, other] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    return [
      fullNameKey({ firstName: one, lastName: other }),
      fullNameKey({ firstName: other, lastName: one }),
    ];
  });
  return [...new Set(keys)];
}

function foldCase(text: string): string {
  return tidyName(text).toLocaleLowerCase('fr').replaceAll('|', ' ');
}

/** Parts of names that are also little words of every sentence, when they have no capital. */
const PARTICLES = new Set(
  'al au aux ben d da de del des di dos du el l la las le les los of van von'.split(' '),
);

/**
 * Whether a text holds a part of the person's names as a word of its own, accents and ways of
 * writing a letter aside. First names and nicknames are found whatever their case: `rose` may be a
 * flower, and is asked about. Last names in small letters are not looked at in a text that has
 * capitals: `Petit` names someone, `un petit robot` does not. A text without any, such as a file
 * name, is looked at word by word. Scripts that set no spaces, or put little words onto a name, are
 * looked at sign by sign.
 */
export function namesPerson(text: string, person: PersonName): boolean {
  return nameFinder([text])(person);
}

/** The first of these people whom one of the texts names: see `namesPerson`. */
export function personNamedIn<Person extends PersonName>(
  texts: readonly string[],
  people: readonly Person[],
): Person | undefined {
  return people.find(nameFinder(texts));
}

/** A text is taken apart once, however many people are looked for in it. */
function nameFinder(texts: readonly string[]): (person: PersonName) => boolean {
  const anyCase = new Set<string>();
  const asNames = new Set<string>();
  for (const text of texts.map((one) => one.normalize('NFKC'))) {
    const isPlain = !/\p{Lu}/u.test(text);
    for (const word of wordsOf(text)) {
      const plain = plainWord(word);
      const isSmall = /^\p{Ll}/u.test(word);
      if (PARTICLES.has(plain) && (isSmall || isArticle(text, word))) continue;
      anyCase.add(plain);
      if (!isSmall || isPlain) asNames.add(plain);
    }
  }
  const signs = texts.map(signsOf).join(' ');
  return ({ firstName, lastName, nickname }) =>
    partsOf(`${firstName} ${nickname}`).some((part) => anyCase.has(part)) ||
    partsOf(lastName).some((part) => asNames.has(part)) ||
    [firstName, lastName, nickname, `${lastName}${firstName}`, `${firstName}${lastName}`].some(
      (name) => isSpaceless(name) && signs.includes(signsOf(name)),
    );
}

function partsOf(names: string): string[] {
  return wordsOf(names.normalize('NFKC'))
    .map(plainWord)
    .filter((part) => part.length > 1);
}

/** Letters that know no capitals; one sign alone is part of too many words. */
function isSpaceless(name: string): boolean {
  return /\p{Lo}/u.test(name) && [...name.trim()].length > 1;
}

function signsOf(text: string): string {
  return plainWord(text.normalize('NFKC')).replace(/\s/g, '');
}

/** `Le` opens a sentence more often than it names someone. */
function isArticle(text: string, word: string): boolean {
  return tidyName(text).startsWith(word) || new RegExp(`[.!?:] ${word}`, 'u').test(text);
}

function wordsOf(text: string): string[] {
  return tidyName(text)
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean);
}

/**
 * The words a person is found by, folded: `élodie` and `Ben Ali` by `elodie`, `ben`, `ali`;
 * `D'Almeida` by `d`, `almeida` and `dalmeida`.
 */
export function searchWords({ firstName, lastName, nickname }: PersonName): string[] {
  const text = `${firstName} ${lastName} ${nickname}`;
  const joined = tidyName(text).replace(/(?<=\p{L})['-](?=\p{L})/gu, '');
  return [...new Set([...wordsOf(text), ...wordsOf(joined)].map(plainWord))];
}

/** What was typed into a search, as folded beginnings of words; at most five. */
export function searchPrefixes(text: string): string[] {
  return [...new Set(wordsOf(text).map(plainWord).filter(Boolean))].slice(0, 5);
}

const FOLDED: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ø: 'o', ł: 'l', ß: 'ss' };

/** Lower case and without accents: for comparing words, not names. */
export function plainWord(text: string): string {
  return tidyName(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæøłß]/g, (letter) => FOLDED[letter] ?? letter);
}

/** What the person is called on their own page: the nickname when there is one. */
export function displayName(person: PersonName): string {
  return person.nickname || person.firstName || person.lastName;
}
