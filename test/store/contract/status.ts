import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { DELICATE_TEXT, newId, newStatusList } from '../samples.ts';

export function statusContract(use: () => Handles): void {
  test('a status list is unique by id and by profile and ordinal', async () => {
    const { store, other } = use();
    const first = newStatusList();
    const { profileId } = first;
    expect(await store.statusLists.insert(first)).toBe(true);
    expect(await other.statusLists.insert(newStatusList({ id: first.id }))).toBe(false);
    expect(await other.statusLists.insert(newStatusList({ profileId }))).toBe(false);
    expect(await other.statusLists.get(first.id)).toStrictEqual(first);
  });

  test('the last list of a profile is the one with the greatest ordinal', async () => {
    const { store, other } = use();
    const profileId = newId();
    const ordinals = [0, 10, 9, 2];
    const lists = ordinals.map((ordinal) => newStatusList({ profileId, ordinal }));
    for (const list of lists) await store.statusLists.insert(list);
    await store.statusLists.insert(newStatusList({ ordinal: 99 }));
    expect(await other.statusLists.lastOf(profileId)).toStrictEqual(lists[1]);
    const inOrder = [lists[0], lists[3], lists[2], lists[1]];
    expect(await other.statusLists.listOf(profileId)).toStrictEqual(inOrder);
  });

  test('of 50 parallel openings of one ordinal exactly one goes in', async () => {
    const { store, other } = use();
    const profileId = newId();
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).statusLists.insert(newStatusList({ profileId })),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  // DESIGN section 9: an index never collides and is never given twice.
  test('50 parallel reservations never overlap', async () => {
    const { store, other } = use();
    const listId = newId();
    const counts = Array.from({ length: 50 }, (_, at) => (at % 7) + 1);
    const starts = await Promise.all(
      counts.map((count, at) => (at % 2 ? store : other).statusLists.reserve(listId, count)),
    );
    const counters = starts.flatMap((start, at) =>
      Array.from({ length: counts[at] ?? 0 }, (_, offset) => start + offset),
    );
    expect(new Set(counters).size).toBe(counters.length);
    expect(Math.min(...counters)).toBe(0);
    expect(counters.every((counter) => Number.isInteger(counter))).toBe(true);
  });

  test('reservations of one list know nothing of another', async () => {
    const { store, other } = use();
    const listId = newId();
    expect(await store.statusLists.reserve(listId, 5000)).toBe(0);
    expect(await other.statusLists.reserve(newId(), 3)).toBe(0);
    expect(await other.statusLists.reserve(listId, 1)).toBeGreaterThanOrEqual(5000);
  });

  test('the newest version of a list is the one published', async () => {
    const { store, other } = use();
    const listId = newId();
    const publication = (version: number) => ({
      listId,
      version,
      text: `${version}${DELICATE_TEXT}`,
    });
    await store.statusLists.publish(publication(0));
    expect(await other.statusLists.published(listId)).toStrictEqual(publication(0));
    await store.statusLists.publish(publication(9));
    await store.statusLists.publish(publication(10));
    await other.statusLists.publish(publication(9));
    expect(await store.statusLists.published(listId)).toStrictEqual(publication(10));
    expect(await other.statusLists.published(listId)).toStrictEqual(publication(10));
    await store.statusLists.publish(publication(10));
    expect(await other.statusLists.published(listId)).toStrictEqual(publication(10));
  });

  test('knows nothing of lists that were never put', async () => {
    const { store } = use();
    expect(await store.statusLists.get(newId())).toBeUndefined();
    expect(await store.statusLists.lastOf(newId())).toBeUndefined();
    expect(await store.statusLists.published(newId())).toBeUndefined();
  });
}
