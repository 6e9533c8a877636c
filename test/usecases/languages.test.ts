import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Profile } from '../../src/domain/profile.ts';
import type { LineReport } from '../../src/usecases/awarding/award-batch.ts';
import { awardPeople } from '../../src/usecases/awarding/award-people.ts';
import { planBatch } from '../../src/usecases/awarding/plan-batch.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { awardCsv, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';
import { newAward } from '../store/samples.ts';
import { awardsOf, expectSound } from './soundness.ts';

let t: TestService;
let profile: Profile;
let french: Achievement;
let english: Achievement;

beforeEach(async () => {
  t = await openService();
  ({ profile, achievement: french } = await openCentre(t.service));
  const sibling = await t.service.store.achievements.get(french.related[0]?.id ?? '');
  if (!sibling) throw new Error('The sample has a translation.');
  english = sibling;
});
afterEach(() => t.stop());

const LIST = 'Prénom;Nom\nLéa;Dubois\nYanis;Belkacem\n';
const award = (achievement: Achievement, csv = LIST, occasion = '') =>
  awardCsv(t.service, profile, achievement, csv, occasion);
const outcomes = (reports: readonly LineReport[]) => reports.map(({ outcome }) => outcome);
const BOTH = ['already_awarded', 'already_awarded'];

async function standingsIn(achievement: Achievement) {
  const list = t.service.readList(new TextEncoder().encode(LIST));
  const batch = {
    id: 'a-batch',
    profileId: profile.id,
    achievementId: achievement.id,
    list,
    warnings: [],
    createdBy: 'operator',
    createdAt: t.clock.now.toISOString(),
  };
  const { lines } = await planBatch(t.service, OPERATOR, batch);
  return lines.map((line) => (line.kind === 'known' ? line.standing.kind : line.kind));
}

// DESIGN section 9: one award per (profile, learner, achievement, occasion). A translation is the
// same achievement.
describe('an achievement is one in all its languages', () => {
  test('whoever has it in one is awarded it in no other', async () => {
    await award(french);
    expect(outcomes(await award(english))).toEqual(BOTH);
    await expectSound(t.service, profile, 2);
  });

  test('before anything is awarded, a list says who has it in another', async () => {
    expect(await standingsIn(english)).toEqual(['new', 'new']);
    await award(french);
    expect(await standingsIn(english)).toEqual(['has', 'has']);
    const list = t.service.readList(new TextEncoder().encode(LIST));
    const command = { profileId: profile.id, achievementId: english.id, occasion: '', list };
    const { lines } = await prepareBatch(t.service, OPERATOR, command);
    const known = lines.map((line) => line.kind === 'known' && line.award?.achievementId);
    expect(known).toEqual([french.id, french.id]);
  });

  test('a program is told the same, and that it was taken back', async () => {
    const [first] = await award(french);
    await revokeAward(t.service, OPERATOR, { awardId: first?.award?.id ?? '' });
    const reports = await awardPeople(t.service, OPERATOR, {
      profileId: profile.id,
      achievementId: english.id,
      occasion: '',
      people: [
        { firstName: 'Léa', lastName: 'Dubois', nickname: '' },
        { firstName: 'Yanis', lastName: 'Belkacem', nickname: '' },
      ],
      batchId: 'a-run',
    });
    expect(reports).toMatchObject([
      { outcome: 'already_awarded', code: 'award_revoked' },
      { outcome: 'already_awarded' },
    ]);
    expect(await standingsIn(english)).toEqual(['lost', 'has']);
    expect(await awardsOf(t.service, profile)).toHaveLength(2);
  });

  test('another occasion is another award, in whichever language, and again once', async () => {
    await award(french);
    expect(outcomes(await award(english, LIST, '2027'))).toEqual(['awarded', 'awarded']);
    expect(outcomes(await award(french, LIST, '2027'))).toEqual(BOTH);
    expect(await awardsOf(t.service, profile)).toHaveLength(4);
  });

  test('of two lists at the same instant, one in each language, one awards each person', async () => {
    const people = Array.from({ length: 12 }, (_, at) => `Prénom${at};Nom${at}`);
    const csv = ['Prénom;Nom', ...people].join('\n');
    const reports = await Promise.all([
      award(french, csv),
      award(english, csv),
      award(french, csv),
    ]);
    expect(reports.flat()).toHaveLength(36);
    await expectSound(t.service, profile, 12);
  });

  test('an award of before, whose id was random, is found too', async () => {
    const csv = 'Prénom;Nom\nZoé;Un\n';
    const [report] = await award(french, csv, 'earlier');
    const { learnerId = '' } = report ?? {};
    const old = newAward({ profileId: profile.id, achievementId: french.id, learnerId });
    await t.service.store.awards.insertMany([{ ...old, state: 'issued' }]);
    expect(outcomes(await award(english, csv))).toEqual(['already_awarded']);
    expect(await awardsOf(t.service, profile)).toHaveLength(2);
  });

  test('the standing of somebody who was awarded both is the one that stands', async () => {
    const [report] = await award(french, 'Prénom;Nom\nLéa;Dubois\n');
    const { learnerId = '', award: first } = report ?? {};
    const second = newAward({ profileId: profile.id, achievementId: english.id, learnerId });
    await t.service.store.awards.insertMany([{ ...second, state: 'issued' }]);
    await revokeAward(t.service, OPERATOR, { awardId: first?.id ?? '' });
    expect(await standingsIn(french)).toEqual(['has', 'new']);
    expect(await standingsIn(english)).toEqual(['has', 'new']);
  });
});
