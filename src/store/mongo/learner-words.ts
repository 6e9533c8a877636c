import { type PersonName, searchWords } from '../../domain/learner.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

/** One word of a name of one person, so that the beginnings of words are ranges of keys. */
interface WordRow {
  /** Profile, word and `wordsId` of the name, in this order. */
  readonly id: string;
  readonly learnerId: string;
  readonly word: string;
  /** All words of this name, sorted. */
  readonly words: readonly string[];
}

export const LEARNER_WORDS: Shape<WordRow> = {
  name: 'learner_words',
  key: 'id',
  fields: { id: 'text', learnerId: 'text', word: 'text', words: 'json' },
  indexes: [{ on: { learnerId: 1 } }],
};

/** A name that somebody has, is given, or had. Its words never change; another name has others. */
export interface NameWithWords extends PersonName {
  /** Of the first name a learner has: the learner's id. */
  readonly wordsId: string;
  readonly learnerId: string;
  readonly profileId: string;
}

interface LearnerWords {
  insertMany(names: readonly NameWithWords[]): Promise<void>;
  /** Takes out what `insertMany` put in for names that are not there, or no more. */
  remove(absent: readonly NameWithWords[], present?: readonly NameWithWords[]): Promise<void>;
  /**
   * Those of whom every prefix begins a word, a page after the other. A crash may have left words
   * of people who are not there, or have another name now.
   */
  search(profileId: string, prefixes: readonly string[]): AsyncGenerator<readonly string[]>;
}

export function learnerWordsOf(database: Database): LearnerWords {
  const words = database.table(LEARNER_WORDS);
  return {
    insertMany: async (names) => {
      await words.insertMany(names.flatMap(wordRows));
    },
    remove: async (absent, present = []) => {
      const kept = new Set(present.flatMap(wordRows).map(({ id }) => id));
      const ids = absent.flatMap(wordRows).map(({ id }) => id);
      await words.remove(ids.filter((id) => !kept.has(id)));
    },
    search: async function* (profileId, prefixes) {
      // The longest is the rarest, more often than not.
      const walked = [...prefixes].sort((one, other) => other.length - one.length)[0];
      if (walked === undefined) return;
      let last = keyOf(profileId, walked);
      for (;;) {
        const rows = await words.between(last, keyOf(profileId, walked + HIGHEST), ROWS_AT_ONCE);
        yield rows
          .filter((row) => row.word === beginningWith(row.words, walked))
          .filter((row) => prefixes.every((prefix) => beginningWith(row.words, prefix)))
          .map(({ learnerId }) => learnerId);
        if (rows.length < ROWS_AT_ONCE) return;
        last = rows.at(-1)?.id ?? last;
      }
    },
  };
}

const ROWS_AT_ONCE = 500;

/** Everything that begins with a prefix comes before it with this after it. */
const HIGHEST = '\u{10ffff}';

function wordRows(name: NameWithWords): WordRow[] {
  const { learnerId, profileId, wordsId } = name;
  const words = searchWords(name).sort();
  return words.map((word) => ({
    id: `${keyOf(profileId, word)}:${wordsId}`,
    learnerId,
    word,
    words,
  }));
}

function keyOf(profileId: string, word: string): string {
  return `${profileId}:${word}`;
}

/** Of sorted words. Someone with two that begin alike is taken at the first of them only. */
export function beginningWith(words: readonly string[], prefix: string): string | undefined {
  return words.find((word) => word.startsWith(prefix));
}
