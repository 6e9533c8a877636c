import { expect, test } from '@jest/globals';
import { finishAwards } from '../../src/usecases/awarding/finish-awards.ts';
import { finishCorrections } from '../../src/usecases/awarding/finish-corrections.ts';
import { correctAward } from '../../src/usecases/awarding/correct-award.ts';
import { finishDeclines } from '../../src/usecases/backpack/finish-declines.ts';
import { finishWithdrawals } from '../../src/usecases/backpack/shares.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { finishConsents } from '../../src/usecases/people/finish-consents.ts';
import { eraseDue } from '../../src/usecases/people/erase-due.ts';
import { forgetWhatEnded } from '../../src/usecases/operations/forget-what-ended.ts';
import { finishVoidings } from '../../src/usecases/people/undo-lost.ts';
import { awardCsv, openCentre, openService, OPERATOR } from '../harness.ts';
import { newCard, newShare } from '../store/learner-samples.ts';

test('measure', async () => {
  const N = Number(process.env['N'] ?? 10000), K = Number(process.env['K'] ?? 1000);
  const t = await openService(process.env['MU'] ? { env: { DATABASE_URL: `${process.env['MU']}/measure${Date.now()}` } } : {});
  const { profile, achievement } = await openCentre(t.service);
  let at = Date.now();
  const reports = [];
  for (let from = 0; from < N; from += 2500) {
    const lines = Array.from({ length: Math.min(2500, N - from) }, (_, i) => `P${from + i};N${from + i}`).join('\n');
    reports.push(...(await awardCsv(t.service, profile, achievement, `Prénom;Nom\n${lines}\n`)));
  }
  process.stderr.write(`awarded ${Date.now() - at}\n`);
  t.clock.now = new Date(t.clock.now.getTime() + 5000);
  const awards = reports.flatMap(({ award }) => award ?? []);
  at = Date.now();
  for (const a of awards.slice(0, K)) {
    await correctAward(t.service, OPERATOR, { awardId: a.id, text: { achievementId: achievement.id, sentence: 'Autre.' }, wasWrong: true });
  }
  process.stderr.write(`corrected ${Date.now() - at}\n`);
  for (const a of awards.slice(K, 2 * K)) await answerAward(t.service, { kind: 'learner', learnerId: a.learnerId, profileId: profile.id }, { awardId: a.id, answer: 'declined' });
  for (const a of awards.slice(2 * K, 3 * K)) {
    const share = { profileId: profile.id, learnerId: a.learnerId, entryIds: [a.id], expiresAt: '2027-01-01T00:00:00.000Z' };
    await t.service.store.shares.insert(newShare({ ...share, signedName: 'P N', withdrawnAt: '2026-11-20T00:00:00.000Z' }));
    await t.service.store.shares.insert(newShare({ ...share, signedName: 'P N' }));
    await t.service.store.cards.insert(newCard({ profileId: profile.id, learnerId: a.learnerId, createdAt: '2026-11-20T00:00:00.000Z' }));
    const [card] = await t.service.store.cards.listOf(a.learnerId);
    await t.service.store.cards.void(card?.id ?? '', { at: '2026-11-20T15:00:00.000Z', lostSince: '2026-11-20T15:00:00.000Z' });
  }
  for (const [name, task] of Object.entries({ finishAwards, finishCorrections, finishDeclines, finishWithdrawals, finishVoidings, finishConsents, eraseDue, forgetWhatEnded })) {
    for (let i = 0; i < 2; i += 1) {
      const from = performance.now();
      const r = await (task as (s: unknown) => Promise<unknown>)(t.service);
      process.stderr.write(`${name} ${Math.round(performance.now() - from)} ms ${JSON.stringify(r)}\n`);
    }
  }
  expect(1).toBe(1);
  await t.stop();
}, 600_000);
