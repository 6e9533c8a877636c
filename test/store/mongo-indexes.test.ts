import { expect, test } from '@jest/globals';
import { openDatabase } from '../../src/store/mongo/database.ts';
import { openMongoStore, storeOn } from '../../src/store/mongo/open-mongo-store.ts';
import { checkVersion } from '../../src/store/mongo/schema-version.ts';
import type { AskedBy } from '../../src/store/mongo/table.ts';
import { describeOnMongo } from './mongo-database.ts';

type Keys = Readonly<Record<string, number>>;

interface Index {
  readonly key: Keys;
  readonly unique?: boolean;
}

/** An index serves a question when it begins with what is asked by, and goes on with its order. */
function serves({ key, unique }: Index, { by, order }: AskedBy): boolean {
  const names = Object.keys(key);
  const prefix = names.slice(0, by.length);
  if (!by.every((name) => prefix.includes(name))) {
    // At most one row is found by a unique key: what else is asked by is looked at there.
    return unique === true && names.every((name) => by.includes(name));
  }
  const rest = names.slice(by.length);
  const wanted = Object.entries(order);
  if (!wanted.every(([name], at) => rest[at] === name)) return false;
  // An index is read in either direction, as a whole.
  return new Set(wanted.map(([name, direction]) => direction * Number(key[name]))).size <= 1;
}

describeOnMongo('indexes of MongoDB', ({ url, connection }) => {
  /** A collection that has no index but its key is there only once something is in it. */
  async function indexesOf(table: string) {
    const isThere = (await connection().listCollections()).some(({ name }) => name === table);
    if (isThere) return connection().collection(table).indexes();
    return [{ key: { _id: 1 }, name: '_id_', unique: true }];
  }

  // The port's promise: every method is a question with a name, and its own index.
  test('every question has its index on the server', async () => {
    const store = await openMongoStore({ url });
    const database = await openDatabase({ url });
    await checkVersion(database);
    storeOn(database);
    try {
      expect(database.questions.length).toBeGreaterThan(45);
      const without: AskedBy[] = [];
      for (const question of database.questions) {
        const listed = await indexesOf(question.table);
        const indexes = listed.map(({ key, unique, name }) => ({
          key: key as Keys,
          unique: unique === true || name === '_id_',
        }));
        if (!indexes.some((index) => serves(index, question))) without.push(question);
      }
      expect(without).toEqual([]);
    } finally {
      await store.close();
      await database.close();
    }
  });

  test('no index is there that no question and no uniqueness needs', async () => {
    const database = await openDatabase({ url });
    await checkVersion(database);
    storeOn(database);
    try {
      const collections = await connection().listCollections();
      const idle: string[] = [];
      for (const { name: table } of collections) {
        const asked = database.questions.filter((question) => question.table === table);
        for (const { key, unique, name } of await connection().collection(table).indexes()) {
          const index = { key: key as Keys };
          const needed = unique === true || name === '_id_';
          if (!needed && !asked.some((question) => serves(index, question))) idle.push(`${name}`);
        }
      }
      expect(idle).toEqual([]);
    } finally {
      await database.close();
    }
  });

  test('the check sees what has no index', () => {
    const index = { key: { a: 1, b: -1, c: -1 } };
    const asked = (by: string[], order: AskedBy['order'] = {}) => ({ table: 't', by, order });
    expect(serves(index, asked(['a']))).toBe(true);
    expect(serves(index, asked(['a'], { b: 1, c: 1 }))).toBe(true);
    expect(serves(index, asked(['b']))).toBe(false);
    expect(serves(index, asked(['a'], { c: 1 }))).toBe(false);
    expect(serves(index, asked(['a'], { b: 1, c: -1 }))).toBe(false);
    expect(serves(index, asked(['a', 'd']))).toBe(false);
    expect(serves({ key: { _id: 1 }, unique: true }, asked(['_id', 'profileId']))).toBe(true);
  });

  test('two stores that open an empty database at once both open', async () => {
    await connection().dropDatabase();
    const stores = await Promise.all([1, 2, 3].map(() => openMongoStore({ url })));
    for (const store of stores) await store.close();
    const indexes = await connection().collection('awards').indexes();
    expect(indexes.filter(({ unique }) => unique)).toHaveLength(1);
    expect(indexes).toHaveLength(8);
  });
});
