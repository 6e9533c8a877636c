import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { codeOf } from '../formats/refusal.ts';
import { atEveryStep } from './at-every-step.ts';
import { sevenDaysLater } from './seven-days.ts';
import { openScene, type Scene, share } from './share-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.stop());

/** Many moments are tried. */
const SLOW_MS = 60_000;

// Of two tabs the stricter stands; what was handed back can be taken up again for a week.
describe('keeping and handing back at once', () => {
  const answers = ['accepted', 'declined'] as const;

  test.each(answers)(
    '%s, and the other meanwhile: one of them stands, and all that follows from it',
    async (answer) => {
      const { service, lea } = scene;
      const other = answer === 'accepted' ? 'declined' : 'accepted';
      let again = 0;
      const steps = await atEveryStep(service.store, async () => {
        again += 1;
        const { id: awardId } = await scene.awardAgain(`occasion ${again}`);
        return {
          act: () => answerAward(service, lea, { awardId, answer }),
          meanwhile: () => answerAward(service, lea, { awardId, answer: other }),
          check: () => expectOneAnswer(awardId),
        };
      });
      expect(steps).toBeGreaterThan(2);
    },
    SLOW_MS,
  );

  test(
    'twenty times, by chance',
    async () => {
      const { service, lea } = scene;
      for (let time = 0; time < 20; time += 1) {
        const { id: awardId } = await scene.awardAgain(`occasion ${time}`);
        await Promise.all(
          (time % 2 ? answers : answers.toReversed()).map((answer) =>
            answerAward(service, lea, { awardId, answer }),
          ),
        );
        await expectOneAnswer(awardId);
      }
    },
    SLOW_MS,
  );
});

/** Handed back, it cannot be shared, and is revoked in a week; kept, it is good and can. */
async function expectOneAnswer(awardId: string): Promise<void> {
  const { store } = scene.service;
  const isRemoved = (await store.removals.ofAwards([awardId])).length > 0;
  const refusal = await codeOf(() => share(scene, { entryIds: [awardId] }));
  expect(refusal).toBe(isRemoved ? 'award_unknown' : undefined);
  expect(await sevenDaysLater(scene)).toBe(isRemoved ? 1 : 0);
  const answer = (await store.awards.answersOf([awardId])).get(awardId);
  const ids = (await store.credentials.listOfAward(awardId)).map(({ id }) => id);
  const revoked = (await store.revocations.of(ids)).length > 0;
  expect([answer, revoked]).toEqual(isRemoved ? ['declined', true] : ['accepted', false]);
}
