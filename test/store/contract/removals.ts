import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { newRemoval } from '../learner-samples.ts';
import { AT, LATER, newId } from '../samples.ts';

export function removalsContract(use: () => Handles): void {
  test('a removal comes back as it went in, and those of a learner newest first', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const old = newRemoval({ learnerId });
    const young = newRemoval({ learnerId, askedAt: LATER, via: `card:${newId()}` });
    for (const each of [old, young, newRemoval()]) {
      expect(await store.removals.insert(each)).toBe(true);
    }
    expect(await other.removals.insert(newRemoval({ awardId: old.awardId }))).toBe(false);
    expect(await other.removals.listOf(learnerId)).toStrictEqual([young, old]);
    expect(await other.removals.ofAwards([young.awardId, newId()])).toStrictEqual([young]);
    expect(await other.removals.ofAwards([])).toEqual([]);
    expect(await other.removals.listOf(newId())).toEqual([]);
  });

  test('those that are due are listed by award, a page at a time', async () => {
    const { store, other } = use();
    const due = [1, 2, 3].map(() => newRemoval({ dueAt: AT }));
    const later = newRemoval({ dueAt: LATER });
    for (const each of [...due, later]) await store.removals.insert(each);
    const listed = async (before: string) => {
      const found: string[] = [];
      for (;;) {
        const after = found.at(-1);
        const page = { limit: 2, ...(after ? { after } : {}) };
        const rows = await other.removals.listDue(before, page);
        found.push(...rows.map(({ awardId }) => awardId));
        if (rows.length < 2) return found;
      }
    };
    const found = await listed('2026-03-14T10:00:00Z');
    // A database may hold removals of other tests.
    expect(found).toEqual([...found].sort());
    expect(found).toEqual(expect.arrayContaining(due.map(({ awardId }) => awardId)));
    expect(found).not.toContain(later.awardId);
    expect(await listed(AT)).not.toContain(due[0]?.awardId);
  });

  // The badge is gone for good from the moment at which it is due.
  test('of 50 parallel ones exactly one takes it up, and none when it is due', async () => {
    const { store, other } = use();
    const { awardId } = newRemoval();
    const removal = newRemoval({ awardId, dueAt: LATER });
    await store.removals.insert(removal);
    expect(await store.removals.takeUp(awardId, LATER)).toBe(false);
    expect(await other.removals.ofAwards([awardId])).toStrictEqual([removal]);
    const taken = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 ? store : other).removals.takeUp(awardId, AT)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await other.removals.ofAwards([awardId])).toEqual([]);
    // Asked for anew it stands again, until it is removed whether due or not.
    expect(await store.removals.insert(removal)).toBe(true);
    await other.removals.remove(awardId);
    await other.removals.remove(awardId);
    expect(await store.removals.ofAwards([awardId])).toEqual([]);
  });
}
