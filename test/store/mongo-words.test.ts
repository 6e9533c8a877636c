import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openMongoStore } from '../../src/store/mongo/open-mongo-store.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { describeOnMongo } from './mongo-database.ts';
import { inOrder, newId, newLearner } from './samples.ts';

describeOnMongo('words of learners on MongoDB', ({ url, connection }) => {
  let store: Store;
  beforeAll(async () => {
    store = await openMongoStore({ url });
  });
  afterAll(async () => {
    await store.close();
  });

  const words = () => connection().collection<{ _id: string }>('learner_words');

  /** The keys that are kept of a profile. */
  const keysOf = async (profileId: string) =>
    (await words().find().toArray()).map(({ _id }) => _id).filter((id) => id.startsWith(profileId));

  test('those who were there before words were kept are found once a newer service opens', async () => {
    const profileId = newId();
    const learners = Array.from({ length: 1100 }, (_, at) =>
      newLearner({ profileId, firstName: 'Élodie', lastName: `Martin${at}` }),
    );
    await store.learners.insertMany(learners);
    await words().deleteMany({});
    const versions = connection().collection<{ _id: string; version: number }>('schema_versions');
    await versions.deleteMany({});
    await versions.insertOne({ _id: '1', version: 1 });
    expect(await store.learners.search(profileId, ['elo'], 5)).toEqual([]);

    await (await openMongoStore({ url })).close();
    const found = await store.learners.search(profileId, ['elo'], 2000);
    expect(inOrder(found.map(({ id }) => id))).toEqual(inOrder(learners.map(({ id }) => id)));
    const kept = await versions.find().toArray();
    expect(inOrder(kept.map(({ _id }) => _id))).toEqual(['1', '3']);
  });

  // DESIGN section 9: without a transaction, a crash may leave what finds nobody, and no more.
  test('words whose learner never went in find nobody, and take no place of others', async () => {
    const profileId = newId();
    const absent = Array.from({ length: 20 }, () => newLearner({ profileId, lastName: 'Absent' }));
    const present = newLearner({ profileId, firstName: 'Zoélie', lastName: 'Là' });
    await store.learners.insertMany([...absent, present]);
    const learners = connection().collection<{ _id: string }>('learners');
    await learners.deleteMany({ _id: { $in: absent.map(({ id }) => id) } });
    expect(await store.learners.search(profileId, ['zoe'], 1)).toStrictEqual([present]);
    expect(await store.learners.search(profileId, ['absent'], 5)).toEqual([]);
    // Tried again, they are all there.
    expect((await store.learners.insertMany(absent)).size).toBe(20);
    expect(await store.learners.search(profileId, ['absent'], 50)).toHaveLength(20);
  });

  test('of those who were refused no word is kept', async () => {
    const profileId = newId();
    const first = newLearner({ profileId, firstName: 'Ada', lastName: 'Noir' });
    const twin = { ...newLearner({ profileId, firstName: 'Ida' }), nameKey: first.nameKey };
    await store.learners.insertMany([first]);
    await store.learners.insertMany([twin, { ...first, lastName: 'Bleu' }]);
    expect(inOrder(await keysOf(profileId))).toEqual([
      `${profileId}:ada:${first.id}`,
      `${profileId}:noir:${first.id}`,
    ]);
  });
});
