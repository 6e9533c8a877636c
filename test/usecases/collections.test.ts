import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MOST_IN_SHARE } from '../../src/domain/share.ts';
import {
  changeCollection,
  createCollection,
  getCollection,
  placeInCollections,
  removeCollection,
} from '../../src/usecases/backpack/collections.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { offerShare } from '../../src/usecases/backpack/offer-share.ts';
import { entryIdOf, openGallery } from '../../src/usecases/backpack/open-gallery.ts';
import { newLearner } from '../store/samples.ts';
import { type BackpackWorld, openBackpackWorld } from './backpack-world.ts';

let world: BackpackWorld;

beforeAll(async () => {
  world = await openBackpackWorld();
});
afterAll(() => world.stop());

const create = (title: string, entryIds: readonly string[]) =>
  createCollection(world.service, world.lea, { title, entryIds });
const entriesOf = async (id: string) =>
  (await getCollection(world.service, world.lea, id)).entryIds;

test('only what is kept can be put into one; the badges of others are unknown', async () => {
  const { awardId, noesAwardId } = world;
  for (const id of [awardId, noesAwardId, 'none']) {
    await expect(create('Stage', [id])).rejects.toMatchObject({ code: 'award_unknown' });
  }
  await world.keep();
  const { id } = await create('Stage', [awardId, awardId]);
  expect(await entriesOf(id)).toEqual([awardId]);
  const change = { title: 'Stage', entryIds: [awardId, noesAwardId] };
  await expect(changeCollection(world.service, world.lea, id, change)).rejects.toMatchObject({
    code: 'award_unknown',
  });
});

test('badges stay in the order in which they were added, whatever the order of the form', async () => {
  const [one, two, three] = [
    await world.importOne(),
    await world.importOne(),
    await world.importOne(),
  ];
  const { id } = await create('Été', [two]);
  await changeCollection(world.service, world.lea, id, { title: 'Été', entryIds: [one, two] });
  await placeInCollections(world.service, world.lea, three, [id]);
  expect(await entriesOf(id)).toEqual([two, one, three]);
  await changeCollection(world.service, world.lea, id, { title: 'Été 26', entryIds: [three, two] });
  expect(await getCollection(world.service, world.lea, id)).toMatchObject({
    title: 'Été 26',
    entryIds: [two, three],
  });
});

test('a badge is placed in several at once, and taken out of the others', async () => {
  const badge = await world.importOne();
  const [one, two] = [await create('Un', [badge]), await create('Deux', [])];
  await placeInCollections(world.service, world.lea, badge, [two.id]);
  expect([await entriesOf(one.id), await entriesOf(two.id)]).toEqual([[], [badge]]);
  await expect(
    placeInCollections(world.service, world.lea, badge, [one.id, 'none']),
  ).rejects.toMatchObject({ code: 'collection_unknown' });
  expect(await entriesOf(one.id)).toEqual([]);
});

// Two tabs, and a third in which it gets another title.
test('changes made at once are all there afterwards', async () => {
  const badges = [await world.importOne(), await world.importOne(), await world.importOne()];
  const [first = '', ...others] = badges;
  const { id } = await create('Avant', [first]);
  const { service, lea } = world;
  await Promise.all(others.map((one) => placeInCollections(service, lea, one, [id])));
  expect((await entriesOf(id)).toSorted()).toEqual(badges.toSorted());
  await Promise.all([
    changeCollection(service, lea, id, { title: 'Après', entryIds: badges }),
    placeInCollections(service, lea, first, []),
  ]);
  expect((await getCollection(service, lea, id)).title).toBe('Après');
});

// The stricter wins: neither title is lost without a word.
test('of two titles given at once one counts, and the other is said to come late', async () => {
  const { service, lea } = world;
  const seen = { title: 'Avant', entryIds: [] };
  const { id } = await create(seen.title, []);
  const answers = await Promise.allSettled(
    ['Un', 'Deux'].map((title) =>
      changeCollection(service, lea, id, { title, entryIds: [], seen }),
    ),
  );
  const { title } = await getCollection(service, lea, id);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'collection_changed', params: { title } },
  });
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  // Who saw that title may give another.
  await changeCollection(service, lea, id, {
    title: 'Trois',
    entryIds: [],
    seen: { ...seen, title },
  });
  expect((await getCollection(service, lea, id)).title).toBe('Trois');
});

test('a collection longer than a share says what is left out of it', async () => {
  const ids: string[] = [];
  while (ids.length < MOST_IN_SHARE + 2) ids.push(await world.importOne());
  const { id: collectionId } = await create('Tout', ids);
  const asked = { entryIds: [], collectionId, way: 'unnamed' as const };
  const { chosen, leftOut } = await offerShare(world.service, world.lea, asked);
  expect({ chosen: chosen.map(entryIdOf), leftOut }).toEqual({
    chosen: ids.slice(0, MOST_IN_SHARE),
    leftOut: 2,
  });
});

test('what is put away stands on no shelf, and keeps its place', async () => {
  const [one, two] = [await world.importOne(), await world.importOne()];
  const { id } = await create('Vidéo', [one, two]);
  const onShelf = async () => {
    const { shelves } = await openGallery(world.service, world.lea);
    return shelves.find(({ collection }) => collection.id === id)?.badges.map(entryIdOf);
  };
  await saveNote(world.service, world.lea, one, { hidden: true });
  expect(await onShelf()).toEqual([two]);
  await saveNote(world.service, world.lea, one, { hidden: false });
  expect(await onShelf()).toEqual([one, two]);
});

test('removing one never removes a badge; removing it twice is no harm', async () => {
  const badge = await world.importOne();
  const { id } = await create('À défaire', [badge]);
  await removeCollection(world.service, world.lea, id);
  await removeCollection(world.service, world.lea, id);
  await expect(getCollection(world.service, world.lea, id)).rejects.toMatchObject({
    code: 'collection_unknown',
  });
  const { kept } = await openGallery(world.service, world.lea);
  expect(kept.map(entryIdOf)).toContain(badge);
});

test('nobody sees, changes or removes the collection of somebody else', async () => {
  const { id } = await create('À moi', []);
  const { noe, service } = world;
  const unknown = { code: 'collection_unknown' };
  await expect(getCollection(service, noe, id)).rejects.toMatchObject(unknown);
  const change = { title: 'Pris', entryIds: [] };
  await expect(changeCollection(service, noe, id, change)).rejects.toMatchObject(unknown);
  await removeCollection(service, noe, id);
  expect((await getCollection(service, world.lea, id)).title).toBe('À moi');
});

// Each looks at what is there before the others are.
test('many made at once are never more than thirty', async () => {
  const { service } = world;
  const other = { ...world.lea, learnerId: service.newId() };
  const { learnerId: id, profileId } = other;
  await service.store.learners.insertMany([newLearner({ id, profileId })]);
  const made = await Promise.allSettled(
    Array.from({ length: 34 }, (_, at) =>
      createCollection(service, other, { title: `${at}`, entryIds: [] }),
    ),
  );
  const count = made.filter(({ status }) => status === 'fulfilled').length;
  expect(count).toBeLessThanOrEqual(30);
  for (const refusal of made.filter(({ status }) => status === 'rejected')) {
    expect(refusal).toMatchObject({ reason: { code: 'collections_too_many' } });
  }
  expect(await service.store.collections.listOf(other.learnerId)).toHaveLength(count);
});

test('thirty are enough', async () => {
  const { collections } = world.service.store;
  const before = (await collections.listOf(world.lea.learnerId)).length;
  for (let at = before; at < 30; at += 1) await create(`n° ${at}`, []);
  await expect(create('Une de trop', [])).rejects.toMatchObject({
    code: 'collections_too_many',
    params: { limit: 30 },
  });
});
