import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { awardBatch, type LineReport } from '../../src/usecases/awarding/award-batch.ts';
import { jwtOf } from '../../src/usecases/awarding/copies.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import { rotateKeys } from '../../src/usecases/operations/signing-keys.ts';
import { createProfile } from '../../src/usecases/people/create-profile.ts';
import type { Log } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import {
  ACHIEVEMENT_TEXT,
  awardCsv,
  OPERATOR,
  openCentre,
  openService,
  type TestService,
} from '../harness.ts';
import { awardsOf, expectSound, verdictOf } from './soundness.ts';

let t: TestService;
let profile: Profile;
let achievement: Achievement;
let logged: string[];

beforeEach(async () => {
  logged = [];
  const log: Log = (level, event, fields) => {
    logged.push(`${level} ${event} ${JSON.stringify(fields)}`);
  };
  t = await openService({ outside: { log } });
  ({ profile, achievement } = await openCentre(t.service));
});
afterEach(() => t.stop());

const award = (csv: string, occasion = '') =>
  awardCsv(t.service, profile, achievement, csv, occasion);
const outcomes = (reports: readonly LineReport[]) =>
  reports.map(({ line, outcome }) => `${line} ${outcome}`).sort();

const LIST = 'Prénom;Nom;Surnom\nLéa;Dubois;Lé\nYanis;Belkacem;\nAïcha;Traoré;Aï\n';

describe('a list', () => {
  test('awards each person present one badge, which verifies', async () => {
    expect(outcomes(await award(LIST))).toEqual(['2 awarded', '3 awarded', '4 awarded']);
    const badges = await expectSound(t.service, profile, 3);
    for (const badge of badges) expect(await verdictOf(t.service, badge)).toBe('verified active');
  });

  test('given twice awards nobody twice, and changes no byte', async () => {
    await award(LIST);
    const before = await expectSound(t.service, profile, 3);
    const again = await award(LIST);
    expect(outcomes(again)).toEqual([
      '2 already_awarded',
      '3 already_awarded',
      '4 already_awarded',
    ]);
    expect(await expectSound(t.service, profile, 3)).toEqual(before);
  });

  test('with one more line awards one', async () => {
    await award(LIST);
    const reports = await award(`${LIST}Inès;El Ouazzani;\n`);
    expect(reports.filter(({ outcome }) => outcome === 'awarded')).toMatchObject([{ line: 5 }]);
    await expectSound(t.service, profile, 4);
  });

  test('in another order, case and encoding of the same names is the same list', async () => {
    await award(LIST);
    const reports = await award(
      'Surnom;Nom;Prénom\n;BELKACEM;yanis\nlé;Dubois\u00a0;Le\u0301a\nAï;Traoré;Aïcha\n',
    );
    expect(reports.every(({ outcome }) => outcome === 'already_awarded')).toBe(true);
    await expectSound(t.service, profile, 3);
  });

  test('awards again only for another occasion, which is named', async () => {
    await award(LIST);
    const reports = await award(LIST, 'deuxième session');
    expect(reports.every(({ outcome }) => outcome === 'awarded')).toBe(true);
    expect(await awardsOf(t.service, profile)).toHaveLength(6);
  });

  test('where nobody was there awards nobody', async () => {
    expect(await codeOf(() => award('Prénom;Présent\nLéa;non\n'))).toBe('list_without_people');
    expect(await awardsOf(t.service, profile)).toEqual([]);
  });
});

describe('a line that could mean someone known', () => {
  const OTHER = 'Prénom;Nom;Surnom\nLéa;Dubois;\nInès;Nouri;\n';

  async function awardWith(choice: (candidates: readonly string[]) => string | undefined) {
    const list = t.service.readList(new TextEncoder().encode(OTHER));
    const command = { profileId: profile.id, achievementId: achievement.id, occasion: '', list };
    const batch = await prepareBatch(t.service, OPERATOR, command);
    const choices = new Map<number, string>();
    for (const line of batch.lines) {
      const chosen =
        line.kind === 'ambiguous' ? choice(line.candidates.map(({ id }) => id)) : undefined;
      if (chosen !== undefined) choices.set(line.attendee.line, chosen);
    }
    const reports: LineReport[] = [];
    await awardBatch(t.service, OPERATOR, batch, { choices }, (one) => reports.push(one));
    return reports;
  }

  test('is left out without a choice; the others are awarded', async () => {
    await award(LIST);
    expect(outcomes(await awardWith(() => undefined))).toEqual(['2 ambiguous', '3 awarded']);
    await expectSound(t.service, profile, 4);
  });

  test('is that person when chosen: they have the badge already', async () => {
    await award(LIST);
    const reports = await awardWith(([candidate]) => candidate);
    expect(outcomes(reports)).toEqual(['2 already_awarded', '3 awarded']);
  });

  test('is someone new when chosen', async () => {
    await award(LIST);
    expect(outcomes(await awardWith(() => 'new'))).toEqual(['2 awarded', '3 awarded']);
    await expectSound(t.service, profile, 5);
  });

  test('cannot be made to mean someone who was not offered (T56)', async () => {
    const reports = await award(LIST);
    const stranger = reports.find(({ line }) => line === 3)?.learnerId;
    expect(outcomes(await awardWith(() => stranger))).toEqual(['2 ambiguous', '3 awarded']);
    expect(outcomes(await awardWith(() => 'no-such-learner'))).toContain('2 ambiguous');
  });
});

describe('who may award', () => {
  test.each([
    { kind: 'anonymous' },
    { kind: 'learner', learnerId: 'l', profileId: 'p' },
    { kind: 'member', memberId: 'm', profileId: 'another', role: 'owner' },
  ] as const)('not $kind (T56)', async (actor) => {
    const list = t.service.readList(new TextEncoder().encode(LIST));
    const command = { profileId: profile.id, achievementId: achievement.id, occasion: '', list };
    expect(await codeOf(() => prepareBatch(t.service, actor, command))).toBe('member_required');
  });

  test('nobody with the achievement of another profile (T56)', async () => {
    const other = await createProfile(t.service, OPERATOR, { name: 'Autre centre' });
    expect(await codeOf(() => awardCsv(t.service, other, achievement, LIST))).toBe(
      'achievement_unknown',
    );
  });

  test('names two people of two centres apart', async () => {
    await award(LIST);
    const { service } = t;
    const other = await createProfile(service, OPERATOR, { name: 'Autre centre' });
    const list = service.readList(new TextEncoder().encode(LIST));
    const known = await service.store.learners.byFullNames(other.id, ['léa|dubois']);
    expect(known).toEqual([]);
    expect(list.rows).toHaveLength(3);
  });
});

describe('signed bytes', () => {
  test('a JWT is made once: the same bytes twice', async () => {
    await award(LIST);
    const [badge] = await expectSound(t.service, profile, 3);
    if (!badge) throw new Error('There is no badge.');
    const first = await jwtOf(t.service, badge.id);
    t.clock.now = new Date('2026-12-01T00:00:00Z');
    expect(await jwtOf(t.service, badge.id)).toEqual(first);
    expect(await verdictOf(t.service, first)).toBe('verified active');
    await expectSound(t.service, profile, 3);
  });

  test('after three rotations the first badge and its JWT verify (T72)', async () => {
    await award(LIST);
    const [badge] = await expectSound(t.service, profile, 3);
    if (!badge) throw new Error('There is no badge.');
    const jwt = await jwtOf(t.service, badge.id);
    for (let turn = 0; turn < 3; turn += 1) await rotateKeys(t.service, profile.id);
    expect(await verdictOf(t.service, badge)).toBe('verified active');
    expect(await verdictOf(t.service, jwt)).toBe('verified active');
    const keys = await t.service.store.keys.listOf(profile.id);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(8);
    expect(keys.filter(({ retiredAt }) => retiredAt === undefined)).toHaveLength(2);
    const [fresh] = await award('Prénom\nNora\n');
    const made = await t.service.store.credentials.listOfAward(fresh?.award?.id ?? '');
    expect(JSON.parse(made[0]?.text ?? '').proof[0].verificationMethod).not.toBe(
      JSON.parse(badge.text).proof[0].verificationMethod,
    );
  });

  test('a clock that went wrong signs nothing, and the log says so of nobody (T63, T80)', async () => {
    t.clock.now = new Date('2001-01-01T00:00:00Z');
    const reports = await award(LIST);
    expect(reports.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(
      new Array(3).fill('waiting clock_suspect'),
    );
    expect(logged).toEqual(['error batch_chunk_refused {"code":"clock_suspect"}']);
    t.clock.now = new Date('2026-11-20T16:00:00Z');
    expect(outcomes(await award(LIST))).toEqual(['2 awarded', '3 awarded', '4 awarded']);
    await expectSound(t.service, profile, 3);
  });
});

test('what is said of the occasion, the learner and the list stays out of the badge', async () => {
  const csv =
    'Prénom;Nom;Surnom;Courriel;Âge\nCanariprénom;Canarinom;Canarisurnom;canari@a.test;16\n';
  await award(csv, 'canarioccasion');
  const [badge] = await expectSound(t.service, profile, 1);
  expect(badge?.text).not.toMatch(/canari/i);
  expect(badge?.text).toContain(ACHIEVEMENT_TEXT.name);
});
