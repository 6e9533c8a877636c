import { type Learner, searchWords } from '../../domain/learner.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { learnerWordsOf, type WordHit } from './learner-words.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

const LEARNERS: Shape<Learner> = {
  name: 'learners',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    nameKey: 'text',
    fullNameKey: 'text',
    firstName: 'text',
    lastName: 'text',
    nickname: 'text',
    band: 'text',
    createdAt: 'text',
  },
  indexes: [
    { on: { profileId: 1, nameKey: 1 }, unique: true },
    { on: { profileId: 1, fullNameKey: 1 } },
  ],
};

export function learnersOf(database: Database): Store['learners'] {
  const learners = database.table(LEARNERS);
  const byId = learners.question(['id', 'profileId']);
  const byFullNames = learners.question(['profileId', 'fullNameKey']);
  return {
    insertMany: insertManyOf(database),
    get: (profileId, id) => byId.first({ profileId, id }),
    byFullNames: (profileId, keys) => byFullNames.all({ profileId, fullNameKey: anyOf(keys) }),
    getMany: (profileId, ids) => byId.all({ profileId, id: anyOf(ids) }),
    search: searchOf(database),
  };
}

/** First the words: a crash leaves some that find nobody, never somebody whom none finds. */
function insertManyOf(database: Database): Store['learners']['insertMany'] {
  const learners = database.table(LEARNERS);
  const words = learnerWordsOf(database);
  return async (rows: readonly Learner[]) => {
    await words.insertMany(rows);
    const wentIn = new Set((await learners.insertMany(rows)).map(({ id }) => id));
    const refused = rows.filter(({ id }) => !wentIn.has(id));
    if (refused.length > 0) {
      await words.remove(refused, await learners.getMany(refused.map(({ id }) => id)));
    }
    return wentIn;
  };
}

function searchOf(database: Database): Store['learners']['search'] {
  const learners = database.table(LEARNERS);
  const words = learnerWordsOf(database);

  async function presentAmong(
    hits: readonly WordHit[],
    prefixes: readonly string[],
  ): Promise<Array<[WordHit, Learner]>> {
    const found = await learners.getMany(hits.map(({ learnerId }) => learnerId));
    const byId = new Map(found.filter((each) => matches(each, prefixes)).map((a) => [a.id, a]));
    return hits.flatMap((hit): Array<[WordHit, Learner]> => {
      const learner = byId.get(hit.learnerId);
      return learner === undefined ? [] : [[hit, learner]];
    });
  }

  return async (profileId: string, prefixes: readonly string[], limit: number) => {
    const found: Array<[WordHit, Learner]> = [];
    for await (const page of words.search(profileId, prefixes)) {
      for (let at = 0; at < page.length && found.length < limit; at += limit) {
        found.push(...(await presentAmong(page.slice(at, at + limit), prefixes)));
      }
      if (found.length >= limit) break;
    }
    return found
      .slice(0, limit)
      .sort(([one], [other]) => compare(one.firstWord, other.firstWord))
      .map(([, learner]) => learner);
  };
}

/** Words may be left of a person with the same id who was refused. */
function matches(learner: Learner, prefixes: readonly string[]): boolean {
  const words = searchWords(learner);
  return prefixes.every((prefix) => words.some((word) => word.startsWith(prefix)));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Finds those by name who were there before words were kept. Harmless when run again. */
export async function fillLearnerWords(database: Database): Promise<void> {
  const learners = database.table(LEARNERS);
  const words = learnerWordsOf(database);
  const every = learners.question([], { id: 1 });
  let after = '';
  for (;;) {
    const page = await every.page({}, { after, limit: LEARNERS_AT_ONCE });
    await words.insertMany(page);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

const LEARNERS_AT_ONCE = 1000;
