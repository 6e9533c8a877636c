import { expect, test } from '@jest/globals';
import { answerAward, keepAwards } from '../../src/usecases/backpack/answer-award.ts';
import { codeOf } from '../formats/refusal.ts';
import { openScene } from './share-scene.ts';

// One tap keeps what the page showed: what changed since then stops none of the rest.
test('everything that waits is kept, whatever befell the others meanwhile', async () => {
  const scene = await openScene();
  const { service, lea, other, award } = scene;
  const [late, declined] = [await scene.awardAgain(), await scene.awardAgain('more')];
  await answerAward(service, lea, { awardId: declined.id, answer: 'declined' });
  await keepAwards(service, lea, ['gone', other.id, declined.id, award.id, late.id]);
  const ids = [award.id, late.id, declined.id, other.id];
  expect(await service.store.awards.answersOf(ids)).toEqual(
    new Map([
      [award.id, 'accepted'],
      [late.id, 'accepted'],
    ]),
  );
  expect(await codeOf(() => keepAwards(service, lea, [other.id]))).toBe('award_unknown');
  await scene.stop();
});
