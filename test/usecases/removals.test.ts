import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answerAward, keepAwards } from '../../src/usecases/backpack/answer-award.ts';
import { askCorrection } from '../../src/usecases/backpack/ask-correction.ts';
import { createCollection } from '../../src/usecases/backpack/collections.ts';
import { notesOf, saveNote } from '../../src/usecases/backpack/notes.ts';
import { openBackpack } from '../../src/usecases/backpack/open-backpack.ts';
import { entryIdOf, openGallery } from '../../src/usecases/backpack/open-gallery.ts';
import { openOwnData } from '../../src/usecases/backpack/own-data.ts';
import { openShareToPrint, openToPrint } from '../../src/usecases/backpack/print.ts';
import { removeAward, removeDue, takeUpAward } from '../../src/usecases/backpack/removals.ts';
import { openShare } from '../../src/usecases/backpack/shares.ts';
import { readAwardLines } from '../../src/usecases/people/award-lines.ts';
import { codeOf } from '../formats/refusal.ts';
import { atEveryStep } from './at-every-step.ts';
import { sevenDaysLater } from './seven-days.ts';
import { openScene, type Scene, share } from './share-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.stop());

const SLOW_MS = 60_000;
const remove = () => removeAward(scene.service, scene.lea, scene.award.id);
const takeUp = () => takeUpAward(scene.service, scene.lea, scene.award.id);
const gallery = () => openGallery(scene.service, scene.lea);
const answerOf = async (id = scene.award.id) =>
  (await scene.service.store.awards.answersOf([id])).get(id);

async function isRevoked(awardId = scene.award.id): Promise<boolean> {
  const { store } = scene.service;
  const ids = (await store.credentials.listOfAward(awardId)).map(({ id }) => id);
  return (await store.revocations.of(ids)).length > 0;
}

describe('a badge that was kept and is deleted', () => {
  test('is nowhere at once, but where it can be taken up again', async () => {
    const { service, lea, award } = scene;
    await createCollection(service, lea, { title: 'Stage', entryIds: [award.id] });
    const { share: made, token } = await share(scene);
    await remove();
    const { kept, waiting, away, removed, shelves } = await gallery();
    expect([kept, waiting, away]).toEqual([[], [], []]);
    expect(removed.map((entry) => entry.award.id)).toEqual([award.id]);
    expect(shelves.map(({ badges }) => badges)).toEqual([[]]);
    expect((await openBackpack(service, lea)).entries).toEqual([]);
    const refusals = [
      () => openShare(service, { token }),
      () => openShareToPrint(service, lea, made.id),
      () => openToPrint(service, lea, award.id),
      () => share(scene),
      () => saveNote(service, lea, award.id, { hidden: true }),
      () => askCorrection(service, lea, { awardId: award.id, text: 'Faux.' }),
      () => createCollection(service, lea, { title: 'Autre', entryIds: [award.id] }),
    ];
    const codes = await Promise.all(refusals.map((act) => codeOf(act)));
    expect(codes).toEqual(['not_found', 'not_found', ...Array(5).fill('award_unknown')]);
    expect(await isRevoked()).toBe(false);
  });

  test('taken up again, it is as it was: words, collections, shares', async () => {
    const { service, lea, award } = scene;
    await saveNote(service, lea, award.id, { ownWords: 'À moi.' });
    await createCollection(service, lea, { title: 'Stage', entryIds: [award.id] });
    const { token } = await share(scene);
    await remove();
    await takeUp();
    await takeUp();
    const { kept, removed, shelves } = await gallery();
    expect([kept.map(entryIdOf), removed]).toEqual([[award.id], []]);
    expect(shelves[0]?.badges.map(entryIdOf)).toEqual([award.id]);
    expect((await notesOf(service, lea.learnerId)).get(award.id)?.ownWords).toBe('À moi.');
    expect((await openShare(service, { token })).badges).toHaveLength(1);
    expect(await sevenDaysLater(scene)).toBe(0);
    expect(await isRevoked()).toBe(false);
  });

  test('is gone for good after seven days, and told as declined to the centre from then on', async () => {
    const { service, lea, award, profile } = scene;
    const lineOf = async () =>
      (await readAwardLines(service.store, profile.id, [award]))[0]?.answer;
    await remove();
    expect(await lineOf()).toBe('accepted');
    scene.clock.now = new Date(scene.clock.now.getTime() + 7 * 86_400_000);
    // Due, though nobody has come by yet.
    expect(await codeOf(takeUp)).toBe('removal_over');
    expect(await sevenDaysLater(scene)).toBe(1);
    expect([await lineOf(), await isRevoked()]).toEqual(['declined', true]);
    const backpack = await openBackpack(service, lea);
    expect([backpack.entries, backpack.removed]).toEqual([[], []]);
    expect(await codeOf(takeUp)).toBe('award_unknown');
    expect(await removeDue(service)).toBe(0);
  });

  test('is told among what is kept of the learner', async () => {
    await remove();
    expect((await openOwnData(scene.service, scene.lea)).counts.removals).toBe(1);
  });

  // SECURITY T56.
  test('is no badge of somebody else’s, and none that waits for its answer', async () => {
    const { service, lea, noe, award, other } = scene;
    await remove();
    const refusals = [
      () => removeAward(service, noe, award.id),
      () => removeAward(service, noe, other.id),
      () => removeAward(service, lea, 'none'),
      () => takeUpAward(service, noe, award.id),
      () => takeUpAward(service, { ...lea, profileId: 'another' }, award.id),
    ];
    const codes = await Promise.all(refusals.map((act) => codeOf(act)));
    expect(codes).toEqual(Array(5).fill('award_unknown'));
    expect((await gallery()).removed).toHaveLength(1);
  });
});

describe('a badge that is handed back', () => {
  const decline = () =>
    answerAward(scene.service, scene.noe, { awardId: scene.other.id, answer: 'declined' });

  test('can be taken up again, and waits for its answer as before', async () => {
    const { service, noe, other } = scene;
    expect(await decline()).toBe('declined');
    expect((await openGallery(service, noe)).waiting).toEqual([]);
    expect(await codeOf(() => keepAwards(service, noe, [other.id]))).toBeUndefined();
    expect(await answerAward(service, noe, { awardId: other.id, answer: 'accepted' })).toBe(
      'declined',
    );
    expect(await answerOf(other.id)).toBeUndefined();
    await takeUpAward(service, noe, other.id);
    expect((await openGallery(service, noe)).waiting.map(({ award }) => award.id)).toEqual([
      other.id,
    ]);
    expect(await answerAward(service, noe, { awardId: other.id, answer: 'accepted' })).toBe(
      'accepted',
    );
    expect(await sevenDaysLater(scene)).toBe(0);
  });

  test('handed back again, it has seven days anew', async () => {
    const { service, noe, other } = scene;
    await decline();
    scene.clock.now = new Date(scene.clock.now.getTime() + 6 * 86_400_000);
    await takeUpAward(service, noe, other.id);
    await decline();
    scene.clock.now = new Date(scene.clock.now.getTime() + 2 * 86_400_000);
    expect(await removeDue(service)).toBe(0);
    expect(await sevenDaysLater(scene)).toBe(1);
    expect([await answerOf(other.id), await isRevoked(other.id)]).toEqual(['declined', true]);
  });

  test('leaves alone what was kept already: deleting needs more than a card', async () => {
    const { service, lea, award } = scene;
    const command = { awardId: award.id, answer: 'declined' } as const;
    expect(await answerAward(service, lea, command)).toBe('accepted');
    expect((await gallery()).removed).toEqual([]);
  });
});

// SECURITY T76: whatever a crash leaves is finished, and never comes back.
test('a crash before any step of the end: the next run ends it', async () => {
  const { store } = scene.service;
  for (const [family, name] of [
    ['awards', 'decline'],
    ['credentials', 'listOfAwards'],
    ['removals', 'remove'],
  ] as const) {
    const { id } = await scene.awardAgain(name);
    await answerAward(scene.service, scene.lea, { awardId: id, answer: 'declined' });
    const methods = store[family] as Record<string, unknown>;
    const method = methods[name];
    methods[name] = () => Promise.reject(new Error('Killed.'));
    await expect(sevenDaysLater(scene)).rejects.toThrow('Killed.');
    methods[name] = method;
    expect(await codeOf(() => takeUpAward(scene.service, scene.lea, id))).toBe('removal_over');
    expect((await gallery()).waiting.map(({ award }) => award.id)).toEqual([]);
    expect(await removeDue(scene.service)).toBe(1);
    expect([name, await answerOf(id), await isRevoked(id)]).toEqual([name, 'declined', true]);
    expect(await removeDue(scene.service)).toBe(0);
  }
});

test('one that fails stops no other', async () => {
  const { service, lea } = scene;
  const [bad, good] = [await scene.awardAgain('one'), await scene.awardAgain('two')];
  for (const { id } of [bad, good])
    await answerAward(service, lea, { awardId: id, answer: 'declined' });
  const { decline } = service.store.awards;
  service.store.awards.decline = (id, at) =>
    id === bad.id ? Promise.reject(new Error('Full.')) : decline(id, at);
  await expect(sevenDaysLater(scene)).rejects.toThrow('Full.');
  expect([await isRevoked(bad.id), await isRevoked(good.id)]).toEqual([false, true]);
});

test(
  'taken up at the moment at which the run comes by: it is whole, or gone',
  async () => {
    const { service, lea } = scene;
    let again = 0;
    const steps = await atEveryStep(service.store, async () => {
      again += 1;
      const { id } = await scene.awardAgain(`occasion ${again}`);
      await answerAward(service, lea, { awardId: id, answer: 'declined' });
      scene.clock.now = new Date(scene.clock.now.getTime() + 7 * 86_400_000 + 120_000);
      let refusal: string | undefined;
      return {
        act: () => removeDue(service),
        meanwhile: async () => {
          refusal = await codeOf(() => takeUpAward(service, lea, id));
        },
        check: async () => {
          expect(['removal_over', 'award_unknown']).toContain(refusal);
          expect([await answerOf(id), await isRevoked(id)]).toEqual(['declined', true]);
        },
      };
    });
    expect(steps).toBeGreaterThan(3);
  },
  SLOW_MS,
);
