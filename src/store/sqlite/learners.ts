import type { Learner } from '../../domain/learner.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  insertEach,
  insertionInto,
  listParameter,
  question,
  questionFrom,
  type Table,
  toRow,
} from './rows.ts';
import { wordInsertion } from './second-schema.ts';

const LEARNERS: Table<Learner> = {
  name: 'learners',
  columns: [
    'id',
    'profileId',
    'nameKey',
    'fullNameKey',
    'firstName',
    'lastName',
    'nickname',
    'band',
    'bandUntil',
    'createdAt',
  ],
};

export function learnersOf(db: Database): Store['learners'] {
  const byId = questionFrom(db, LEARNERS, 'WHERE id = :id AND profileId = :profileId');
  // The plus keeps SQLite from walking through all of the profile for a few ids.
  const byIds = questionFrom(
    db,
    LEARNERS,
    `WHERE id IN (SELECT value FROM json_each(:ids)) AND +profileId = :profileId`,
  );
  const byFullNames = questionFrom(
    db,
    LEARNERS,
    `WHERE profileId = :profileId AND fullNameKey IN (SELECT value FROM json_each(:keys))`,
  );
  const getMany = async (profileId: string, ids: readonly string[]) =>
    byIds.all({ profileId, ids: listParameter(ids) });
  const findIds = idsByPrefixesOf(db);
  return {
    insertMany: insertLearnersOf(db),
    ...changesOf(db),
    get: async (profileId, id) => byId.first({ profileId, id }),
    byFullNames: async (profileId, keys) =>
      byFullNames.all({ profileId, keys: listParameter(keys) }),
    getMany,
    search: async (profileId, prefixes, limit) => {
      const ids = findIds(profileId, prefixes, limit);
      const found = new Map((await getMany(profileId, ids)).map((each) => [each.id, each]));
      return ids.flatMap((id) => found.get(id) ?? []);
    },
  };
}

function insertLearnersOf(db: Database): Store['learners']['insertMany'] {
  const insert = insertionInto(db, LEARNERS);
  const addWords = wordInsertion(db);
  const insertWithWords = (learner: Learner) => {
    const wentIn = insert(learner);
    if (wentIn) addWords(learner);
    return wentIn;
  };
  return async (learners: readonly Learner[]) => insertEach(db, insertWithWords, learners);
}

function changesOf(db: Database): Pick<Store['learners'], 'setAge' | 'rename'> {
  const setAge = db.prepare(
    `UPDATE learners SET band = :band, bandUntil = :bandUntil
     WHERE id = :id AND profileId = :profileId`,
  );
  // The name of another learner: the row stays as it is.
  const rename = db.prepare(
    `UPDATE OR IGNORE learners
     SET nameKey = :nameKey, fullNameKey = :fullNameKey, firstName = :firstName,
       lastName = :lastName, nickname = :nickname
     WHERE id = :id AND profileId = :profileId`,
  );
  const removeWords = db.prepare('DELETE FROM learner_words WHERE learnerId = :id');
  const addWords = wordInsertion(db);
  return {
    setAge: async (profileId, id, { band, bandUntil }) => {
      db.write(() => setAge.run(toRow({ profileId, id, band, bandUntil })));
    },
    rename: async (profileId, id, name) =>
      db.write(() => {
        const { nameKey, fullNameKey, firstName, lastName, nickname } = name;
        const parts = { nameKey, fullNameKey, firstName, lastName, nickname };
        if (rename.run({ profileId, id, ...parts }) === 0) return false;
        removeWords.run({ id });
        addWords({ id, profileId, ...parts });
        return true;
      }),
  };
}

/** Everything that begins with a prefix comes before it with this after it. */
const HIGHEST = '\u{10ffff}';

/**
 * Walks through the words that begin with the first prefix, in order, and looks for the others in
 * the text of all the words beside each: nothing is looked up, so that even a walk to the end of
 * one letter among 50,000 people takes milliseconds.
 */
function idsByPrefixesOf(
  db: Database,
): (profileId: string, prefixes: readonly string[], limit: number) => string[] {
  // The words are sorted: someone with two that begin alike is taken at the first of them only.
  const walk = question<{ learnerId: string }>(
    db,
    `SELECT learnerId FROM learner_words
     WHERE profileId = :profileId AND word >= :first AND word < :firstEnd
       AND instr(words, ' ' || :first) = instr(words, ' ' || word || ' ')
       AND instr(words, ' ' || :second) AND instr(words, ' ' || :third)
       AND instr(words, ' ' || :fourth) AND instr(words, ' ' || :fifth)
     ORDER BY word, learnerId LIMIT :limit`,
  );
  return (profileId, prefixes, limit) => {
    const [first, second = '', third = '', fourth = '', fifth = ''] = prefixes;
    if (first === undefined) return [];
    const firstEnd = first + HIGHEST;
    const found = walk.all({ profileId, first, firstEnd, second, third, fourth, fifth, limit });
    return found.map(({ learnerId }) => learnerId);
  };
}
