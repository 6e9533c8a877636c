import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Actor, MemberActor } from '../../src/domain/actor.ts';
import type { Age } from '../../src/domain/age.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { awardBatch, type LineReport } from '../../src/usecases/awarding/award-batch.ts';
import { awardPeople } from '../../src/usecases/awarding/award-people.ts';
import { correctAward } from '../../src/usecases/awarding/correct-award.ts';
import { planBatch } from '../../src/usecases/awarding/plan-batch.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import {
  openLearnerSession,
  useLearnerSession,
} from '../../src/usecases/backpack/learner-sessions.ts';
import { actorOfToken, newApiToken } from '../../src/usecases/operations/api-tokens.ts';
import { changeAge, renameLearner } from '../../src/usecases/people/describe-learner.ts';
import { makeGuardianLink } from '../../src/usecases/people/guardian-link.ts';
import {
  linkOwnBackpack,
  namesakesOf,
  unlinkOwnBackpack,
} from '../../src/usecases/people/link-backpack.ts';
import { describeMember } from '../../src/usecases/people/member-text.ts';
import { openOwnBackpack, ownStanding } from '../../src/usecases/people/own-backpack.ts';
import { recordConsents } from '../../src/usecases/people/record-consents.ts';
import { removeMember } from '../../src/usecases/people/team.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { awardPreviewView } from '../../src/web/views/worker/award-preview.ts';
import { wordsOf } from '../../src/web/words.ts';
import { codeOf } from '../formats/refusal.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';

let t: TestService;
let profile: Profile;
let achievement: Achievement;

beforeEach(async () => {
  t = await openService();
  ({ profile, achievement } = await openCentre(t.service));
});
afterEach(() => t.stop());

type Named = MemberActor & { readonly name: string };

async function addMember(name: string, role: MemberActor['role'] = 'awarder'): Promise<Named> {
  const memberId = t.service.newId();
  const row = { id: memberId, profileId: profile.id, role, createdAt: '2026-01-01T00:00:00.000Z' };
  await t.service.store.members.insert({ ...row, ...(name ? { name } : {}) });
  return { kind: 'member', memberId, profileId: profile.id, role, name };
}

/** A program that a member let in. */
async function tokenOf(member: MemberActor): Promise<Actor> {
  const text = { name: 'Site', scopes: ['awards:write'] };
  const { token } = await newApiToken(t.service, member, profile.id, text);
  const { id: tokenId, scopes } = token;
  return { kind: 'token', tokenId, profileId: profile.id, scopes };
}

/** What became of each line of a list that a member awards. */
async function awardAs(actor: Actor, csv: string): Promise<unknown[]> {
  const list = t.service.readList(new TextEncoder().encode(csv));
  const command = { profileId: profile.id, achievementId: achievement.id, occasion: '', list };
  const prepared = await prepareBatch(t.service, actor, command);
  const reports: LineReport[] = [];
  await awardBatch(t.service, actor, prepared, { choices: new Map() }, (one) => reports.push(one));
  return reports
    .toSorted((one, other) => one.line - other.line)
    .map(({ outcome, code }) => (code ? `${outcome}: ${code}` : outcome));
}

const memberRow = async ({ memberId }: MemberActor) => {
  const member = await t.service.store.members.get(memberId);
  if (!member) throw new Error('No such member.');
  return member;
};

const namesakes = async (actor: MemberActor) =>
  (await namesakesOf(t.service, profile.id, [await memberRow(actor)])).get(actor.memberId) ?? [];

describe('a member’s own backpack', () => {
  test('is made of their name, once, and opens the same again', async () => {
    const amel = await addMember('Amel Ben Ali');
    const opened = await Promise.all([
      openOwnBackpack(t.service, amel).catch(({ code }) => code),
      openOwnBackpack(t.service, amel).catch(({ code }) => code),
    ]);
    const again = await openOwnBackpack(t.service, amel);
    expect(again).toMatchObject({ kind: 'learner', via: `member:${amel.memberId}` });
    // Of two windows at once one may be told to look again; neither makes a second person.
    expect(opened).toContainEqual(again);
    const people = await t.service.store.learners.byFullNames(profile.id, ['amel|ben ali']);
    expect(people).toMatchObject([{ id: again.learnerId, band: 'adult' }]);
  });

  test('needs a name', async () => {
    const nameless = await addMember('');
    expect(await codeOf(() => openOwnBackpack(t.service, nameless))).toBe('member_name_required');
  });

  // Else a worker who takes a young person's name would read their backpack.
  test('is never somebody’s of the list by the name alone', async () => {
    await awardCsv(t.service, profile, achievement, 'Prénom;Nom\nLéa;Martin\n');
    const taker = await addMember('léa  MARTIN');
    expect(await ownStanding(t.service, await memberRow(taker))).toBe('asked');
    expect(await codeOf(() => openOwnBackpack(t.service, taker))).toBe('own_backpack_asked');
    const apart = await openOwnBackpack(t.service, taker, 'équipe');
    const [lea] = await t.service.store.learners.byFullNames(profile.id, ['léa|martin']);
    expect(apart.learnerId).not.toBe(lea?.id);
    expect(await t.service.store.awards.listOfLearner(profile.id, apart.learnerId)).toEqual([]);
  });

  test('is somebody’s of the list once another owner says so', async () => {
    await awardCsv(t.service, profile, achievement, 'Prénom;Nom\nLéa;Martin\nNoé;Petit\n');
    const [lea] = await t.service.store.learners.byFullNames(profile.id, ['léa|martin']);
    const [noe] = await t.service.store.learners.byFullNames(profile.id, ['noé|petit']);
    const member = await addMember('Léa Martin', 'owner');
    const owner = await addMember('Amel', 'owner');
    const awarder = await addMember('Tom');
    await t.service.store.learners.setAge(profile.id, lea?.id ?? '', { band: 'adult' });
    const link = (actor: Actor, learnerId = lea?.id ?? '') =>
      codeOf(() => linkOwnBackpack(t.service, actor, { memberId: member.memberId, learnerId }));
    expect(await namesakes(member)).toMatchObject([{ id: lea?.id, isAdult: true }]);
    expect(await link(member)).toBe('not_found');
    expect(await link(awarder)).toBe('not_found');
    expect(await link(owner, noe?.id)).toBe('not_found');
    expect(await link({ ...owner, profileId: 'elsewhere' })).toBe('not_found');
    await linkOwnBackpack(t.service, owner, {
      memberId: member.memberId,
      learnerId: lea?.id ?? '',
    });
    expect((await openOwnBackpack(t.service, member)).learnerId).toBe(lea?.id);
    // Whose it is, is said once.
    const second = await addMember('Léa Martin');
    expect(await namesakes(second)).toEqual([]);
  });
});

/** A person of the list, and a member and an owner who are somebody else so far. */
async function personAndTwo(age: Age = { band: 'adult' }) {
  await awardCsv(t.service, profile, achievement, 'Prénom;Nom\nLéa;Martin\n');
  const [lea] = await t.service.store.learners.byFullNames(profile.id, ['léa|martin']);
  const learnerId = lea?.id ?? '';
  await t.service.store.learners.setAge(profile.id, learnerId, age);
  const member = await addMember('Léa Martin', 'owner');
  const owner = await addMember('Amel', 'owner');
  return { learnerId, member, owner, pair: { memberId: member.memberId, learnerId } };
}

const actsOf = async (learnerId: string) =>
  (await t.service.store.audit.listOf(learnerId, 20)).map(({ act, by }) => [act, by]);

describe('linking a member with a person', () => {
  // An owner opened a child's backpack through a second account of theirs, and nobody could tell.
  test.each([{}, { band: 'under15' }, { band: '15-17', bandUntil: '2030-01' }] as const)(
    'is for adults alone: not %j',
    async (age) => {
      const { owner, pair, member } = await personAndTwo(age);
      const link = () => linkOwnBackpack(t.service, owner, pair);
      expect(await codeOf(link)).toBe('own_backpack_adult');
      expect(await ownStanding(t.service, await memberRow(member))).toBe('asked');
    },
  );

  test('is written down for the person, and undone by an owner: sessions end, the backpack stays', async () => {
    const { owner, pair, member, learnerId } = await personAndTwo();
    await linkOwnBackpack(t.service, owner, pair);
    const by = `member:${owner.memberId}`;
    expect(await actsOf(learnerId)).toEqual([['backpack-linked', by]]);
    const actor = await openOwnBackpack(t.service, member);
    const { secret } = await openLearnerSession(t.service, actor, { mode: 'browser' });
    const tom = await addMember('Tom');
    for (const other of [member, tom, { ...owner, profileId: 'elsewhere' }]) {
      const undo = () => unlinkOwnBackpack(t.service, other, pair);
      expect(await codeOf(undo)).toBe('not_found');
    }
    const another = () => unlinkOwnBackpack(t.service, owner, { ...pair, learnerId: 'another' });
    expect(await codeOf(another)).toBe('not_found');
    expect((await useLearnerSession(t.service, secret)).actor).toEqual(actor);
    await unlinkOwnBackpack(t.service, owner, pair);
    expect(await codeOf(() => useLearnerSession(t.service, secret))).toBe('card_required');
    expect(await actsOf(learnerId)).toContainEqual(['backpack-unlinked', by]);
    expect(await codeOf(() => openOwnBackpack(t.service, member))).toBe('own_backpack_asked');
    expect(await t.service.store.awards.listOfLearner(profile.id, learnerId)).toHaveLength(1);
  });

  test('ends when the member leaves the team, with the sessions it opened', async () => {
    const { owner, pair, member, learnerId } = await personAndTwo();
    await linkOwnBackpack(t.service, owner, pair);
    const actor = await openOwnBackpack(t.service, member);
    const { secret } = await openLearnerSession(t.service, actor, { mode: 'browser' });
    const { memberId } = member;
    await removeMember(t.service, owner, { profileId: profile.id, memberId });
    expect(await codeOf(() => useLearnerSession(t.service, secret))).toBe('card_required');
    expect(await t.service.store.ownLearners.memberOf(learnerId)).toBeUndefined();
    expect(await actsOf(learnerId)).toContainEqual([
      'backpack-unlinked',
      `member:${owner.memberId}`,
    ]);
  });
});

// A crash may come between the removal of a member and the end of what their account opened.
describe('a member whose removal a crash broke off', () => {
  test('opens no backpack any more, and their person is free for another account of theirs', async () => {
    const { owner, pair, member, learnerId } = await personAndTwo();
    await linkOwnBackpack(t.service, owner, pair);
    const actor = await openOwnBackpack(t.service, member);
    const { secret } = await openLearnerSession(t.service, actor, { mode: 'own' });
    const { store } = t.service;
    const broken: Store['links'] = {
      ...store.links,
      listOf: async () => {
        throw new Error('killed');
      },
    };
    const dies = { ...t.service, store: { ...store, links: broken } };
    const removal = { profileId: profile.id, memberId: member.memberId };
    await expect(removeMember(dies, owner, removal)).rejects.toThrow('killed');
    expect(await store.ownLearners.memberOf(learnerId)).toBe(member.memberId);
    expect(await codeOf(() => useLearnerSession(t.service, secret))).toBe('card_required');
    const openAgain = () => openLearnerSession(t.service, actor, { mode: 'own' });
    expect(await codeOf(openAgain)).toBe('card_unknown');
    const back = await addMember('Léa Martin');
    expect(await namesakes(back)).toMatchObject([{ id: learnerId }]);
    await linkOwnBackpack(t.service, owner, { memberId: back.memberId, learnerId });
    expect((await openOwnBackpack(t.service, back)).learnerId).toBe(learnerId);
    expect((await actsOf(learnerId)).map(([act]) => act).toSorted()).toEqual([
      'backpack-linked',
      'backpack-linked',
      'backpack-unlinked',
    ]);
  });

  test('has no program any more', async () => {
    const member = await addMember('Tom', 'owner');
    const text = { name: 'Site', scopes: ['awards:write'] };
    const { secret } = await newApiToken(t.service, member, profile.id, text);
    expect((await actorOfToken(t.service, secret)).kind).toBe('token');
    await t.service.store.members.remove(profile.id, member.memberId, '2026-11-20T15:00:00.000Z');
    expect(await codeOf(() => actorOfToken(t.service, secret))).toBe('token_invalid');
  });
});

describe('nobody awards themselves', () => {
  const LIST = 'Prénom;Nom\nAmel;Ben Ali\nLéa;Martin\n';

  test('their own line is refused, the others go through, and a second member signs', async () => {
    const amel = await addMember('Amel Ben Ali');
    const tom = await addMember('Tom');
    const { learnerId } = await openOwnBackpack(t.service, amel);
    expect(await awardAs(amel, LIST)).toEqual(['refused: award_to_self', 'awarded']);
    expect(await t.service.store.awards.listOfLearner(profile.id, learnerId)).toEqual([]);
    expect(await awardAs(amel, LIST)).toEqual(['refused: award_to_self', 'already_awarded']);
    expect(await awardAs(tom, LIST)).toEqual(['awarded', 'already_awarded']);
    const [award] = await t.service.store.awards.listOfLearner(profile.id, learnerId);
    expect(award?.awardedBy).toBe(`member:${tom.memberId}`);
  });

  test('and the page before says so: their line is not among those who will get it', async () => {
    const amel = await addMember('Amel Ben Ali');
    const { learnerId } = await openOwnBackpack(t.service, amel);
    const plan = await planBatch(t.service, amel, {
      ...{ id: 'batch-1', profileId: profile.id, achievementId: achievement.id, warnings: [] },
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
    const amel = await addMember('Amel Ben Ali');
    await openOwnBackpack(t.service, amel);
    const reports = await awardPeople(t.service, amel, {
      profileId: profile.id,
      achievementId: achievement.id,
      occasion: '',
      people: [{ firstName: 'Amel', lastName: 'Ben Ali', nickname: '' }],
      batchId: 'run',
    });
    expect(reports).toMatchObject([{ outcome: 'refused', code: 'award_to_self' }]);
  });

  test('nor through a program: a token is whoever made it', async () => {
    const amel = await addMember('Amel Ben Ali', 'owner');
    const tom = await addMember('Tom', 'owner');
    await openOwnBackpack(t.service, amel);
    expect(await awardAs(await tokenOf(amel), LIST)).toEqual(['refused: award_to_self', 'awarded']);
    expect(await awardAs(await tokenOf(tom), LIST)).toEqual(['awarded', 'already_awarded']);
  });

  // Else they print the namesake's card, and it is their own.
  test.each(['Amel Ben Ali', 'ben ali  AMEL'])(
    'nor somebody of the list who has their name: %s',
    async (name) => {
      const amel = await addMember(name, 'owner');
      expect(await awardAs(amel, LIST)).toEqual(['refused: award_to_namesake', 'awarded']);
      expect(await awardAs(await tokenOf(amel), LIST)).toEqual([
        'refused: award_to_namesake',
        'already_awarded',
      ]);
      expect(await awardAs(await addMember('Tom'), LIST)).toEqual(['awarded', 'already_awarded']);
    },
  );

  // Else they take another name for a minute.
  test('nor somebody who has a name that they had before', async () => {
    const amel = await addMember('Amel Ben Ali', 'owner');
    await describeMember(t.service, amel, { name: 'Zoé Roux', email: '' });
    const outcomes = ['refused: award_to_namesake', 'awarded'];
    expect(await awardAs(amel, LIST)).toEqual(outcomes);
    await describeMember(t.service, amel, { name: '', email: '' });
    expect(await awardAs(await tokenOf(amel), LIST)).toEqual([outcomes[0], 'already_awarded']);
  });

  // Else the person whom they awarded becomes them, or the namesake is somebody else for a minute.
  test('nor gives or takes the name of theirs', async () => {
    const amel = await addMember('Amel Ben Ali', 'owner');
    const tom = await addMember('Tom');
    await awardAs(tom, LIST);
    const idOf = async (key: string) =>
      (await t.service.store.learners.byFullNames(profile.id, [key]))[0]?.id ?? '';
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

  test('but a namesake who is another member', async () => {
    const first = await addMember('Amel Ben Ali');
    await openOwnBackpack(t.service, first);
    const second = await addMember('Amel Ben Ali');
    expect(await awardAs(second, LIST)).toEqual(['awarded', 'awarded']);
  });

  test('nor corrects their namesake’s badge', async () => {
    const tom = await addMember('Tom');
    const amel = await addMember('Amel Ben Ali');
    await awardAs(tom, LIST);
    const [learner] = await t.service.store.learners.byFullNames(profile.id, ['amel|ben ali']);
    const [award] = await t.service.store.awards.listOfLearner(profile.id, learner?.id ?? '');
    t.clock.now = new Date(t.clock.now.getTime() + 5000);
    const text = { achievementId: achievement.id, sentence: 'Autre.' };
    const command = { awardId: award?.id ?? '', text, wasWrong: false };
    const correct = (actor: Actor) => codeOf(() => correctAward(t.service, actor, command));
    expect(await correct(amel)).toBe('award_to_namesake');
    expect(await correctAward(t.service, tom, command)).toMatchObject({ awardId: award?.id });
  });

  // Else they award a name, take it, and have another owner link them.
  test.each([
    ['the member', async (actor: Named): Promise<Actor> => actor],
    ['a program of theirs', async (actor: Named): Promise<Actor> => tokenOf(actor)],
  ])('nor becomes somebody whom %s awarded before, until that is revoked', async (_, giverOf) => {
    const rim = await addMember('R.', 'owner');
    const amel = await addMember('Amel', 'owner');
    await awardAs(await giverOf(rim), 'Prénom;Nom\nRim;Haddad\n');
    const [learner] = await t.service.store.learners.byFullNames(profile.id, ['rim|haddad']);
    const learnerId = learner?.id ?? '';
    await t.service.store.learners.setAge(profile.id, learnerId, { band: 'adult' });
    await t.service.store.members.describe(profile.id, rim.memberId, { name: 'Rim Haddad' });
    const link = () => linkOwnBackpack(t.service, amel, { memberId: rim.memberId, learnerId });
    expect(await codeOf(link)).toBe('own_backpack_awarded');
    expect(await codeOf(() => openOwnBackpack(t.service, rim))).toBe('own_backpack_asked');
    const [award] = await t.service.store.awards.listOfLearner(profile.id, learnerId);
    await revokeAward(t.service, amel, { awardId: award?.id ?? '' });
    await link();
    expect((await openOwnBackpack(t.service, rim)).learnerId).toBe(learnerId);
  });
});

// A name that they chose themselves would be signed by the centre in a named copy.
test('nobody says of themselves how they are called, how old they are or what they agreed to', async () => {
  const amel = await addMember('Amel Ben Ali', 'owner');
  const tom = await addMember('Tom');
  const { learnerId } = await openOwnBackpack(t.service, amel);
  const name = { firstName: 'Marie', lastName: 'Curie', nickname: '' };
  const decisions = { 'named-share': 'given' } as const;
  const acts: Array<(actor: MemberActor) => Promise<unknown>> = [
    (actor) => makeGuardianLink(t.service, actor, { learnerId, party: 'guardian' }),
    (actor) => recordConsents(t.service, actor, { learnerId, party: 'learner', decisions }),
    (actor) => changeAge(t.service, actor, { learnerId, age: { band: 'adult' } }),
    (actor) => renameLearner(t.service, actor, { learnerId, name }),
  ];
  for (const act of acts) expect(await codeOf(() => act(amel))).toBe('own_person');
  expect(await t.service.store.learners.get(profile.id, learnerId)).toMatchObject({
    firstName: 'Amel',
  });
  expect(await t.service.store.audit.listOf(learnerId, 9)).toEqual([]);
  for (const act of acts.slice(1)) await act(tom);
  expect(await t.service.store.learners.get(profile.id, learnerId)).toMatchObject(name);
});
