import { type Learner, searchWords } from '../../domain/learner.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

/** One word of the names of one person, so that the beginnings of words are ranges of keys. */
interface WordRow {
  /** Profile, word and learner, in this order. */
  readonly id: string;
  readonly learnerId: string;
  readonly word: string;
  /** All of the person's words, sorted. */
  readonly words: readonly string[];
}

const LEARNER_WORDS: Shape<WordRow> = {
  name: 'learner_words',
  key: 'id',
  fields: { id: 'text', learnerId: 'text', word: 'text', words: 'json' },
  indexes: [],
};

/** Someone whose words matched, and the word that the first prefix found. */
export interface WordHit {
  readonly learnerId: string;
  readonly firstWord: string;
}

interface LearnerWords {
  insertMany(learners: readonly Learner[]): Promise<void>;
  /** Takes out what `insertMany` put in for learners who are not there after all. */
  remove(absent: readonly Learner[], present: readonly Learner[]): Promise<void>;
  /**
   * Those of whom every prefix begins a word, a page after the other. A crash may have left words
   * of people who are not there.
   */
  search(profileId: string, prefixes: readonly string[]): AsyncGenerator<readonly WordHit[]>;
}

export function learnerWordsOf(database: Database): LearnerWords {
  const words = database.table(LEARNER_WORDS);
  return {
    insertMany: async (learners) => {
      await words.insertMany(learners.flatMap(wordRows));
    },
    remove: async (absent, present) => {
      const kept = new Set(present.flatMap(wordRows).map(({ id }) => id));
      const ids = absent.flatMap(wordRows).map(({ id }) => id);
      await words.remove(ids.filter((id) => !kept.has(id)));
    },
    search: async function* (profileId, prefixes) {
      const [first] = prefixes;
      // The longest is the rarest, more often than not.
      const walked = [...prefixes].sort((one, other) => other.length - one.length)[0];
      if (first === undefined || walked === undefined) return;
      let last = keyOf(profileId, walked);
      for (;;) {
        const rows = await words.between(last, keyOf(profileId, walked + HIGHEST), ROWS_AT_ONCE);
        yield rows
          .filter((row) => row.word === beginningWith(row, walked))
          .filter((row) => prefixes.every((prefix) => beginningWith(row, prefix) !== undefined))
          .map((row) => ({
            learnerId: row.learnerId,
            firstWord: beginningWith(row, first) ?? row.word,
          }));
        if (rows.length < ROWS_AT_ONCE) return;
        last = rows.at(-1)?.id ?? last;
      }
    },
  };
}

const ROWS_AT_ONCE = 500;

/** Everything that begins with a prefix comes before it with this after it. */
const HIGHEST = '\u{10ffff}';

function wordRows(learner: Learner): WordRow[] {
  const { id: learnerId, profileId } = learner;
  const words = searchWords(learner).sort();
  return words.map((word) => ({
    id: `${keyOf(profileId, word)}:${learnerId}`,
    learnerId,
    word,
    words,
  }));
}

function keyOf(profileId: string, word: string): string {
  return `${profileId}:${word}`;
}

/** Someone with two words that begin alike is taken at the first of them only. */
function beginningWith({ words }: WordRow, prefix: string): string | undefined {
  return words.find((word) => word.startsWith(prefix));
}
