import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Share } from '../../src/domain/share.ts';
import { isCopyOf } from '../../src/usecases/awarding/named-intents.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { openShareWhole } from '../../src/usecases/backpack/named-copies.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { withdrawShare } from '../../src/usecases/backpack/shares.ts';
import { answerOwnConsent, recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { codeOf } from '../formats/refusal.ts';
import { OPERATOR } from '../harness.ts';
import { type AtOnce, atEveryStep } from './at-every-step.ts';
import { accept, namedShare, openScene, type Scene, share } from './share-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  await recordOwnConsent(scene.service, scene.lea, 'named-share');
});
afterEach(() => scene.stop());

/** Many moments are tried, and each signs a copy. */
const SLOW_MS = 60_000;

const sharesOf = () =>
  scene.service.store.shares.listOfLearner(scene.profile.id, scene.lea.learnerId);
const newestShare = async () => (await sharesOf()).filter((one) => one.withdrawnAt === undefined);
const withdrawAll = async () => {
  for (const { id } of await newestShare()) await withdrawShare(scene.service, scene.lea, id);
};
const named = () => share(scene, { way: 'named' });
const opens = (made: Share) =>
  codeOf(() => openShareWhole(scene.service, secretsOf(scene.service, made)));

/** Nothing behind its link, and no copy of it is good anywhere. */
async function expectClosed(made: Share): Promise<void> {
  expect(await opens(made)).toBe('not_found');
  const { credentials, revocations } = scene.service.store;
  const rows = await credentials.listOfAwards([...made.entryIds]);
  const copies = rows.filter(({ id }) => isCopyOf(id, made.id)).map(({ id }) => id);
  expect(await revocations.of(copies)).toHaveLength(copies.length);
}

/** Whatever is withdrawn by now is closed in every sense. */
async function expectWithdrawnClosed(): Promise<void> {
  for (const made of await sharesOf()) {
    if (made.withdrawnAt !== undefined) await expectClosed(made);
  }
}

const tried = (begin: () => Promise<AtOnce>) => atEveryStep(scene.service.store, begin);

// Issue row: two tabs sharing and withdrawing at once, the stricter wins.
describe('at whatever moment of making a share with a name', () => {
  test(
    'it is withdrawn, it is closed, and its copies are worth nothing',
    async () => {
      const steps = await tried(async () => ({
        act: named,
        meanwhile: withdrawAll,
        check: async () => {
          await expectWithdrawnClosed();
          await withdrawAll();
        },
      }));
      expect(steps).toBeGreaterThan(15);
    },
    SLOW_MS,
  );

  test(
    'the badge is put away, it is not shown',
    async () => {
      const { service, lea, award } = scene;
      await tried(async () => {
        await saveNote(service, lea, award.id, { hidden: false });
        await withdrawAll();
        return {
          act: named,
          meanwhile: () => saveNote(service, lea, award.id, { hidden: true }),
          check: async () => {
            for (const made of await newestShare()) expect(await opens(made)).toBe('not_found');
          },
        };
      });
    },
    SLOW_MS,
  );

  test(
    'the yes is taken back, it is closed for good',
    async () => {
      const { service, lea } = scene;
      const say = async (decision: 'given' | 'withdrawn') => {
        scene.clock.now = new Date(scene.clock.now.getTime() + 1000);
        await answerOwnConsent(service, lea, { 'named-share': decision });
      };
      await tried(async () => {
        await say('given');
        return {
          act: named,
          meanwhile: () => say('withdrawn'),
          check: async () => {
            // A later yes opens nothing of before.
            await say('given');
            for (const made of await sharesOf()) await expectClosed(made);
          },
        };
      });
    },
    SLOW_MS,
  );

  test(
    'the badge is taken back by the centre, no copy of it is good',
    async () => {
      const { service } = scene;
      let again = 0;
      await tried(async () => {
        again += 1;
        const award = await scene.awardAgain(`occasion ${again}`);
        await accept(scene, award);
        return {
          act: () => share(scene, { way: 'named', entryIds: [award.id] }),
          meanwhile: () => revokeAward(service, OPERATOR, { awardId: award.id }),
          check: async () => {
            const ids = (await service.store.credentials.listOfAward(award.id)).map(({ id }) => id);
            expect(await service.store.revocations.of(ids)).toHaveLength(ids.length);
          },
        };
      });
    },
    SLOW_MS,
  );
});

test(
  'an employer who opens a link while it is withdrawn, many times: it stays closed',
  async () => {
    for (let time = 0; time < 15; time += 1) {
      const { token, share: made } = await namedShare(scene);
      const open = () => codeOf(() => openShareWhole(scene.service, { token }));
      await Promise.all([open(), withdrawShare(scene.service, scene.lea, made.id), open()]);
      await expectClosed(made);
    }
  },
  SLOW_MS,
);

test(
  'put away and shared at once, many times: what is away is not shown',
  async () => {
    const { service, lea, award } = scene;
    for (let time = 0; time < 15; time += 1) {
      await saveNote(service, lea, award.id, { hidden: false });
      const acts = [
        () => share(scene).catch(() => undefined),
        () => saveNote(service, lea, award.id, { hidden: true }),
      ];
      await Promise.all((time % 2 ? acts : acts.toReversed()).map((act) => act()));
      for (const made of await newestShare()) expect(await opens(made)).toBe('not_found');
    }
  },
  SLOW_MS,
);
