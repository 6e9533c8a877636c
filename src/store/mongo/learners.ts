import { type Learner, searchWords } from '../../domain/learner.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { formerNamesOf, renameOf } from './learner-names.ts';
import { AGES, LEARNERS, learnerIdOf, peopleOf, wordsOf } from './learner-rows.ts';
import { beginningWith, learnerWordsOf } from './learner-words.ts';
import { anyOf } from './model.ts';

export function learnersOf(database: Database): Store['learners'] {
  const learners = database.table(LEARNERS);
  const ages = database.table(AGES);
  const people = peopleOf(database);
  const byFullNames = learners.question(['profileId', 'fullNameKey']);

  async function getMany(profileId: string, ids: readonly string[]): Promise<Learner[]> {
    const found = (await people(ids)).map(({ learner }) => learner);
    return found.filter((learner) => learner.profileId === profileId);
  }

  return {
    insertMany: insertManyOf(database),
    get: async (profileId, id) => (await getMany(profileId, [id]))[0],
    byFullNames: async (profileId, keys) => {
      const rows = await byFullNames.all({ profileId, fullNameKey: anyOf(keys) });
      const found = await getMany(profileId, [...new Set(rows.map(learnerIdOf))]);
      return found.filter(({ fullNameKey }) => keys.includes(fullNameKey));
    },
    getMany,
    search: searchOf(database),
    setAge: async (profileId, id, { band, bandUntil }) => {
      if ((await getMany(profileId, [id])).length === 0) return;
      const age = { band, bandUntil };
      const said = { ...(band ? { band } : {}), ...(bandUntil ? { bandUntil } : {}) };
      if (!(await ages.insert({ id, ...said }))) await ages.set([id], age);
    },
    rename: renameOf(database),
  };
}

/** First the words: a crash leaves some that find nobody, never somebody whom none finds. */
function insertManyOf(database: Database): Store['learners']['insertMany'] {
  const learners = database.table(LEARNERS);
  const words = learnerWordsOf(database);
  const former = formerNamesOf(database);

  async function insert(rows: readonly Learner[]): Promise<Set<string>> {
    await words.insertMany(rows.map(wordsOf));
    const wentIn = new Set((await learners.insertMany(rows)).map(({ id }) => id));
    const refused = rows.filter(({ id }) => !wentIn.has(id));
    if (refused.length > 0) {
      const present = await learners.getMany(refused.map(({ id }) => id));
      await words.remove(refused.map(wordsOf), present.map(wordsOf));
    }
    return wentIn;
  }

  return async (rows: readonly Learner[]) => {
    const wentIn = await insert(rows);
    const refused = rows.filter(({ id }) => !wentIn.has(id));
    if (refused.length === 0) return wentIn;
    const profileIds = [...new Set(refused.map(({ profileId }) => profileId))];
    const keys = refused.map(({ nameKey }) => nameKey);
    if (!(await former.release(profileIds, keys))) return wentIn;
    return new Set([...wentIn, ...(await insert(refused))]);
  };
}

function searchOf(database: Database): Store['learners']['search'] {
  const words = learnerWordsOf(database);
  const people = peopleOf(database);

  /** With the word that the first prefix found. */
  async function presentAmong(
    ids: readonly string[],
    prefixes: readonly string[],
  ): Promise<Array<[string, Learner]>> {
    const found = new Map((await people(ids)).map(({ learner }) => [learner.id, learner]));
    return ids.flatMap((id): Array<[string, Learner]> => {
      const learner = found.get(id);
      const sorted = learner ? searchWords(learner).sort() : [];
      const words = prefixes.map((prefix) => beginningWith(sorted, prefix));
      return learner === undefined || words.includes(undefined) ? [] : [[words[0] ?? '', learner]];
    });
  }

  return async (profileId: string, prefixes: readonly string[], limit: number) => {
    const found: Array<[string, Learner]> = [];
    const seen = new Set<string>();
    for await (const page of words.search(profileId, prefixes)) {
      const fresh = [...new Set(page)].filter((id) => !seen.has(id));
      for (const id of fresh) seen.add(id);
      for (let at = 0; at < fresh.length && found.length < limit; at += limit) {
        found.push(...(await presentAmong(fresh.slice(at, at + limit), prefixes)));
      }
      if (found.length >= limit) break;
    }
    return found
      .slice(0, limit)
      .sort(([one], [other]) => compare(one, other))
      .map(([, learner]) => learner);
  };
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
    await words.insertMany(page.map(wordsOf));
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

const LEARNERS_AT_ONCE = 1000;
