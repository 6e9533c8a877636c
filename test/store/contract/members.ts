import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { newMember, newPasskey } from '../member-samples.ts';
import { AT, LATER, newId } from '../samples.ts';

export function membersContract(use: () => Handles): void {
  test('a member is kept once, as they went in', async () => {
    const { store, other } = use();
    const bare = newMember();
    const full = newMember({ role: 'awarder', name: 'Noé', email: 'noe@centre.test' });
    expect(await store.members.insert(bare)).toBe(true);
    expect(await store.members.insert(full)).toBe(true);
    expect(await other.members.insert({ ...bare, role: 'awarder' })).toBe(false);
    expect(await other.members.get(bare.id)).toStrictEqual(bare);
    expect(await other.members.get(full.id)).toStrictEqual(full);
  });

  test('the members of a profile are listed oldest first, removed ones too', async () => {
    const { store } = use();
    const profileId = newId();
    const young = newMember({ profileId, createdAt: LATER });
    const old = newMember({ profileId, createdAt: AT });
    for (const each of [young, old, newMember()]) await store.members.insert(each);
    await store.members.remove(profileId, young.id, LATER);
    expect(await store.members.listOf(profileId)).toStrictEqual([
      old,
      { ...young, removedAt: LATER },
    ]);
  });

  test('an address finds the members of every profile who have it, oldest first', async () => {
    const { store, other } = use();
    const email = `${newId()}@centre.test`;
    const young = newMember({ email, createdAt: LATER });
    const old = newMember({ email, createdAt: AT });
    for (const each of [young, old, newMember({ email: `a${email}` }), newMember()]) {
      await store.members.insert(each);
    }
    await store.members.remove(old.profileId, old.id, LATER);
    expect(await other.members.byEmail(email)).toStrictEqual([{ ...old, removedAt: LATER }, young]);
  });

  test('describing changes name and address alone; what is absent goes', async () => {
    const { store, other } = use();
    const member = newMember({ name: 'Noé', email: `${newId()}@centre.test` });
    const { name: _, email: __, ...rest } = member;
    await store.members.insert(member);
    await store.members.describe(newId(), member.id, { name: 'Personne' });
    expect(await other.members.get(member.id)).toStrictEqual(member);
    const email = `${newId()}@centre.test`;
    await store.members.describe(member.profileId, member.id, { email });
    expect(await other.members.get(member.id)).toStrictEqual({ ...rest, email });
    expect(await other.members.byEmail(member.email ?? '')).toEqual([]);
    expect(await other.members.byEmail(email)).toHaveLength(1);
    await store.members.describe(member.profileId, member.id, {});
    expect(await other.members.get(member.id)).toStrictEqual(rest);
  });

  test('every name that a member has or had is known, each once, and of nobody else', async () => {
    const { store, other } = use();
    const member = newMember({ name: 'Noé' });
    const { id, profileId } = member;
    const unnamed = newMember();
    for (const each of [member, unnamed]) await store.members.insert(each);
    expect(await other.members.namesOf(id)).toEqual(['Noé']);
    await store.members.describe(newId(), id, { name: 'Personne' });
    await store.members.describe(profileId, id, { name: 'Léa' });
    await other.members.describe(profileId, id, {});
    await store.members.describe(profileId, id, { name: 'Noé' });
    expect((await other.members.namesOf(id)).toSorted()).toEqual(['Léa', 'Noé']);
    expect(await other.members.namesOf(unnamed.id)).toEqual([]);
    expect(await other.members.namesOf(newId())).toEqual([]);
  });

  // docs/privacy.md: kept as long as their account, since who left awards nobody.
  test('the names that a member had go with them, and are kept by no change after that', async () => {
    const { store, other } = use();
    const [gone, stays] = [newMember({ name: 'Noé' }), newMember({ name: 'Noé' })];
    for (const { id, profileId, ...rest } of [gone, stays]) {
      await store.members.insert({ id, profileId, ...rest });
      await store.members.describe(profileId, id, { name: 'Léa' });
    }
    await store.members.remove(newId(), gone.id, AT);
    expect(await other.members.namesOf(gone.id)).toHaveLength(2);
    await store.members.remove(gone.profileId, gone.id, AT);
    expect(await other.members.namesOf(gone.id)).toEqual(['Léa']);
    await other.members.describe(gone.profileId, gone.id, { name: 'Tom' });
    expect(await store.members.namesOf(gone.id)).toEqual(['Tom']);
    expect((await other.members.namesOf(stays.id)).toSorted()).toEqual(['Léa', 'Noé']);
  });

  test('names that are taken at once are all known', async () => {
    const { store, other } = use();
    const { id, profileId, ...rest } = newMember({ name: 'Noé' });
    await store.members.insert({ id, profileId, ...rest });
    const taken = ['Amel', 'Léa', 'Tom'];
    await Promise.all(
      taken.map((name, at) => (at % 2 ? store : other).members.describe(profileId, id, { name })),
    );
    expect((await store.members.namesOf(id)).toSorted()).toEqual([...taken, 'Noé'].toSorted());
  });

  test('removing keeps the first date, and is for the own profile alone', async () => {
    const { store, other } = use();
    const member = newMember();
    const { id, profileId } = member;
    await store.members.insert(member);
    await store.members.remove(newId(), id, AT);
    expect(await other.members.get(id)).toStrictEqual(member);
    await store.members.remove(profileId, id, AT);
    await other.members.remove(profileId, id, LATER);
    await other.members.remove(profileId, newId(), LATER);
    expect(await other.members.get(id)).toStrictEqual({ ...member, removedAt: AT });
    expect(await store.members.insert(member)).toBe(false);
    await other.members.describe(profileId, id, { name: 'Noé' });
    expect((await store.members.get(id))?.removedAt).toBe(AT);
  });

  test('a passkey comes back as it went in, once by its id', async () => {
    const { store, other } = use();
    const passkey = newPasskey({
      transports: ['internal', 'hybrid'],
      counter: 4_294_967_295,
      via: `card:${newId()}`,
    });
    expect(await store.passkeys.insert(passkey)).toBe(true);
    expect(await other.passkeys.insert(newPasskey({ id: passkey.id }))).toBe(false);
    expect(await other.passkeys.get(passkey.id)).toStrictEqual(passkey);
  });

  test('the passkeys of a member are listed oldest first, until they are removed', async () => {
    const { store, other } = use();
    const memberId = newId();
    const young = newPasskey({ memberId, createdAt: LATER });
    const old = newPasskey({ memberId, createdAt: AT });
    for (const each of [young, old, newPasskey()]) await store.passkeys.insert(each);
    // SECURITY: nobody takes away a passkey of somebody else.
    await store.passkeys.remove(newId(), old.id);
    expect(await other.passkeys.listOf(memberId)).toStrictEqual([old, young]);
    await store.passkeys.remove(memberId, old.id);
    await other.passkeys.remove(memberId, old.id);
    expect(await other.passkeys.listOf(memberId)).toStrictEqual([young]);
    expect(await other.passkeys.get(old.id)).toBeUndefined();
  });

  test('knows nothing of members and passkeys that were never put', async () => {
    const { store } = use();
    expect(await store.members.get(newId())).toBeUndefined();
    expect(await store.members.listOf(newId())).toEqual([]);
    expect(await store.members.byEmail(newId())).toEqual([]);
    expect(await store.passkeys.get(newId())).toBeUndefined();
    expect(await store.passkeys.listOf(newId())).toEqual([]);
  });
}
