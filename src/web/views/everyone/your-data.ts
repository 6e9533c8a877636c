import type { MessageKey } from '../../locales.ts';
import type { Words } from '../../words.ts';

/** What is kept of people, told to an eleven-year-old first, then to adults. */
export interface YourDataView {
  readonly title: string;
  readonly young: readonly Part[];
  readonly adult: readonly Part[];
  /** Sentence beside sentence: what is kept, why, how long. */
  readonly table: ReadonlyArray<{
    readonly what: string;
    readonly why: string;
    readonly long: string;
  }>;
}

interface Part {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** Parts of the page, each with its number of lines. */
const YOUNG = { kept: 4, notKept: 4, see: 4, long: 4, rights: 6, ask: 3 } as const;
const ADULT = { who: 2, bases: 3, minors: 4, rights: 4, security: 3 } as const;
const ROWS = [
  'badges',
  'backpack',
  'cards',
  'consents',
  'shares',
  'photos',
  'audit',
  'lists',
  'ledger',
] as const;

export function yourDataView(words: Words): YourDataView {
  return {
    title: words.t('yourData.title'),
    young: partsOf(words, 'young', YOUNG),
    adult: partsOf(words, 'adult', ADULT),
    table: ROWS.map((row) => ({
      what: words.t(`yourData.row.${row}.what`),
      why: words.t(`yourData.row.${row}.why`),
      long: words.t(`yourData.row.${row}.long`),
    })),
  };
}

function partsOf(
  words: Words,
  reader: 'young' | 'adult',
  parts: Readonly<Record<string, number>>,
): Part[] {
  const say = (key: string) => words.t(`yourData.${reader}.${key}` as MessageKey);
  return Object.entries(parts).map(([id, count]) => ({
    id: `${reader}-${id}`,
    title: say(`${id}.title`),
    lines: Array.from({ length: count }, (_, at) => say(`${id}.${at + 1}`)),
  }));
}
