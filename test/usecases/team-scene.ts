import type { Achievement } from '../../src/domain/achievement.ts';
import type { Actor, MemberActor } from '../../src/domain/actor.ts';
import type { Age } from '../../src/domain/age.ts';
import type { Member, Profile } from '../../src/domain/profile.ts';
import { awardBatch, type LineReport } from '../../src/usecases/awarding/award-batch.ts';
import { prepareBatch } from '../../src/usecases/awarding/prepare-batch.ts';
import { newApiToken } from '../../src/usecases/operations/api-tokens.ts';
import { type Namesake, namesakesOf } from '../../src/usecases/people/member-namesakes.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';

export type Named = MemberActor & { readonly name: string };

/** A centre whose members come one by one. */
export interface TeamScene extends TestService {
  readonly profile: Profile;
  readonly achievement: Achievement;
  addMember(name: string, role?: MemberActor['role']): Promise<Named>;
  /** A program that a member let in. */
  tokenOf(member: MemberActor): Promise<Actor>;
  /** What became of each line of a list that a member awards. */
  awardAs(actor: Actor, csv: string): Promise<unknown[]>;
  memberRow(actor: MemberActor): Promise<Member>;
  namesakes(actor: MemberActor): Promise<readonly Namesake[]>;
  actsOf(learnerId: string): Promise<unknown[][]>;
}

export async function openTeamScene(): Promise<TeamScene> {
  const opened = await openService();
  const { service } = opened;
  const { profile, achievement } = await openCentre(service);
  const profileId = profile.id;
  const memberRow = async ({ memberId }: MemberActor) => {
    const member = await service.store.members.get(memberId);
    if (!member) throw new Error('No such member.');
    return member;
  };
  return {
    ...opened,
    profile,
    achievement,
    memberRow,
    async addMember(name, role = 'awarder') {
      const memberId = service.newId();
      const row = { id: memberId, profileId, role, createdAt: '2026-01-01T00:00:00.000Z' };
      await service.store.members.insert({ ...row, ...(name ? { name } : {}) });
      return { kind: 'member', memberId, profileId, role, name };
    },
    async tokenOf(member) {
      const text = { name: 'Site', scopes: ['awards:write'] };
      const { token } = await newApiToken(service, member, profileId, text);
      return { kind: 'token', tokenId: token.id, profileId, scopes: token.scopes };
    },
    async awardAs(actor, csv) {
      const list = service.readList(new TextEncoder().encode(csv));
      const command = { profileId, achievementId: achievement.id, occasion: '', list };
      const prepared = await prepareBatch(service, actor, command);
      const reports: LineReport[] = [];
      await awardBatch(service, actor, prepared, { choices: new Map() }, (one) =>
        reports.push(one),
      );
      return reports
        .toSorted((one, other) => one.line - other.line)
        .map(({ outcome, code }) => (code ? `${outcome}: ${code}` : outcome));
    },
    async namesakes(actor) {
      const found = await namesakesOf(service, profileId, [await memberRow(actor)]);
      return found.get(actor.memberId) ?? [];
    },
    actsOf: async (learnerId) =>
      (await service.store.audit.listOf(learnerId, 20)).map(({ act, by }) => [act, by]),
  };
}

/** A person of the list, and a member and an owner who are somebody else so far. */
export async function personAndTwo(t: TeamScene, age: Age = { band: 'adult' }) {
  await awardCsv(t.service, t.profile, t.achievement, 'Prénom;Nom\nLéa;Martin\n');
  const [lea] = await t.service.store.learners.byFullNames(t.profile.id, ['léa|martin']);
  const learnerId = lea?.id ?? '';
  await t.service.store.learners.setAge(t.profile.id, learnerId, age);
  const member = await t.addMember('Léa Martin', 'owner');
  const owner = await t.addMember('Amel', 'owner');
  return { learnerId, member, owner, pair: { memberId: member.memberId, learnerId } };
}
