import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { duplicatesIn, refusalOf } from '../../src/store/mongo/failure.ts';
import { openMongoStore } from '../../src/store/mongo/open-mongo-store.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { describeOnMongo } from './mongo-database.ts';
import { newAward, newId, newProfile } from './samples.ts';

describe('refusals of the MongoDB store', () => {
  test.each([
    'mongodb://someone:hush@127.0.0.1:1/ecusson',
    'http://someone:hush@127.0.0.1/ecusson',
    'hush',
  ])(
    'a database that cannot be reached is refused without its address: %s',
    async (url) => {
      const refused = await openMongoStore({ url }).catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: 'storage_unavailable' });
      expect(String(refused)).not.toContain('hush');
    },
    30_000,
  );

  // The port: storage_full from any write when the disk is.
  test.each([
    { code: 14031, message: 'OutOfDiskSpace' },
    { code: 12501, message: 'quota exceeded' },
    { code: 8000, message: 'you are over your space quota, using 512 MB of 512 MB' },
    { code: 1, message: '[insert.go] database or disk is full (13)' },
  ])('a server without room: $message', (parts) => {
    const error = Object.assign(new Error(parts.message), { name: 'MongoServerError' }, parts);
    expect(refusalOf(error)).toMatchObject({ code: 'storage_full', cause: error });
  });

  test.each([
    { name: 'MongoNetworkError', message: 'connection closed' },
    { name: 'MongoNotConnectedError', message: 'Client must be connected' },
    { name: 'MongoServerError', code: 10107, message: 'not primary' },
    { name: 'MongoWriteConcernError', code: 64, message: 'waiting for replication timed out' },
  ])('a server that cannot answer now: $message', (parts) => {
    const error = Object.assign(new Error(parts.message), parts);
    expect(refusalOf(error)).toMatchObject({ code: 'storage_unavailable', cause: error });
  });

  test('a mistake of the program stays a fault', () => {
    expect(refusalOf(new TypeError('x is not a function'))).toBeUndefined();
    expect(refusalOf(undefined)).toBeUndefined();
  });

  test('only a duplicate counts as one: any other reason is thrown', () => {
    const duplicate = { index: 3, code: 11000 };
    expect(duplicatesIn({ writeErrors: [duplicate] })).toEqual(new Set([3]));
    const noRoom = [
      { index: 4, code: 14031, errmsg: 'no room' },
      { index: 4, code: 1, errmsg: 'database or disk is full (13)' },
    ];
    for (const full of noRoom) {
      expect(() => duplicatesIn({ writeErrors: [duplicate, full] })).toThrow(
        expect.objectContaining({ code: 'storage_full' }),
      );
    }
    const unsure = { getWriteConcernError: () => ({ code: 64 }) };
    for (const writeErrors of [[], [duplicate]]) {
      expect(() => duplicatesIn({ writeErrors, result: unsure })).toThrow(
        expect.objectContaining({ code: 'storage_unavailable' }),
      );
    }
    const plain = new Error('socket closed');
    expect(() => duplicatesIn(plain)).toThrow(plain);
  });
});

describeOnMongo('refusals on a MongoDB server', ({ url, connection }) => {
  let store: Store;
  beforeAll(async () => {
    store = await openMongoStore({ url });
  });
  afterAll(() => store.close());

  test('an operator in place of a value finds nothing and changes nothing', async () => {
    const profile = newProfile();
    await store.profiles.insert(profile);
    const operators = [{ $ne: '' }, { $gt: '' }, { $in: [profile.id] }, { $regex: '.' }];
    for (const operator of operators as unknown as string[]) {
      await expect(store.profiles.get(operator)).rejects.toThrow();
      await expect(store.profiles.byHandle(operator)).rejects.toThrow();
      await expect(store.links.remove(operator)).rejects.toThrow();
    }
    expect(await store.profiles.get(profile.id)).toStrictEqual(profile);
  });

  test('text that the database would change is refused', async () => {
    const award = newAward({ sentence: 'a\ud83e' });
    await expect(store.awards.insertMany([newAward(), award])).rejects.toMatchObject({
      code: 'request_invalid',
    });
    await expect(store.settings.insert('\ude00', newId())).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });

  test('a reservation of nothing is a mistake of the program', async () => {
    await expect(store.statusLists.reserve(newId(), 0)).rejects.toThrow(RangeError);
  });

  test('a closed store says that it cannot be used', async () => {
    const closed = await openMongoStore({ url });
    await closed.close();
    await expect(closed.settings.get('x')).rejects.toMatchObject({ code: 'storage_unavailable' });
    await closed.close();
  });

  test('a database of a newer service is refused and left alone', async () => {
    const versions = connection().collection<{ _id: string; version: number }>('schema_versions');
    await versions.insertOne({ _id: '9', version: 9 });
    await expect(openMongoStore({ url })).rejects.toMatchObject({
      code: 'schema_newer',
      params: { found: 9, known: 3 },
    });
    await versions.deleteOne({ _id: '9' });
    await (await openMongoStore({ url })).close();
  });
});
