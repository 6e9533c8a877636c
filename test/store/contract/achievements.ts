import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { AT, DELICATE_TEXT, inOrder, LATER, newAchievement, newId } from '../samples.ts';

export function achievementsContract(use: () => Handles): void {
  test('an achievement comes back as it went in, lists in their order', async () => {
    const { store, other } = use();
    const bare = newAchievement();
    const full = newAchievement({
      tags: ['robot', 'été', 'a.b', '$c'],
      alignments: [
        { framework: 'CRCN', name: '1.1', url: 'https://crcn.test/1', code: '1.1' },
        { framework: 'PIX', name: 'é', url: 'https://pix.test/', description: 'x\r\ny' },
      ],
      related: [{ id: newId(), inLanguage: 'en' }],
      svg: DELICATE_TEXT,
      pictureHash: newId(),
      imageAlt: 'Un robot « bleu » 🤖',
      version: '2',
      replaces: newId(),
    });
    expect(await store.achievements.insert(bare)).toBe(true);
    expect(await store.achievements.insert(full)).toBe(true);
    expect(await other.achievements.get(bare.id)).toStrictEqual(bare);
    expect(await other.achievements.get(full.id)).toStrictEqual(full);
    const found = await other.achievements.getMany([full.id, newId(), bare.id]);
    expect(inOrder(found.map(({ id }) => id))).toEqual(inOrder([bare.id, full.id]));
    expect(found).toContainEqual(full);
    expect(await other.achievements.getMany([])).toEqual([]);
  });

  test('an achievement is unique by id and by profile, digest and language', async () => {
    const { store, other } = use();
    const french = newAchievement();
    const { profileId, digest } = french;
    const english = newAchievement({ profileId, digest, inLanguage: 'en' });
    expect(await store.achievements.insert(french)).toBe(true);
    expect(await other.achievements.insert(newAchievement({ id: french.id }))).toBe(false);
    expect(await other.achievements.insert(newAchievement({ profileId, digest }))).toBe(false);
    expect(await other.achievements.insert(english)).toBe(true);
    expect(await store.achievements.get(french.id)).toStrictEqual(french);
    const ids = (await store.achievements.byDigest(profileId, digest)).map(({ id }) => id);
    expect(inOrder(ids)).toEqual(inOrder([french.id, english.id]));
    expect(await store.achievements.byDigest(newId(), digest)).toEqual([]);
  });

  test('names are compared exactly, newest first', async () => {
    const { store } = use();
    const profileId = newId();
    const old = newAchievement({ profileId, name: 'Été', createdAt: AT });
    const young = newAchievement({ profileId, name: 'Été', createdAt: LATER });
    const others = ['été', 'Ete', 'E\u0301te\u0301', 'Été '].map((name) =>
      newAchievement({ profileId, name }),
    );
    for (const each of [old, young, ...others]) await store.achievements.insert(each);
    expect(await store.achievements.byName(profileId, 'Été')).toStrictEqual([young, old]);
    expect(await store.achievements.byName(newId(), 'Été')).toEqual([]);
  });

  test('the achievements of a profile are paged by id, each once', async () => {
    const { store } = use();
    const profileId = newId();
    const all = Array.from({ length: 7 }, () => newAchievement({ profileId }));
    for (const each of [...all, newAchievement()]) await store.achievements.insert(each);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.achievements.listOf(profileId, {
        limit: 3,
        ...(after === undefined ? {} : { after }),
      });
      expect(page.length).toBeLessThanOrEqual(3);
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1)?.id;
    } while (after !== undefined);
    expect(seen).toEqual(inOrder(all.map(({ id }) => id)));
  });

  test('outlines are paged by id, without what is long, and say what is archived', async () => {
    const { store, other } = use();
    const profileId = newId();
    const full = newAchievement({
      profileId,
      related: [{ id: newId(), inLanguage: 'en' }],
      svg: DELICATE_TEXT,
      version: '2',
      replaces: newId(),
    });
    const { id, name, inLanguage, related, version = '', replaces = '', createdAt } = full;
    const rest = [newAchievement({ profileId }), newAchievement({ profileId })];
    for (const each of [full, ...rest, newAchievement()]) await store.achievements.insert(each);
    await store.achievements.archive(id, AT);
    const all = await other.achievements.outlinesOf(profileId, { limit: 5 });
    const outline = { id, profileId, name, inLanguage, related, version, replaces, createdAt };
    expect(all.map((one) => one.id)).toEqual(inOrder([id, ...rest.map((one) => one.id)]));
    expect(all.find((one) => one.id === id)).toStrictEqual({ ...outline, archivedAt: AT });
    const [first, second] = all;
    const page = { limit: 1, after: first?.id ?? '' };
    expect(await other.achievements.outlinesOf(profileId, page)).toStrictEqual([second]);
  });

  test('archiving keeps the first date, until it is offered again', async () => {
    const { store, other } = use();
    const achievement = newAchievement({ name: newId() });
    const { id, profileId, digest, name } = achievement;
    const archived = { ...achievement, archivedAt: AT };
    await store.achievements.insert(achievement);
    await store.achievements.archive(id, AT);
    await other.achievements.archive(id, LATER);
    expect(await other.achievements.get(id)).toStrictEqual(archived);
    expect(await other.achievements.byDigest(profileId, digest)).toStrictEqual([archived]);
    expect(await other.achievements.byName(profileId, name)).toStrictEqual([archived]);
    expect(await other.achievements.listOf(profileId, { limit: 5 })).toStrictEqual([archived]);
    await other.achievements.unarchive(id);
    await store.achievements.unarchive(id);
    expect(await store.achievements.get(id)).toStrictEqual(achievement);
    await store.achievements.archive(id, LATER);
    expect((await other.achievements.get(id))?.archivedAt).toBe(LATER);
  });

  test('one that went in archived is offered again like any other', async () => {
    const { store, other } = use();
    const { archivedAt, ...achievement } = newAchievement({ archivedAt: AT });
    await store.achievements.insert({ ...achievement, ...(archivedAt ? { archivedAt } : {}) });
    expect((await other.achievements.get(achievement.id))?.archivedAt).toBe(AT);
    await other.achievements.unarchive(achievement.id);
    expect(await store.achievements.get(achievement.id)).toStrictEqual(achievement);
  });

  test('archiving what is not there leaves nothing behind', async () => {
    const { store, other } = use();
    const achievement = newAchievement();
    await store.achievements.archive(achievement.id, AT);
    await store.achievements.unarchive(newId());
    await store.achievements.insert(achievement);
    expect(await other.achievements.get(achievement.id)).toStrictEqual(achievement);
  });

  test('a picture comes back byte for byte; writing it again is harmless', async () => {
    const { store, other } = use();
    const hash = newId();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256);
    await store.pictures.put(hash, bytes);
    await other.pictures.put(hash, bytes);
    const found = await other.pictures.get(hash);
    expect(found && Buffer.from(found).equals(bytes)).toBe(true);
  });

  test('a part of a larger buffer is kept as that part', async () => {
    const { store } = use();
    const hash = newId();
    await store.pictures.put(hash, Uint8Array.of(9, 0, 1, 255, 9).subarray(1, 4));
    expect(Array.from((await store.pictures.get(hash)) ?? [])).toEqual([0, 1, 255]);
  });

  test('knows nothing of achievements and pictures that were never put', async () => {
    const { store } = use();
    expect(await store.achievements.get(newId())).toBeUndefined();
    expect(await store.achievements.listOf(newId(), { limit: 10 })).toEqual([]);
    expect(await store.pictures.get(newId())).toBeUndefined();
  });
}
