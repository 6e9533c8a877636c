import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  openLearnerSession,
  useLearnerSession,
} from '../../src/usecases/backpack/learner-sessions.ts';
import { actorOfToken, newApiToken } from '../../src/usecases/operations/api-tokens.ts';
import { linkOwnBackpack, unlinkOwnBackpack } from '../../src/usecases/people/link-backpack.ts';
import { openOwnBackpack, ownStanding } from '../../src/usecases/people/own-backpack.ts';
import { removeMember } from '../../src/usecases/people/team.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import { openTeamScene, personAndTwo, type TeamScene } from './team-scene.ts';

let t: TeamScene;

beforeEach(async () => {
  t = await openTeamScene();
});
afterEach(() => t.stop());

describe('linking a member with a person', () => {
  // An owner opened a child's backpack through a second account of theirs, and nobody could tell.
  test.each([{}, { band: 'under15' }, { band: '15-17', bandUntil: '2030-01' }] as const)(
    'is for adults alone: not %j',
    async (age) => {
      const { owner, pair, member } = await personAndTwo(t, age);
      const link = () => linkOwnBackpack(t.service, owner, pair);
      expect(await codeOf(link)).toBe('own_backpack_adult');
      expect(await ownStanding(t.service, await t.memberRow(member))).toBe('asked');
    },
  );

  test('is written down for the person, and undone by an owner: sessions end, the backpack stays', async () => {
    const { owner, pair, member, learnerId } = await personAndTwo(t);
    await linkOwnBackpack(t.service, owner, pair);
    const by = `member:${owner.memberId}`;
    expect(await t.actsOf(learnerId)).toEqual([['backpack-linked', by]]);
    const actor = await openOwnBackpack(t.service, member);
    const { secret } = await openLearnerSession(t.service, actor, { mode: 'browser' });
    const tom = await t.addMember('Tom');
    for (const other of [member, tom, { ...owner, profileId: 'elsewhere' }]) {
      const undo = () => unlinkOwnBackpack(t.service, other, pair);
      expect(await codeOf(undo)).toBe('not_found');
    }
    const another = () => unlinkOwnBackpack(t.service, owner, { ...pair, learnerId: 'another' });
    expect(await codeOf(another)).toBe('not_found');
    expect((await useLearnerSession(t.service, secret)).actor).toEqual(actor);
    await unlinkOwnBackpack(t.service, owner, pair);
    expect(await codeOf(() => useLearnerSession(t.service, secret))).toBe('card_required');
    expect(await t.actsOf(learnerId)).toContainEqual(['backpack-unlinked', by]);
    expect(await codeOf(() => openOwnBackpack(t.service, member))).toBe('own_backpack_asked');
    expect(await t.service.store.awards.listOfLearner(t.profile.id, learnerId)).toHaveLength(1);
  });

  test('ends when the member leaves the team, with the sessions it opened', async () => {
    const { owner, pair, member, learnerId } = await personAndTwo(t);
    await linkOwnBackpack(t.service, owner, pair);
    const actor = await openOwnBackpack(t.service, member);
    const { secret } = await openLearnerSession(t.service, actor, { mode: 'browser' });
    const { memberId } = member;
    await removeMember(t.service, owner, { profileId: t.profile.id, memberId });
    expect(await codeOf(() => useLearnerSession(t.service, secret))).toBe('card_required');
    expect(await t.service.store.ownLearners.memberOf(learnerId)).toBeUndefined();
    expect(await t.actsOf(learnerId)).toContainEqual([
      'backpack-unlinked',
      `member:${owner.memberId}`,
    ]);
  });
});

// A crash may come between the removal of a member and the end of what their account opened.
describe('a member whose removal a crash broke off', () => {
  test('opens no backpack any more, and their person is free for another account of theirs', async () => {
    const { owner, pair, member, learnerId } = await personAndTwo(t);
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
    const removal = { profileId: t.profile.id, memberId: member.memberId };
    await expect(removeMember(dies, owner, removal)).rejects.toThrow('killed');
    expect(await store.ownLearners.memberOf(learnerId)).toBe(member.memberId);
    expect(await codeOf(() => useLearnerSession(t.service, secret))).toBe('card_required');
    const openAgain = () => openLearnerSession(t.service, actor, { mode: 'own' });
    expect(await codeOf(openAgain)).toBe('card_unknown');
    const back = await t.addMember('Léa Martin');
    expect(await t.namesakes(back)).toMatchObject([{ id: learnerId }]);
    await linkOwnBackpack(t.service, owner, { memberId: back.memberId, learnerId });
    expect((await openOwnBackpack(t.service, back)).learnerId).toBe(learnerId);
    expect((await t.actsOf(learnerId)).map(([act]) => act).toSorted()).toEqual([
      'backpack-linked',
      'backpack-linked',
      'backpack-unlinked',
    ]);
  });

  test('has no program any more', async () => {
    const member = await t.addMember('Tom', 'owner');
    const text = { name: 'Site', scopes: ['awards:write'] };
    const { secret } = await newApiToken(t.service, member, t.profile.id, text);
    expect((await actorOfToken(t.service, secret)).kind).toBe('token');
    await t.service.store.members.remove(t.profile.id, member.memberId, '2026-11-20T15:00:00.000Z');
    expect(await codeOf(() => actorOfToken(t.service, secret))).toBe('token_invalid');
  });
});
