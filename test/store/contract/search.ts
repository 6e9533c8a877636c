import { expect, test } from '@jest/globals';
import type { Learner } from '../../../src/domain/learner.ts';
import type { Handles } from '../contract.ts';
import { inOrder, newId, newLearner } from '../samples.ts';

/** A learner of these names; whole names are as unique as their ids. */
function named(profileId: string, firstName: string, lastName: string, nickname = ''): Learner {
  return newLearner({ profileId, firstName, lastName, nickname });
}

export function searchContract(use: () => Handles): void {
  const find = async (profileId: string, prefixes: string[], limit = 100) =>
    (await use().other.learners.search(profileId, prefixes, limit)).map(({ id }) => id);

  test('people are found by the beginnings of their words, in the order of the word', async () => {
    const { store } = use();
    const profileId = newId();
    const elodie = named(profileId, 'Élodie', 'Ben Ali', 'Lolo');
    const ali = named(profileId, 'Ali', 'Martin');
    const elise = named(profileId, 'Elise', 'D’Alembert', 'La Fée');
    const alien = named(newId(), 'Ali', 'Elias');
    await store.learners.insertMany([elodie, ali, elise, alien]);
    const [found] = await use().other.learners.search(profileId, ['lolo'], 100);
    expect(found).toStrictEqual(elodie);
    expect(await find(profileId, ['el'])).toEqual([elise.id, elodie.id]);
    expect(await find(profileId, ['al'])).toEqual([elise.id, ...inOrder([ali.id, elodie.id])]);
    expect(await find(profileId, ['l'])).toEqual([elise.id, elodie.id]);
    expect(await find(profileId, ['lod'])).toEqual([]);
    expect(await find(profileId, ['elodie'])).toEqual([elodie.id]);
    expect(await find(profileId, ['elodiee'])).toEqual([]);
  });

  test('every prefix has to begin a word; the first gives the order', async () => {
    const { store } = use();
    const profileId = newId();
    const one = named(profileId, 'Ana', 'Zola', 'Moka');
    const two = named(profileId, 'Anatole', 'Yvon');
    const three = named(profileId, 'Zita', 'Anouk');
    await store.learners.insertMany([one, two, three]);
    expect(await find(profileId, ['an', 'z'])).toEqual([one.id, three.id]);
    expect(await find(profileId, ['z', 'an'])).toEqual([three.id, one.id]);
    expect(await find(profileId, ['z', 'anouk'])).toEqual([three.id]);
    expect(await find(profileId, ['an', 'ana', 'anat'])).toEqual([two.id]);
    expect(await find(profileId, ['m', 'z', 'a', 'mo', 'zol'])).toEqual([one.id]);
    expect(await find(profileId, ['m', 'z', 'a', 'mo', 'zos'])).toEqual([]);
    expect(await find(profileId, ['an', 'q'])).toEqual([]);
    expect(await find(profileId, [])).toEqual([]);
  });

  test('someone with two words that begin alike is found once, at the first', async () => {
    const { store } = use();
    const profileId = newId();
    const twice = named(profileId, 'Marie', 'Martin', 'Mar');
    const once = named(profileId, 'Marc', 'Petit');
    await store.learners.insertMany([once, twice]);
    expect(await find(profileId, ['mar'])).toEqual([twice.id, once.id]);
    expect(await find(profileId, ['mar', 'm'], 2)).toEqual([twice.id, once.id]);
  });

  test('what has a meaning in patterns, and other scripts, are plain text', async () => {
    const { store } = use();
    const profileId = newId();
    const plain = named(profileId, 'Ana', 'Bel');
    const arabic = named(profileId, 'ليلى', 'بن علي');
    const digits = named(profileId, 'R2D2', '𝒜da');
    await store.learners.insertMany([plain, arabic, digits]);
    for (const prefix of ['%', '_', 'a*', '.', '$', ':', "'", ' a', 'a b']) {
      expect([prefix, await find(profileId, [prefix])]).toEqual([prefix, []]);
      expect([prefix, await find(profileId, ['a', prefix])]).toEqual([prefix, []]);
    }
    expect(await find(profileId, ['ليل'])).toEqual([arabic.id]);
    expect(await find(profileId, ['r2', '𝒜'])).toEqual([digits.id]);
  });

  test('no more are answered than are asked for, whatever prefix is the rare one', async () => {
    const { store } = use();
    const profileId = newId();
    const crowd = Array.from({ length: 1200 }, (_, at) =>
      named(profileId, `Camille${String(at).padStart(4, '0')}`, 'Dupont'),
    );
    const rare = named(profileId, 'Zoltan', 'Dupond');
    await store.learners.insertMany([...crowd, rare]);
    expect(await find(profileId, ['camille'], 3)).toEqual(crowd.slice(0, 3).map(({ id }) => id));
    expect(await find(profileId, ['c', 'd'], 7)).toHaveLength(7);
    expect(new Set(await find(profileId, ['d'], 1000)).size).toBe(1000);
    expect(await find(profileId, ['d', 'z'], 3)).toEqual([rare.id]);
    expect(await find(profileId, ['dupon', 'camille1199'], 3)).toEqual([crowd[1199]?.id]);
  });

  test('someone who was refused is not found, and spoils nobody', async () => {
    const { store, other } = use();
    const profileId = newId();
    const first = named(profileId, 'Ada', 'Noir');
    await store.learners.insertMany([first]);
    const sameName = { ...named(profileId, 'Ada', 'Vert'), nameKey: first.nameKey };
    const sameId = { ...named(profileId, 'Ida', 'Bleu'), id: first.id };
    await other.learners.insertMany([sameName, sameId, first]);
    expect(await find(profileId, ['ada'])).toEqual([first.id]);
    expect(await find(profileId, ['noir'])).toEqual([first.id]);
    for (const word of ['vert', 'ida', 'bleu']) expect(await find(profileId, [word])).toEqual([]);
  });

  test('many are read at once, those of the profile', async () => {
    const { store, other } = use();
    const profileId = newId();
    const learners = Array.from({ length: 1500 }, () => newLearner({ profileId }));
    const alien = newLearner();
    await store.learners.insertMany([...learners, alien]);
    const ids = learners.map(({ id }) => id);
    const found = await other.learners.getMany(profileId, [...ids, alien.id, newId()]);
    expect(inOrder(found.map(({ id }) => id))).toEqual(inOrder(ids));
    expect(await other.learners.getMany(profileId, ids.slice(0, 1))).toStrictEqual([learners[0]]);
    expect(await other.learners.getMany(profileId, [])).toEqual([]);
  });
}
