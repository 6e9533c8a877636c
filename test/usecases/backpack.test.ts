import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { notesOf, ownWordsOf, saveNote } from '../../src/usecases/backpack/notes.ts';
import { openEntry } from '../../src/usecases/backpack/open-backpack.ts';
import { entryIdOf, openGallery } from '../../src/usecases/backpack/open-gallery.ts';
import { openStory } from '../../src/usecases/backpack/open-story.ts';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { ACHIEVEMENT_TEXT, awardCsv, OPERATOR } from '../harness.ts';
import { type BackpackWorld, openBackpackWorld } from './backpack-world.ts';
import { sevenDaysLater } from './seven-days.ts';

let world: BackpackWorld;

beforeEach(async () => {
  world = await openBackpackWorld();
});
afterEach(() => world.stop());

const gallery = () => openGallery(world.service, world.lea);

test('a badge waits for its answer, is kept, and can be put away and brought back', async () => {
  const { awardId, service, lea } = world;
  const waiting = await gallery();
  expect(waiting.waiting.map(({ award }) => award.id)).toEqual([awardId]);
  expect([waiting.kept, waiting.away]).toEqual([[], []]);
  await world.keep();
  expect((await gallery()).waiting).toEqual([]);
  expect((await gallery()).kept.map(entryIdOf)).toEqual([awardId]);
  await saveNote(service, lea, awardId, { hidden: true });
  const away = await gallery();
  expect([away.kept, away.away.map(entryIdOf)]).toEqual([[], [awardId]]);
  await saveNote(service, lea, awardId, { hidden: false });
  expect((await gallery()).kept.map(entryIdOf)).toEqual([awardId]);
});

test('own and imported badges are mixed, newest first', async () => {
  const old = await world.importOne({ importedAt: '2025-01-01T00:00:00.000Z' });
  const young = await world.importOne({ importedAt: '2027-01-01T00:00:00.000Z' });
  await world.keep();
  expect((await gallery()).kept.map(entryIdOf)).toEqual([young, world.awardId, old]);
});

test('what was taken back asks for no answer, and says so until it is', async () => {
  await revokeAward(world.service, OPERATOR, { awardId: world.awardId, reason: 'Erreur' });
  const { waiting, kept } = await gallery();
  expect(waiting).toEqual([]);
  expect(kept.map(entryIdOf)).toEqual([world.awardId]);
});

test('a declined badge is nowhere, and in a week not even put away', async () => {
  const { awardId, service, lea } = world;
  await answerAward(service, lea, { awardId, answer: 'declined' });
  const { waiting, kept, away } = await gallery();
  expect([waiting, kept, away]).toEqual([[], [], []]);
  await expect(openStory(service, lea, awardId)).rejects.toMatchObject({ code: 'award_unknown' });
  expect((await gallery()).removed).toHaveLength(1);
  await sevenDaysLater(world);
  expect((await gallery()).removed).toEqual([]);
});

test('words and place are kept apart: changing one leaves the other', async () => {
  const { awardId, service, lea } = world;
  await world.keep();
  await saveNote(service, lea, awardId, { ownWords: 'J’ai soudé.' });
  await saveNote(service, lea, awardId, { hidden: true });
  expect((await notesOf(service, lea.learnerId)).get(awardId)).toMatchObject({
    ownWords: 'J’ai soudé.',
    hidden: true,
  });
  expect([...(await ownWordsOf(service, lea.learnerId))]).toEqual([[awardId, 'J’ai soudé.']]);
  await saveNote(service, lea, awardId, { ownWords: '' });
  expect((await ownWordsOf(service, lea.learnerId)).size).toBe(0);
});

test('nothing is made of what is not kept, nor of what is somebody else’s (SECURITY T56)', async () => {
  const { awardId, noesAwardId, service, lea, noe } = world;
  const unknown = { code: 'award_unknown' };
  for (const id of [awardId, noesAwardId, 'none', '']) {
    await expect(saveNote(service, lea, id, { ownWords: 'à moi' })).rejects.toMatchObject(unknown);
  }
  await world.keep();
  const imported = await world.importOne();
  for (const id of [awardId, imported]) {
    await expect(saveNote(service, noe, id, { ownWords: 'à moi' })).rejects.toMatchObject(unknown);
    await expect(openStory(service, noe, id)).rejects.toMatchObject(unknown);
    await expect(openEntry(service, noe, id)).rejects.toMatchObject(unknown);
  }
  expect((await notesOf(service, noe.learnerId)).size).toBe(0);
});

test('the story of a badge tells who sees it now, and no more when the link is over', async () => {
  const { awardId, service, lea } = world;
  await world.keep();
  const command = { entryIds: [awardId], days: 7, label: 'Garage' };
  await openShareOf(service, lea, command);
  const labels = async () =>
    (await openStory(service, lea, awardId)).shares.map(({ label }) => label);
  expect(await labels()).toEqual(['Garage']);
  world.clock.now = new Date(world.clock.now.getTime() + 8 * 86_400_000);
  expect(await labels()).toEqual([]);
});

/** Counts the questions that a store is asked. */
function counted(store: Store): { store: Store; asked: string[] } {
  const asked: string[] = [];
  const families = Object.entries(store).map(([family, methods]) => {
    if (typeof methods !== 'object') return [family, methods];
    const counting = Object.entries(methods as Record<string, (...parts: never[]) => unknown>).map(
      ([name, method]) => [
        name,
        (...parts: never[]) => {
          asked.push(`${family}.${name}`);
          return method(...parts);
        },
      ],
    );
    return [family, Object.fromEntries(counting)];
  });
  return { store: Object.fromEntries(families) as Store, asked };
}

test('a gallery of many badges asks the store no more than one of a single badge', async () => {
  const { service, lea } = world;
  const single = counted(service.store);
  await openGallery({ store: single.store }, lea);
  const profile = await service.store.profiles.get(lea.profileId);
  if (!profile) throw new Error('The centre is gone.');
  for (const name of ['Deux', 'Trois', 'Quatre']) {
    const [achievement] = await importNamed(name);
    if (achievement) await awardCsv(service, profile, achievement, 'Prénom;Nom\nLéa;M\n');
  }
  const many = counted(service.store);
  const { waiting } = await openGallery({ store: many.store }, lea);
  expect(waiting).toHaveLength(4);
  expect(many.asked.sort()).toEqual(single.asked.sort());
});

async function importNamed(name: string) {
  const text = { ...ACHIEVEMENT_TEXT, name };
  const made = await importAchievements(world.service, OPERATOR, world.lea.profileId, text);
  return made.map(({ achievement }) => achievement);
}
