import type { Passkey } from '../../domain/passkey.ts';
import type { Member } from '../../domain/profile.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import type { Shape } from './table.ts';

const MEMBERS: Shape<Member> = {
  name: 'members',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    role: 'text',
    name: 'text',
    email: 'text',
    createdAt: 'text',
    removedAt: 'text',
  },
  indexes: [
    { on: { profileId: 1, createdAt: 1, id: 1 } },
    { on: { email: 1, createdAt: 1, id: 1 } },
  ],
};

interface MemberName {
  /** Member and name, in this order: each is kept once. */
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
}

const MEMBER_NAMES: Shape<MemberName> = {
  name: 'member_names',
  key: 'id',
  fields: { id: 'text', memberId: 'text', name: 'text' },
  indexes: [{ on: { memberId: 1 } }],
};

export function membersOf(database: Database): Store['members'] {
  const members = database.table(MEMBERS);
  const removals = datesOf(database, 'member_removals');
  const names = database.table(MEMBER_NAMES);
  const namesOfMember = names.question(['memberId']);
  const forgetNames = names.removalOf(['memberId']);
  const ofProfile = members.question(['profileId'], { createdAt: 1, id: 1 });
  const byEmail = members.question(['email'], { createdAt: 1, id: 1 });
  const dated = async (found: Promise<Member[]>) => removals.onto(await found, 'removedAt');
  return {
    insert: members.insert,
    get: async (id) => (await dated(members.getMany([id])))[0],
    listOf: (profileId) => dated(ofProfile.all({ profileId })),
    byEmail: (email) => dated(byEmail.all({ email })),
    describe: async (profileId, id, { name, email }) => {
      const member = await members.get(id);
      if (member?.profileId !== profileId) return;
      // Both, and first: of two changes at once neither may have seen the other's name.
      const kept = [member.name, name].flatMap((one) => one ?? []);
      await names.insertMany(kept.map((one) => ({ id: `${id} ${one}`, memberId: id, name: one })));
      await members.set([id], { name, email });
      // Removed meanwhile: then nothing of the names before is kept.
      if (await removals.of(id)) await forgetNames({ memberId: id });
    },
    namesOf: async (id) => {
      const [member, former] = await Promise.all([
        members.get(id),
        namesOfMember.all({ memberId: id }),
      ]);
      const known = [member?.name, ...former.map(({ name }) => name)];
      return [...new Set(known.flatMap((one) => one ?? []))];
    },
    remove: async (profileId, id, at) => {
      const member = await members.get(id);
      if (member?.profileId !== profileId) return;
      await removals.insert(id, at);
      await forgetNames({ memberId: id });
    },
  };
}

export const PASSKEYS: Shape<Passkey> = {
  name: 'passkeys',
  key: 'id',
  fields: {
    id: 'text',
    memberId: 'text',
    profileId: 'text',
    publicKey: 'text',
    transports: 'json',
    name: 'text',
    counter: 'number',
    via: 'text',
    createdAt: 'text',
  },
  indexes: [{ on: { memberId: 1, createdAt: 1, id: 1 } }],
};

export function passkeysOf(database: Database): Store['passkeys'] {
  const passkeys = database.table(PASSKEYS);
  const ofMember = passkeys.question(['memberId'], { createdAt: 1, id: 1 });
  return {
    insert: passkeys.insert,
    get: passkeys.get,
    listOf: (memberId) => ofMember.all({ memberId }),
    remove: async (memberId, id) => {
      const passkey = await passkeys.get(id);
      if (passkey?.memberId === memberId) await passkeys.remove([id]);
    },
  };
}
