import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Achievement } from '../../src/domain/achievement.ts';
import type { Actor, MemberActor } from '../../src/domain/actor.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { awardBatch, type LineReport } from '../../src/usecases/awarding/award-batch.ts';
import { awardPeople } from '../../src/usecases/awarding/award-people.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import {
  linkOwnBackpack,
  namesakesOf,
  openOwnBackpack,
  ownStanding,
} from '../../src/usecases/people/own-backpack.ts';
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
    const link = (actor: Actor, learnerId = lea?.id ?? '') =>
      codeOf(() => linkOwnBackpack(t.service, actor, { memberId: member.memberId, learnerId }));
    expect(await namesakesOf(t.service, await memberRow(member))).toMatchObject([{ id: lea?.id }]);
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
    expect(await namesakesOf(t.service, await memberRow(second))).toEqual([]);
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

  test('a token is the profile’s, whoever made it', async () => {
    const amel = await addMember('Amel Ben Ali', 'owner');
    await openOwnBackpack(t.service, amel);
    const token: Actor = {
      kind: 'token',
      tokenId: 'site',
      profileId: profile.id,
      scopes: ['awards:write'],
    };
    expect(await awardAs(token, 'Prénom;Nom\nAmel;Ben Ali\n')).toEqual(['awarded']);
  });
});
