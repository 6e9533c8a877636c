import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { openWorkRoom } from '../../src/usecases/people/open-work-room.ts';
import { searchPeople } from '../../src/usecases/people/search-people.ts';
import { fillWithMany } from '../bench/many.ts';
import { awardCsv, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';

let opened: TestService;
let profile: Profile;
let achievement: Achievement;

beforeAll(async () => {
  opened = await openService();
  ({ profile, achievement } = await openCentre(opened.service));
  const list = 'Prénom;Nom;Surnom\nÉlodie;Lefèvre;\nLéa;Ben Ali;Lélé\nCœline;Øst;\nNoé;D’Arc;\n';
  await awardCsv(opened.service, profile, achievement, list);
});
afterAll(() => opened.stop());

const member = (profileId = profile.id) =>
  ({ kind: 'member', memberId: 'one', profileId, role: 'awarder' }) as const;

async function firstNames(query: string): Promise<string[]> {
  const { people } = await searchPeople(opened.service, member(), query);
  return people.map(({ firstName }) => firstName).sort();
}

describe('people are found by the first letters', () => {
  test.each([
    ['él', ['Élodie']],
    ['EL', ['Élodie']],
    ['elodie LEFEVRE', ['Élodie']],
    ['lef élo', ['Élodie']],
    ['ben', ['Léa']],
    ['lele', ['Léa']],
    ['l', ['Léa', 'Élodie']],
    ['coel', ['Cœline']],
    ['ost', ['Cœline']],
    ["d'arc", ['Noé']],
    ['arc', ['Noé']],
    ['odie', []],
    ['léa lefèvre', []],
  ])('%s', async (query, names) => {
    expect(await firstNames(query)).toEqual(names);
  });

  // SECURITY row 112: what is typed is words, never a question to the database.
  test.each(["' OR '1'='1", '%', '_', 'NEAR(', '"', '*', '(a OR b', 'x'.repeat(10_000)])(
    'what is no word of a name finds nobody (%#)',
    async (query) => {
      expect(await firstNames(query)).toEqual([]);
    },
  );

  test('nobody of another centre', async () => {
    const other = await openCentre(opened.service);
    const found = await searchPeople(opened.service, member(other.profile.id), 'léa');
    expect(found).toEqual({ asked: true, people: [], more: false, awards: [] });
  });
});

describe('awards are found by the first letters of their badge', () => {
  test('each with its person', async () => {
    const { awards, people } = await searchPeople(opened.service, member(), 'rob suiv');
    expect(people).toEqual([]);
    expect(awards.map(({ learner }) => learner?.firstName).sort()).toEqual([
      'Cœline',
      'Léa',
      'Noé',
      'Élodie',
    ]);
    expect(new Set(awards.map((line) => line.achievement?.id))).toEqual(new Set([achievement.id]));
  });

  test('nothing typed gives those awarded lately, each person once', async () => {
    await awardCsv(opened.service, profile, achievement, 'Prénom;Nom\nNoé;D’Arc\n', 'again');
    const { asked, awards } = await searchPeople(opened.service, member(), ' ');
    expect(asked).toBe(false);
    const names = awards.map(({ learner }) => learner?.firstName);
    expect(names.filter((name) => name === 'Noé')).toEqual(['Noé']);
    expect(names).toHaveLength(4);
  });
});

test('of very many, the first and that there are more', async () => {
  const { service } = opened;
  const centre = await openCentre(service);
  await fillWithMany(service, {
    profileId: centre.profile.id,
    achievementIds: [centre.achievement.id],
    people: 400,
    awards: 252,
    workshops: 12,
  });
  const actor = member(centre.profile.id);
  const found = await searchPeople(service, actor, 'surnom');
  expect([found.people.length, found.more]).toEqual([30, true]);
  const rare = await searchPeople(service, actor, 'léa martin-0');
  expect(rare.people.map(({ lastName }) => lastName)).toEqual(['Martin-0']);

  const first = await openWorkRoom(service, actor, { language: 'fr' });
  expect(first.workshops.map(({ badges }) => badges)).toEqual(new Array(10).fill(21));
  if (!first.next) throw new Error('There is a second page.');
  const second = await openWorkRoom(service, actor, { language: 'fr', before: first.next });
  expect(second.workshops).toHaveLength(2);
  expect([second.next, second.achievements]).toEqual([undefined, []]);
});

test('a revoked badge does not count for its workshop', async () => {
  const { service } = opened;
  const centre = await openCentre(service);
  const list = 'Prénom;Nom\nAna;Un\nBob;Deux\n';
  const [report] = await awardCsv(service, centre.profile, centre.achievement, list);
  const actor = member(centre.profile.id);
  const count = async () =>
    (await openWorkRoom(service, actor, { language: 'fr' })).workshops.map(({ badges }) => badges);
  expect(await count()).toEqual([2]);
  await revokeAward(service, OPERATOR, { awardId: report?.award?.id ?? '' });
  expect(await count()).toEqual([1]);
});
