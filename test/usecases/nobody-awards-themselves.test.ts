import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Actor, MemberActor } from '../../src/domain/actor.ts';
import { awardPeople } from '../../src/usecases/awarding/award-people.ts';
import { correctAward } from '../../src/usecases/awarding/correct-award.ts';
import { planBatch } from '../../src/usecases/awarding/plan-batch.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { renameLearner } from '../../src/usecases/people/describe-learner.ts';
import { linkOwnBackpack } from '../../src/usecases/people/link-backpack.ts';
import { describeMember } from '../../src/usecases/people/member-text.ts';
import { openOwnBackpack } from '../../src/usecases/people/own-backpack.ts';
import { awardPreviewView } from '../../src/web/views/worker/award-preview.ts';
import { wordsOf } from '../../src/web/words.ts';
import { codeOf } from '../formats/refusal.ts';
import { type Named, openTeamScene, type TeamScene } from './team-scene.ts';

let t: TeamScene;

beforeEach(async () => {
  t = await openTeamScene();
});
afterEach(() => t.stop());

describe('nobody awards themselves', () => {
  const LIST = 'Prénom;Nom\nAmel;Ben Ali\nLéa;Martin\n';

  test('their own line is refused, the others go through, and a second member signs', async () => {
    const amel = await t.addMember('Amel Ben Ali');
    const tom = await t.addMember('Tom');
    const { learnerId } = await openOwnBackpack(t.service, amel);
    expect(await t.awardAs(amel, LIST)).toEqual(['refused: award_to_self', 'awarded']);
    expect(await t.service.store.awards.listOfLearner(t.profile.id, learnerId)).toEqual([]);
    expect(await t.awardAs(amel, LIST)).toEqual(['refused: award_to_self', 'already_awarded']);
    expect(await t.awardAs(tom, LIST)).toEqual(['awarded', 'already_awarded']);
    const [award] = await t.service.store.awards.listOfLearner(t.profile.id, learnerId);
    expect(award?.awardedBy).toBe(`member:${tom.memberId}`);
  });

  test('and the page before says so: their line is not among those who will get it', async () => {
    const amel = await t.addMember('Amel Ben Ali');
    const { learnerId } = await openOwnBackpack(t.service, amel);
    const plan = await planBatch(t.service, amel, {
      ...{ id: 'batch-1', profileId: t.profile.id, achievementId: t.achievement.id, warnings: [] },
      list: t.service.readList(new TextEncoder().encode(LIST)),
      ...{ createdBy: `member:${amel.memberId}`, createdAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(plan.notByThemselves.get(learnerId)).toBe('award_to_self');
    const words = wordsOf('fr');
    const opened = { state: 'planned', plan, lastBadges: new Map() } as const;
    const { will, left } = awardPreviewView(words, opened);
    expect(will.map(({ name }) => name)).toEqual(['Léa Martin']);
    expect(left).toEqual([{ name: 'Amel Ben Ali', note: words.error('award_to_self') }]);
  });

  test('neither through the names of a program that acts as them', async () => {
    const amel = await t.addMember('Amel Ben Ali');
    await openOwnBackpack(t.service, amel);
    const reports = await awardPeople(t.service, amel, {
      profileId: t.profile.id,
      achievementId: t.achievement.id,
      occasion: '',
      people: [{ firstName: 'Amel', lastName: 'Ben Ali', nickname: '' }],
      batchId: 'run',
    });
    expect(reports).toMatchObject([{ outcome: 'refused', code: 'award_to_self' }]);
  });

  test('nor through a program: a token is whoever made it', async () => {
    const amel = await t.addMember('Amel Ben Ali', 'owner');
    const tom = await t.addMember('Tom', 'owner');
    await openOwnBackpack(t.service, amel);
    expect(await t.awardAs(await t.tokenOf(amel), LIST)).toEqual([
      'refused: award_to_self',
      'awarded',
    ]);
    expect(await t.awardAs(await t.tokenOf(tom), LIST)).toEqual(['awarded', 'already_awarded']);
  });

  // Else they print the namesake's card, and it is their own.
  test.each(['Amel Ben Ali', 'ben ali  AMEL'])(
    'nor somebody of the list who has their name: %s',
    async (name) => {
      const amel = await t.addMember(name, 'owner');
      expect(await t.awardAs(amel, LIST)).toEqual(['refused: award_to_namesake', 'awarded']);
      expect(await t.awardAs(await t.tokenOf(amel), LIST)).toEqual([
        'refused: award_to_namesake',
        'already_awarded',
      ]);
      expect(await t.awardAs(await t.addMember('Tom'), LIST)).toEqual([
        'awarded',
        'already_awarded',
      ]);
    },
  );

  // Else they take another name for a minute.
  test('nor somebody who has a name that they had before', async () => {
    const amel = await t.addMember('Amel Ben Ali', 'owner');
    await describeMember(t.service, amel, { name: 'Zoé Roux', email: '' });
    const outcomes = ['refused: award_to_namesake', 'awarded'];
    expect(await t.awardAs(amel, LIST)).toEqual(outcomes);
    await describeMember(t.service, amel, { name: '', email: '' });
    expect(await t.awardAs(await t.tokenOf(amel), LIST)).toEqual([outcomes[0], 'already_awarded']);
  });

  // Else the person whom they awarded becomes them, or the namesake is somebody else for a minute.
  test('nor gives or takes the name of theirs', async () => {
    const amel = await t.addMember('Amel Ben Ali', 'owner');
    const tom = await t.addMember('Tom');
    await t.awardAs(tom, LIST);
    const idOf = async (key: string) =>
      (await t.service.store.learners.byFullNames(t.profile.id, [key]))[0]?.id ?? '';
    const [namesake, lea] = [await idOf('amel|ben ali'), await idOf('léa|martin')];
    const rename = (actor: MemberActor, learnerId: string, lastName: string, nickname = '') => {
      const name = { firstName: 'Amel', lastName, nickname };
      return codeOf(() => renameLearner(t.service, actor, { learnerId, name }));
    };
    expect(await rename(amel, lea, 'Ben Ali', 'robot')).toBe('own_name');
    expect(await rename(amel, namesake, 'Benali')).toBe('own_name');
    await renameLearner(t.service, amel, {
      learnerId: namesake,
      name: { firstName: 'Amel', lastName: 'Ben Ali', nickname: 'robot' },
    });
    await renameLearner(t.service, tom, {
      learnerId: namesake,
      name: { firstName: 'Amel', lastName: 'Benali', nickname: '' },
    });
  });

  test('but the last name of whoever has their first name alone is anybody’s to add', async () => {
    const lea = await t.addMember('Léa', 'owner');
    await t.awardAs(await t.addMember('Tom'), 'Prénom;Nom\nLéa;\n');
    const [{ id: learnerId } = { id: '' }] = await t.service.store.learners.byFullNames(
      t.profile.id,
      ['léa|'],
    );
    const rename = (firstName: string, lastName: string) => {
      const name = { firstName, lastName, nickname: '' };
      return codeOf(() => renameLearner(t.service, lea, { learnerId, name }));
    };
    expect(await rename('Léana', '')).toBe('own_name');
    expect(await rename('Zoé', 'Martin')).toBe('own_name');
    expect(await rename('Léa', 'Martin')).toBeUndefined();
  });

  test('but a namesake who is another member', async () => {
    const first = await t.addMember('Amel Ben Ali');
    await openOwnBackpack(t.service, first);
    const second = await t.addMember('Amel Ben Ali');
    expect(await t.awardAs(second, LIST)).toEqual(['awarded', 'awarded']);
  });

  test('nor corrects their namesake’s badge', async () => {
    const tom = await t.addMember('Tom');
    const amel = await t.addMember('Amel Ben Ali');
    await t.awardAs(tom, LIST);
    const [learner] = await t.service.store.learners.byFullNames(t.profile.id, ['amel|ben ali']);
    const [award] = await t.service.store.awards.listOfLearner(t.profile.id, learner?.id ?? '');
    t.clock.now = new Date(t.clock.now.getTime() + 5000);
    const text = { achievementId: t.achievement.id, sentence: 'Autre.' };
    const command = { awardId: award?.id ?? '', text, wasWrong: false };
    const correct = (actor: Actor) => codeOf(() => correctAward(t.service, actor, command));
    expect(await correct(amel)).toBe('award_to_namesake');
    expect(await correctAward(t.service, tom, command)).toMatchObject({ awardId: award?.id });
  });

  // Else they award a name, take it, and have another owner link them.
  test.each([
    ['the member', async (actor: Named): Promise<Actor> => actor],
    ['a program of theirs', async (actor: Named): Promise<Actor> => t.tokenOf(actor)],
  ])('nor becomes somebody whom %s awarded before, until that is revoked', async (_, giverOf) => {
    const rim = await t.addMember('R.', 'owner');
    const amel = await t.addMember('Amel', 'owner');
    await t.awardAs(await giverOf(rim), 'Prénom;Nom\nRim;Haddad\n');
    const [learner] = await t.service.store.learners.byFullNames(t.profile.id, ['rim|haddad']);
    const learnerId = learner?.id ?? '';
    await t.service.store.learners.setAge(t.profile.id, learnerId, { band: 'adult' });
    await t.service.store.members.describe(t.profile.id, rim.memberId, { name: 'Rim Haddad' });
    const link = () => linkOwnBackpack(t.service, amel, { memberId: rim.memberId, learnerId });
    expect(await codeOf(link)).toBe('own_backpack_awarded');
    expect(await codeOf(() => openOwnBackpack(t.service, rim))).toBe('own_backpack_asked');
    const [award] = await t.service.store.awards.listOfLearner(t.profile.id, learnerId);
    await revokeAward(t.service, amel, { awardId: award?.id ?? '' });
    await link();
    expect((await openOwnBackpack(t.service, rim)).learnerId).toBe(learnerId);
  });
});
