import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Member } from '../../src/domain/profile.ts';
import { describeMember } from '../../src/usecases/people/member-text.ts';
import { inviteMember, listTeam, removeMember } from '../../src/usecases/people/team.ts';
import { codeOf } from '../formats/refusal.ts';
import { anyId, NOW, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';

let t: TestService;
let profileId: string;

beforeAll(async () => {
  t = await openService();
});
beforeEach(async () => {
  t.clock.now = NOW;
  profileId = (await openCentre(t.service)).profile.id;
});
afterAll(() => t.stop());

const invite = (email: string, name = 'Amel') =>
  inviteMember(t.service, OPERATOR, { profileId, role: 'awarder', name, email });
const remove = ({ id }: Member) => removeMember(t.service, OPERATOR, { profileId, memberId: id });
const describeAs = ({ id, role }: Member, email: string) =>
  describeMember(t.service, { kind: 'member', memberId: id, profileId, role }, { name: '', email });
const having = async (email: string) =>
  (await listTeam(t.service, OPERATOR, profileId)).filter((member) => member.email === email);

// SECURITY row 110: an address is one person's in a team.
describe('one address is one member’s', () => {
  const email = 'amel@example.test';

  test('of eight invitations at the same instant one is made', async () => {
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => codeOf(() => invite(email, anyId()))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'member_exists')).toHaveLength(7);
    expect(await having(email)).toHaveLength(1);
  });

  test('of members who take it at the same instant one has it', async () => {
    const members = await Promise.all([1, 2, 3, 4].map(async () => (await invite('')).member));
    const codes = await Promise.all(
      members.map((member) => codeOf(() => describeAs(member, email))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(await having(email)).toHaveLength(1);
  });

  test('it is free again once its member is removed, and at once taken by one alone', async () => {
    await remove((await invite(email)).member);
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(() => invite(email))));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(await having(email)).toHaveLength(1);
  });

  test('it is free again once its member has another, and may come back to it', async () => {
    const { member } = await invite(email);
    await describeAs(member, 'other@example.test');
    const second = (await invite(email)).member;
    expect(await codeOf(() => describeAs(member, email))).toBe('member_exists');
    await describeAs(second, '');
    await describeAs(member, email);
    expect((await having(email)).map(({ id }) => id)).toEqual([member.id]);
    // Saying the same again is no change.
    await describeAs(member, email);
  });

  test('a crash before the member was made keeps it from nobody for longer than a minute', async () => {
    const { store } = t.service;
    const crash = async () => {
      throw new Error('The process died.');
    };
    const deps = {
      ...t.service,
      store: { ...store, members: { ...store.members, insert: crash } },
    };
    const command = { profileId, role: 'awarder', name: '', email } as const;
    await expect(inviteMember(deps, OPERATOR, command)).rejects.toThrow('died');
    t.clock.now = new Date(NOW.getTime() + 61_000);
    await invite(email);
    expect(await having(email)).toHaveLength(1);
  });

  test('it may be another’s in another team', async () => {
    await invite(email);
    profileId = (await openCentre(t.service)).profile.id;
    await invite(email);
    expect(await having(email)).toHaveLength(1);
  });
});
