import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { finishAwards } from '../../src/usecases/awarding/finish-awards.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { finishDeclines } from '../../src/usecases/backpack/finish-declines.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { awardCsv, OPERATOR, openCentre, openService } from '../harness.ts';
import { awardsOf, expectSound, listOf, verdictOf } from './soundness.ts';

/** More than one commit takes. */
const PEOPLE = 60;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecusson-crash-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Awards until the crash, and leaves as a killed process does. */
async function awardAndCrash(point: FailPoint, time: number) {
  let left = time;
  const at = (here: FailPoint) => {
    if (here === point && --left === 0) throw new Error('killed here');
  };
  const { service, stop } = await openService({ folder, outside: { at } });
  const centre = await openCentre(service);
  await expect(
    awardCsv(service, centre.profile, centre.achievement, listOf(PEOPLE)),
  ).rejects.toThrow('killed here');
  const acknowledged = (await awardsOf(service, centre.profile)).filter(
    ({ state }) => state === 'issued',
  );
  await stop();
  return { ...centre, acknowledged };
}

describe('killed at any point and started again, a batch finishes (T76, T78)', () => {
  test.each([
    ['batch-stored', 1],
    ['intents-stored', 1],
    ['intents-stored', 2],
    ['signed', 1],
    ['signed', 2],
    ['committed', 1],
    ['committed', 2],
    ['line-done', 1],
    ['line-done', 55],
  ] as const)('%s, time %i', async (point, time) => {
    const { profile, achievement, acknowledged } = await awardAndCrash(point, time);
    const { service, stop } = await openService({ folder });
    const done = await finishAwards(service);
    expect(done).toEqual({ finished: PEOPLE - acknowledged.length, voided: 0 });
    const badges = await expectSound(service, profile, PEOPLE);
    const again = await awardCsv(service, profile, achievement, listOf(PEOPLE));
    expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['already_awarded']));
    expect(await expectSound(service, profile, PEOPLE)).toEqual(badges);
    const [first, last] = [badges[0], badges.at(-1)];
    if (!first || !last) throw new Error('No badges.');
    expect(await verdictOf(service, first)).toBe('verified active');
    expect(await verdictOf(service, last)).toBe('verified active');
    await stop();
  });

  test('without a finish at start, the same list finishes it too', async () => {
    const { profile, achievement } = await awardAndCrash('signed', 2);
    const { service, stop } = await openService({ folder });
    await awardCsv(service, profile, achievement, listOf(PEOPLE));
    await expectSound(service, profile, PEOPLE);
    await stop();
  });

  test('killed while it finishes, it finishes the next time', async () => {
    const { profile } = await awardAndCrash('batch-stored', 1);
    const at = (here: FailPoint) => {
      if (here === 'signed') throw new Error('killed again');
    };
    const second = await openService({ folder, outside: { at } });
    await expect(finishAwards(second.service)).rejects.toThrow('killed again');
    await second.stop();
    const third = await openService({ folder });
    await finishAwards(third.service);
    await expectSound(third.service, profile, PEOPLE);
    await third.stop();
  });
});

describe('what cannot be finished', () => {
  test('now, because the clock was set back, is kept for later (T80)', async () => {
    const { profile } = await awardAndCrash('intents-stored', 1);
    const { service, clock, stop } = await openService({ folder });
    const now = clock.now;
    clock.now = new Date(now.getTime() - 86_400_000);
    const early = await finishAwards(service);
    expect(early.voided).toBe(0);
    clock.now = now;
    await finishAwards(service);
    await expectSound(service, profile, PEOPLE);
    await stop();
  });

  test('ever is voided, told, and never called awarded', async () => {
    const { profile, achievement } = await awardAndCrash('batch-stored', 1);
    const { service, stop } = await openService({ folder });
    const broken = {
      ...service,
      verifyText: async (text: string) => ({
        ...(await service.verifyText(text)),
        verdict: 'rejected' as const,
      }),
    };
    expect(await finishAwards(broken)).toEqual({ finished: 0, voided: PEOPLE });
    const reports = await awardCsv(service, profile, achievement, listOf(PEOPLE));
    expect(new Set(reports.map(({ outcome, code }) => `${outcome} ${code}`))).toEqual(
      new Set(['refused award_voided']),
    );
    await stop();
  });
});

test('two services on one file awarding the same list at once award nobody twice (T77)', async () => {
  const one = await openService({ folder });
  const { profile, achievement } = await openCentre(one.service);
  const two = await openService({ folder });
  const runs = [one, two].map(({ service }) =>
    awardCsv(service, profile, achievement, listOf(PEOPLE)),
  );
  const reports = await Promise.all(runs);
  for (const lines of reports) expect(lines).toHaveLength(PEOPLE);
  await expectSound(one.service, profile, PEOPLE);
  await one.stop();
  await two.stop();
});

test('an award revoked while its list is being signed stops no other line (T78)', async () => {
  const one = await openService({ folder });
  const { profile, achievement } = await openCentre(one.service);
  const two = await openService({ folder });
  let meanwhile: Promise<unknown> = Promise.resolve();
  const service = {
    ...one.service,
    at(point: string) {
      if (point !== 'intents-stored') return;
      meanwhile = meanwhile.then(async () => {
        await finishAwards(two.service);
        const [first] = await awardsOf(two.service, profile);
        await revokeAward(two.service, OPERATOR, { awardId: first?.id ?? '' });
      });
    },
  };
  const reports = await awardCsv(service, profile, achievement, listOf(PEOPLE));
  await meanwhile;
  expect(new Set(reports.map(({ outcome }) => outcome))).not.toContain('refused');
  await expectSound(one.service, profile, PEOPLE);
  await one.stop();
  await two.stop();
});

test('a declined badge that a crash left good is taken back at the next start (T76)', async () => {
  const { service, stop } = await openService({ folder });
  const { profile, achievement } = await openCentre(service);
  const [report] = await awardCsv(service, profile, achievement, listOf(1));
  const awardId = report?.award?.id ?? '';
  // What the store holds when the process dies between the answer and the bit.
  await service.store.awards.answer(awardId, 'declined', '2026-11-20T15:00:00Z');
  const { text } = await badgeOf(service, awardId);
  expect((await service.verifyText(text)).state).toBe('active');
  expect(await finishDeclines(service)).toBe(1);
  expect((await service.verifyText(text)).state).toBe('revoked');
  expect(await finishDeclines(service)).toBe(0);
  await stop();
});

describe.each(['before the key is used', 'before the commit'])('an award revoked %s', (moment) => {
  test('has no badge, and its line says so; the others are awarded (T76)', async () => {
    const { service, stop } = await openService({ folder });
    const { profile, achievement } = await openCentre(service);
    let revoked = '';
    const revokeOne = async () => {
      if (revoked !== '') return;
      revoked = (await awardsOf(service, profile))[0]?.id ?? '';
      await revokeAward(service, OPERATOR, { awardId: revoked });
    };
    const late = {
      ...service,
      vault: {
        ...service.vault,
        sign: async (id: string) => {
          if (moment === 'before the key is used') await revokeOne();
          return service.vault.sign(id);
        },
      },
      verifyText: async (text: string) => {
        const report = await service.verifyText(text);
        if (moment === 'before the commit') await revokeOne();
        return report;
      },
    };
    const reports = await awardCsv(late, profile, achievement, listOf(5));
    expect(reports.map(({ outcome, code }) => `${outcome} ${code ?? ''}`).sort()).toEqual([
      'awarded ',
      'awarded ',
      'awarded ',
      'awarded ',
      'refused award_voided',
    ]);
    expect((await service.store.awards.get(revoked))?.state).toBe('voided');
    expect(await service.store.credentials.listOfAward(revoked)).toEqual([]);
    await stop();
  });
});
