import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '../../src/compose.ts';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { LearnerActor } from '../../src/domain/actor.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { awardBatch, type LineReport } from '../../src/usecases/awarding/award-batch.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { eraseDue } from '../../src/usecases/people/erase-due.ts';
import { askErasure, openErasure } from '../../src/usecases/people/erase-learner.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { awardCsv, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';

let t: TestService;
let profile: Profile;
let achievement: Achievement;
let lea: LearnerActor;

beforeEach(async () => {
  t = await openService();
  ({ profile, achievement } = await openCentre(t.service));
  await awardCsv(t.service, profile, achievement, 'Prénom;Nom\nLéa;Martin\nNoé;Petit\n');
  lea = await actorOf('léa|martin');
});
afterEach(() => t.stop());

async function actorOf(key: string): Promise<LearnerActor> {
  const [learner] = await t.service.store.learners.byFullNames(profile.id, [key]);
  return { kind: 'learner', learnerId: learner?.id ?? '', profileId: profile.id };
}

const DUE_MS = 7 * 86_400_000 + 61_000;
const pass = (milliseconds: number) => {
  t.clock.now = new Date(t.clock.now.getTime() + milliseconds);
};
const awardsOf = ({ learnerId, profileId }: LearnerActor) =>
  t.service.store.awards.listOfLearner(profileId, learnerId);

describe('carrying out', () => {
  test('finishes what a crash left, and proves what there was', async () => {
    const { erasure, secret } = await askErasure(t.service, lea, lea.learnerId);
    pass(DUE_MS);
    const { store } = t.service;
    const broken = {
      ...t.service,
      store: {
        ...store,
        erasures: {
          ...store.erasures,
          end: async () => {
            throw new Error('The machine stopped.');
          },
        },
      },
    };
    await expect(eraseDue(broken)).rejects.toThrow('stopped');
    expect(await store.learners.get(profile.id, lea.learnerId)).toBeUndefined();
    expect((await openErasure(t.service, secret)).end).toBeUndefined();
    expect(await eraseDue(t.service)).toBe(1);
    expect((await store.erasures.get(erasure.id))?.end).toMatchObject({
      how: 'done',
      erased: { awards: 1 },
    });
  });

  test('two processes at once do it once', async () => {
    const { erasure } = await askErasure(t.service, lea, lea.learnerId);
    pass(DUE_MS);
    await Promise.all([eraseDue(t.service), eraseDue(t.service)]);
    const done = await t.service.store.erasures.get(erasure.id);
    expect(done?.end).toMatchObject({ how: 'done', erased: { awards: 1 } });
    expect(await awardsOf(lea)).toEqual([]);
  });

  test('takes back the copies that carry a name, and no badge', async () => {
    const [award] = await awardsOf(lea);
    const awardId = award?.id ?? '';
    await t.service.store.learners.setAge(profile.id, lea.learnerId, { band: 'adult' });
    await answerAward(t.service, lea, { awardId, answer: 'accepted' });
    await recordOwnConsent(t.service, lea, 'named-share');
    const command = { entryIds: [awardId], days: 30, label: '', way: 'named' } as const;
    await openShareOf(t.service, lea, command);
    const signed = await t.service.store.credentials.listOfAward(awardId);
    const verdicts = async () => {
      const reports = signed.map(({ text }) =>
        t.service.verifyBytes(new TextEncoder().encode(text)),
      );
      const states = (await Promise.all(reports)).map(({ state }) => state);
      return Object.fromEntries(signed.map(({ kind }, at) => [kind, states[at]]));
    };
    expect(await verdicts()).toEqual({ badge: 'active', named: 'active' });
    await askErasure(t.service, lea, lea.learnerId);
    expect(await verdicts()).toEqual({ badge: 'active', named: 'revoked' });
    pass(DUE_MS);
    await eraseDue(t.service);
    expect(await verdicts()).toMatchObject({ badge: 'active' });
  });
});

describe('a share with a name that is made meanwhile leaves nothing', () => {
  async function kept(): Promise<string> {
    const [award] = await awardsOf(lea);
    const awardId = award?.id ?? '';
    await t.service.store.learners.setAge(profile.id, lea.learnerId, { band: 'adult' });
    await answerAward(t.service, lea, { awardId, answer: 'accepted' });
    await recordOwnConsent(t.service, lea, 'named-share');
    return awardId;
  }

  async function erase(): Promise<void> {
    pass(DUE_MS);
    await eraseDue(t.service);
  }

  async function leftOf(awardId: string) {
    const { store } = t.service;
    return {
      shares: await store.shares.listOfLearner(profile.id, lea.learnerId),
      awards: await awardsOf(lea),
      signed: await store.credentials.listOfAward(awardId),
    };
  }
  const NOTHING = { shares: [], awards: [], signed: [] };

  test.each(['unnamed', 'named'] as const)('erased before the row is stored: %s', async (way) => {
    const awardId = await kept();
    await askErasure(t.service, lea, lea.learnerId);
    const { store } = t.service;
    const insert: typeof store.shares.insert = async (share) => {
      await erase();
      return store.shares.insert(share);
    };
    const racing = { ...t.service, store: { ...store, shares: { ...store.shares, insert } } };
    const command = { entryIds: [awardId], days: 30, label: 'Boulangerie', way };
    await expect(openShareOf(racing, lea, command)).rejects.toMatchObject({ code: 'not_found' });
    expect(await leftOf(awardId)).toEqual(NOTHING);
  });

  test('erased while its copies are signed', async () => {
    const awardId = await kept();
    await askErasure(t.service, lea, lea.learnerId);
    let isErased = false;
    const verifyText: typeof t.service.verifyText = async (text) => {
      if (!isErased) await erase();
      isErased = true;
      return t.service.verifyText(text);
    };
    const command = { entryIds: [awardId], days: 30, label: '', way: 'named' } as const;
    await expect(openShareOf({ ...t.service, verifyText }, lea, command)).rejects.toThrow();
    expect(isErased).toBe(true);
    expect(await leftOf(awardId)).toEqual(NOTHING);
  });

  test('none is begun once it is due', async () => {
    const awardId = await kept();
    const { erasure } = await askErasure(t.service, lea, lea.learnerId);
    t.clock.now = new Date(erasure.dueAt);
    const command = { entryIds: [awardId], days: 30, label: '' };
    await expect(openShareOf(t.service, lea, command)).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('an erasure that fails stops no other', async () => {
  const noe = await actorOf('noé|petit');
  const asked = [];
  for (const one of [lea, noe])
    asked.push((await askErasure(t.service, one, one.learnerId)).erasure);
  pass(DUE_MS);
  const { store } = t.service;
  const [first] = asked.map(({ id }) => id).sort();
  const failing = asked.find(({ id }) => id === first);
  const erase: typeof store.erasures.erase = async (profileId, learnerId) => {
    if (learnerId === failing?.learnerId) throw new Error('No room left.');
    return store.erasures.erase(profileId, learnerId);
  };
  const broken = { ...t.service, store: { ...store, erasures: { ...store.erasures, erase } } };
  await expect(eraseDue(broken)).rejects.toThrow('No room left.');
  const left = await store.erasures.listDue(t.clock.now.toISOString(), { limit: 10 });
  expect(left.map(({ id }) => id)).toEqual([first]);
});

// SECURITY row 128: erasure during a batch.
describe('a batch meanwhile', () => {
  /** Awards a second time, with the erasure carried out at one moment of it. */
  async function awardWhile(
    change: (store: Service['store']) => Partial<Service['store']['awards']>,
  ) {
    const { store } = t.service;
    const list = t.service.readList(
      new TextEncoder().encode('Prénom;Nom\nLéa;Martin\nNoé;Petit\n'),
    );
    const command = {
      profileId: profile.id,
      achievementId: achievement.id,
      occasion: 'again',
      list,
    };
    const prepared = await prepareBatch(t.service, OPERATOR, command);
    const deps = {
      ...t.service,
      store: { ...store, awards: { ...store.awards, ...change(store) } },
    };
    const reports: LineReport[] = [];
    const options = { choices: new Map<number, string>(), sentence: 'Bravo.' };
    await awardBatch(deps, OPERATOR, prepared, options, (report) => reports.push(report));
    return reports
      .toSorted((one, other) => one.line - other.line)
      .map(({ outcome, code }) => [outcome, code]);
  }

  const insertMany = (store: Service['store'], before: boolean) => ({
    insertMany: async (awards: Parameters<Service['store']['awards']['insertMany']>[0]) => {
      if (before) await store.erasures.erase(profile.id, lea.learnerId);
      const inserted = await store.awards.insertMany(awards);
      if (!before) await store.erasures.erase(profile.id, lea.learnerId);
      return inserted;
    },
  });

  test.each([
    ['before the decisions are stored', true],
    ['just after', false],
  ])('an erasure %s is told on its line, and leaves nothing', async (_when, before) => {
    expect(await awardWhile((store) => insertMany(store, before))).toEqual([
      ['refused', 'learner_erased'],
      ['awarded', undefined],
    ]);
    expect(await awardsOf(lea)).toEqual([]);
    expect(await t.service.store.learners.get(profile.id, lea.learnerId)).toBeUndefined();
    expect(await awardsOf(await actorOf('noé|petit'))).toHaveLength(2);
  });

  test('a name that comes again after the erasure is somebody new', async () => {
    await t.service.store.erasures.erase(profile.id, lea.learnerId);
    await awardCsv(t.service, profile, achievement, 'Prénom;Nom\nLéa;Martin\n');
    const next = await actorOf('léa|martin');
    expect(next.learnerId).not.toBe(lea.learnerId);
    expect(await awardsOf(next)).toHaveLength(1);
  });
});
