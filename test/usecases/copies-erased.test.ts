import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '../../src/compose.ts';
import type { LearnerActor } from '../../src/domain/actor.ts';
import type { Award } from '../../src/domain/award.ts';
import { jwtOf } from '../../src/usecases/awarding/copies.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { takeAlong } from '../../src/usecases/backpack/take-along.ts';
import { eraseDue } from '../../src/usecases/people/erase-due.ts';
import { askErasure } from '../../src/usecases/people/erase-learner.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';

const NAME = 'Zébuline Quatremer';
const EMAIL = 'zebuline@maison.test';
const DUE_MS = 7 * 86_400_000 + 61_000;

let t: TestService;
let lea: LearnerActor;
let award: Award;

beforeEach(async () => {
  t = await openService();
  const { service } = t;
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(
    service,
    profile,
    achievement,
    'Prénom;Nom\nZébuline;Quatremer\n',
  );
  if (!report?.award) throw new Error('Nothing was awarded.');
  award = report.award;
  const { learnerId } = award;
  lea = { kind: 'learner', learnerId, profileId: profile.id };
  await service.store.learners.setAge(profile.id, learnerId, { band: 'adult' });
  await answerAward(service, lea, { awardId: award.id, answer: 'accepted' });
  await recordOwnConsent(service, lea, 'named-share');
  const confirmedAt = t.clock.now.toISOString();
  const address = { id: 'one', email: EMAIL, learnerId, profileId: profile.id, confirmedAt };
  await service.store.addresses.insert(address);
  await askErasure(service, lea, learnerId);
});
afterEach(() => t.stop());

const MAKING = {
  named: (deps: Service) =>
    openShareOf(deps, lea, { entryIds: [award.id], days: 30, label: '', way: 'named' }),
  'e-mail': (deps: Service) => takeAlong(deps, lea, { awardId: award.id, addressId: 'one' }),
};

/** The erasure is due, and carried out whole, at one moment of the signing; and what was signed. */
function erasedAt(moment: Moment): { readonly deps: Service; readonly signed: string[] } {
  const signed: string[] = [];
  let isErased = false;
  const erase = async () => {
    if (isErased) return;
    isErased = true;
    t.clock.now = new Date(t.clock.now.getTime() + DUE_MS);
    expect(await eraseDue(t.service)).toBe(1);
  };
  const { store, verifyText, ledger } = t.service;
  const around =
    <Given extends unknown[], Answer>(name: string, work: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      if (moment === `before ${name}`) await erase();
      const answer = await work(...given);
      if (moment === `after ${name}`) await erase();
      return answer;
    };
  const deps = {
    ...t.service,
    verifyText: async (text: string) => {
      signed.push(text);
      return verifyText(text);
    },
    store: {
      ...store,
      intents: { ...store.intents, insertMany: around('the intent', store.intents.insertMany) },
    },
    // The ledger has one writer at a time: nothing that is taken back meanwhile may wait inside.
    ledger: { ...ledger, append: around('the row', ledger.append) },
  };
  return { deps, signed };
}
const MOMENTS = [
  'before the intent',
  'after the intent',
  'before the row',
  'after the row',
] as const;
type Moment = (typeof MOMENTS)[number];

async function bytesOfStore(): Promise<string> {
  const names = (await readdir(t.folder)).filter((name) => name.startsWith('ecusson.db'));
  const files = await Promise.all(names.map((name) => readFile(join(t.folder, name), 'utf8')));
  return files.join('');
}

// SECURITY section 4: what is erased is nowhere, and what was signed meanwhile is worth nothing.
describe.each(['named', 'e-mail'] as const)(
  'a copy that is signed during the erasure: %s',
  (kind) => {
    test.each(MOMENTS)('erased %s is stored', async (moment) => {
      const { deps, signed } = erasedAt(moment);
      await expect(MAKING[kind](deps)).rejects.toThrow();
      expect(await t.service.store.credentials.listOfAward(award.id)).toEqual([]);
      // An e-mail copy that was there before stays good, as the badge does; this one nobody was given.
      const wasThere = kind === 'e-mail' && moment === 'after the row';
      for (const text of signed) {
        const report = await t.service.verifyBytes(new TextEncoder().encode(text));
        expect(report.state).toBe(wasThere ? 'active' : 'revoked');
      }
      const left = await bytesOfStore();
      for (const trace of [NAME, EMAIL, ...signed]) expect(left).not.toContain(trace);
    });

    test.each(MOMENTS)('nor as a JWT, erased %s is stored', async (moment) => {
      await MAKING[kind](t.service);
      const copies = await t.service.store.credentials.listOfAward(award.id);
      const copy = copies.find((one) => one.kind !== 'badge');
      const { deps, signed } = erasedAt(moment);
      await expect(jwtOf(deps, copy?.id ?? '')).rejects.toMatchObject({ code: 'not_found' });
      expect(await t.service.store.credentials.listOfAward(award.id)).toEqual([]);
      expect(await t.service.store.intents.get(`${copy?.id}.jwt`)).toBeUndefined();
      const left = await bytesOfStore();
      for (const trace of [NAME, EMAIL, ...signed]) expect(left).not.toContain(trace);
    });

    test('none is begun once the erasure is due', async () => {
      t.clock.now = new Date(t.clock.now.getTime() + DUE_MS);
      await expect(MAKING[kind](t.service)).rejects.toMatchObject({ code: 'not_found' });
      expect(await t.service.store.credentials.listOfAward(award.id)).toHaveLength(1);
    });
  },
);
