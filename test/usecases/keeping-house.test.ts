import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keepHouse } from '../../src/serve/keep-house.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { eraseDue } from '../../src/usecases/people/erase-due.ts';
import { askErasure } from '../../src/usecases/people/erase-learner.ts';
import { openScene, type Scene } from './share-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.stop());

// What is promised for a day is done on it, whether or not anybody comes (DESIGN 2).
test('what is due is erased at once when a service starts, and is waited for when it ends', async () => {
  const { service, lea, clock } = scene;
  const { erasure } = await askErasure(service, lea, lea.learnerId);
  clock.now = new Date(clock.now.getTime() + 7 * 86_400_000 + 61_000);
  const end = keepHouse(service, service.log);
  await end();
  expect((await service.store.erasures.get(erasure.id))?.end).toMatchObject({ how: 'done' });
  expect(await service.store.learners.get(lea.profileId, lea.learnerId)).toBeUndefined();
  expect(await eraseDue(service)).toBe(0);
});

test('what fails stops nothing else, and is told without a word of anybody', async () => {
  const { service, lea, award, clock } = scene;
  const { share } = await openShareOf(service, lea, { entryIds: [award.id], days: 7, label: '' });
  const { erasure } = await askErasure(service, lea, lea.learnerId);
  clock.now = new Date(clock.now.getTime() + 7 * 86_400_000 + 61_000);
  const listDeclined = () => Promise.reject(new Error('Léa Martin'));
  const awards = { ...service.store.awards, listDeclined };
  const logged: unknown[] = [];
  const broken = { ...service, store: { ...service.store, awards } };
  await keepHouse(broken, (...line) => logged.push(line))();
  expect(logged).toContainEqual(['error', 'awards_not_finished', { code: 'fault' }]);
  expect(JSON.stringify(logged)).not.toContain('Léa');
  expect((await service.store.erasures.get(erasure.id))?.end).toMatchObject({ how: 'done' });
  expect(share.entryIds).toEqual([award.id]);
});
