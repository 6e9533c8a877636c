import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { AT, inOrder, LATER, newId, newKey, newProfile } from '../samples.ts';

export function profilesContract(use: () => Handles): void {
  test('a profile comes back as it went in, to both handles', async () => {
    const { store, other } = use();
    const bare = newProfile();
    const full = newProfile({
      email: 'centre@badges.test',
      description: 'Maison\r\n🏠',
      insideName: 'Foyer des Acacias',
    });
    expect(await store.profiles.insert(bare)).toBe(true);
    expect(await other.profiles.insert(full)).toBe(true);
    expect(await other.profiles.get(bare.id)).toStrictEqual(bare);
    expect(await store.profiles.get(full.id)).toStrictEqual(full);
    expect(await store.profiles.byHandle(full.handle)).toStrictEqual(full);
  });

  test('a profile is unique by id and by origin with handle, and is never overwritten', async () => {
    const { store, other } = use();
    const profile = newProfile();
    await store.profiles.insert(profile);
    expect(await other.profiles.insert(newProfile({ id: profile.id }))).toBe(false);
    expect(await other.profiles.insert(newProfile({ handle: profile.handle }))).toBe(false);
    expect(await store.profiles.get(profile.id)).toStrictEqual(profile);
    const elsewhere = newProfile({ handle: profile.handle, origin: 'https://other.test' });
    expect(await store.profiles.insert(elsewhere)).toBe(true);
  });

  test('describing changes the text alone; what is absent goes', async () => {
    const { store } = use();
    const profile = newProfile({
      email: 'a@badges.test',
      description: 'avant',
      insideName: 'Foyer',
    });
    await store.profiles.insert(profile);
    await store.profiles.describe(profile.id, { name: 'Après', description: 'après' });
    const { email: _, insideName: __, ...rest } = profile;
    const described = { ...rest, name: 'Après', description: 'après' };
    expect(await store.profiles.get(profile.id)).toStrictEqual(described);
    await store.profiles.describe(profile.id, { name: 'Après', insideName: 'Foyer' });
    expect((await store.profiles.get(profile.id))?.insideName).toBe('Foyer');
    await store.profiles.describe(newId(), { name: 'Personne' });
  });

  test('profiles are listed oldest first', async () => {
    const { store } = use();
    const young = newProfile({ createdAt: LATER });
    const old = newProfile({ createdAt: AT });
    await store.profiles.insert(young);
    await store.profiles.insert(old);
    const listed = (await store.profiles.list()).map(({ id }) => id);
    expect(listed.filter((id) => id === young.id || id === old.id)).toEqual([old.id, young.id]);
  });

  test('a key comes back with its JWK and its sealed half as they went in', async () => {
    const { store, other } = use();
    const key = newKey();
    expect(await store.keys.insert(key)).toBe(true);
    expect(await other.keys.insert(newKey({ id: key.id }))).toBe(false);
    expect(await other.keys.get(key.id)).toStrictEqual(key);
  });

  test('keys are listed oldest first, retired ones too', async () => {
    const { store } = use();
    const profileId = newId();
    const young = newKey({ profileId, createdAt: LATER });
    const old = newKey({ profileId, createdAt: AT, kind: 'RSA' });
    const alien = newKey();
    for (const key of [young, old, alien]) await store.keys.insert(key);
    await store.keys.retire(old.id, LATER);
    expect(await store.keys.listOf(profileId)).toStrictEqual([{ ...old, retiredAt: LATER }, young]);
    const all = (await store.keys.listAll()).map(({ id }) => id);
    expect(all).toEqual(expect.arrayContaining([young.id, old.id, alien.id]));
    expect(all.indexOf(old.id)).toBeLessThan(all.indexOf(young.id));
  });

  test('retiring keeps the first date', async () => {
    const { store, other } = use();
    const key = newKey();
    await store.keys.insert(key);
    await store.keys.retire(key.id, AT);
    await other.keys.retire(key.id, LATER);
    expect((await store.keys.get(key.id))?.retiredAt).toBe(AT);
    await store.keys.retire(newId(), AT);
  });

  test('of 50 parallel inserts of one profile exactly one goes in', async () => {
    const { store, other } = use();
    const profile = newProfile();
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 ? store : other).profiles.insert(profile)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('knows nothing of profiles and keys that were never put', async () => {
    const { store } = use();
    expect(await store.profiles.get(newId())).toBeUndefined();
    expect(await store.profiles.byHandle(newId())).toBeUndefined();
    expect(await store.keys.get(newId())).toBeUndefined();
    expect(inOrder((await store.keys.listOf(newId())).map(({ id }) => id))).toEqual([]);
  });
}
