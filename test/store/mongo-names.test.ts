import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Learner } from '../../src/domain/learner.ts';
import { openMongoStore } from '../../src/store/mongo/open-mongo-store.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { describeOnMongo } from './mongo-database.ts';
import { inOrder, newId, newLearner } from './samples.ts';

describeOnMongo('names that change on MongoDB', ({ url, connection }) => {
  let store: Store;
  let other: Store;
  beforeAll(async () => {
    store = await openMongoStore({ url });
    other = await openMongoStore({ url });
  });
  afterAll(async () => {
    await store.close();
    await other.close();
  });

  const nameOf = (firstName: string, lastName = 'Martin') => ({
    nameKey: `${firstName}|${lastName}|`,
    fullNameKey: `${firstName}|${lastName}`,
    firstName,
    lastName,
    nickname: '',
  });
  const named = (profileId: string, firstName: string) =>
    newLearner({ profileId, ...nameOf(firstName) });
  const rename = (learner: Learner, firstName: string, by = store) =>
    by.learners.rename(learner.profileId, learner.id, nameOf(firstName));
  const found = async (profileId: string, word: string) =>
    (await other.learners.search(profileId, [word], 10)).map(({ id }) => id);
  const rows = (collection: string, by: object) =>
    connection().collection<{ _id: string; learnerId?: string }>(collection).find(by).toArray();

  test('of many who ask for one name at once, new people among them, one has it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const profileId = newId();
      const people = ['A', 'B', 'C', 'D'].map((name) => named(profileId, name));
      await store.learners.insertMany(people);
      const fresh = [named(profileId, 'Zoé'), named(profileId, 'Zoé')];
      const renamed = people.map((each, at) => rename(each, 'Zoé', at % 2 ? store : other));
      const inserted = fresh.map((each) => other.learners.insertMany([each]));
      const won = [
        ...(await Promise.all(renamed)).filter(Boolean),
        ...(await Promise.all(inserted)).filter(({ size }) => size > 0),
      ];
      expect(won).toHaveLength(1);
      const holders = await store.learners.byFullNames(profileId, ['Zoé|Martin']);
      expect(holders).toHaveLength(1);
      expect(await found(profileId, 'zoe')).toEqual(holders.map(({ id }) => id));
    }
  });

  test('someone renamed in two places at once has one of the names, and is found by it alone', async () => {
    for (let round = 0; round < 5; round += 1) {
      const profileId = newId();
      const learner = named(profileId, 'Ada');
      await store.learners.insertMany([learner]);
      const wanted = ['Bea', 'Cleo', 'Dina', 'Eva'];
      const said = await Promise.all(
        wanted.map((name, at) => rename(learner, name, at % 2 ? store : other)),
      );
      expect(said).toEqual([true, true, true, true]);
      const now = await other.learners.get(profileId, learner.id);
      expect(wanted).toContain(now?.firstName);
      for (const name of ['Ada', ...wanted]) {
        const ids = name === now?.firstName ? [learner.id] : [];
        expect(await found(profileId, name.toLowerCase())).toEqual(ids);
      }
      // Every name but the one is free again.
      const free = ['Ada', ...wanted].filter((name) => name !== now?.firstName);
      const others = free.map((name) => named(profileId, name));
      expect((await other.learners.insertMany(others)).size).toBe(4);
    }
  });

  // DESIGN section 9: without a transaction, what a crash cut is finished by whoever comes again.
  test('a name that a crash kept from being given free is free for whoever asks', async () => {
    const profileId = newId();
    const [ada, bea] = [named(profileId, 'Ada'), named(profileId, 'Bea')];
    await store.learners.insertMany([ada, bea]);
    const before = await rows('learners', { _id: ada.id });
    expect(await rename(ada, 'Zoé')).toBe(true);
    // As it is when the process dies after the one insert.
    const learners = connection().collection<{ _id: string }>('learners');
    await learners.replaceOne({ _id: ada.id }, before[0] ?? {});
    const words = await rows('learner_words', { learnerId: ada.id });
    expect((await other.learners.get(profileId, ada.id))?.firstName).toBe('Zoé');
    expect(words).not.toEqual([]);
    expect(await found(profileId, 'ada')).toEqual([]);

    expect(await rename(bea, 'Ada', other)).toBe(true);
    expect(await found(profileId, 'ada')).toEqual([bea.id]);
    expect(await rename(ada, 'Ada')).toBe(false);
    const cleo = named(profileId, 'Bea');
    expect((await store.learners.insertMany([cleo])).size).toBe(1);
  });

  test('a name can be taken back, written otherwise, and its words with it', async () => {
    const profileId = newId();
    const learner = named(profileId, 'Ada');
    await store.learners.insertMany([learner]);
    expect(await rename(learner, 'Bea')).toBe(true);
    expect(await rename(learner, 'Ada', other)).toBe(true);
    expect(await store.learners.get(profileId, learner.id)).toStrictEqual(learner);
    const spelled = { ...nameOf('Ada'), firstName: 'ADA', nickname: 'Dada' };
    expect(await store.learners.rename(profileId, learner.id, spelled)).toBe(true);
    expect(await other.learners.get(profileId, learner.id)).toStrictEqual({
      ...learner,
      ...spelled,
    });
    expect(await found(profileId, 'dada')).toEqual([learner.id]);
    const words = await rows('learner_words', { learnerId: learner.id });
    expect(inOrder(words.map(({ _id }) => _id.split(':')[1] ?? ''))).toEqual([
      'ada',
      'dada',
      'martin',
    ]);
    expect(await rows('learners', { profileId })).toHaveLength(2);
  });

  test('an age said beside a name changes neither', async () => {
    for (let round = 0; round < 10; round += 1) {
      const learner = named(newId(), 'Ada');
      await store.learners.insertMany([learner]);
      const age = { band: '15-17', bandUntil: '2027-03' } as const;
      await Promise.all([
        rename(learner, 'Bea'),
        other.learners.setAge(learner.profileId, learner.id, age),
      ]);
      expect(await store.learners.get(learner.profileId, learner.id)).toStrictEqual({
        ...learner,
        ...nameOf('Bea'),
        ...age,
      });
    }
  });

  test('the row of a later name is no person', async () => {
    const learner = named(newId(), 'Ada');
    await store.learners.insertMany([learner]);
    await rename(learner, 'Bea');
    expect(await store.learners.get(learner.profileId, `${learner.id}:1`)).toBeUndefined();
    expect(await rename({ ...learner, id: `${learner.id}:1` }, 'Cleo')).toBe(false);
    expect(await rename({ ...learner, profileId: newId() }, 'Cleo')).toBe(false);
  });
});
