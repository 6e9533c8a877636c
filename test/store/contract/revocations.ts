import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { AT, LATER, newId, newRevocation, newWriter } from '../samples.ts';

export function revocationsContract(use: () => Handles): void {
  test('a revocation comes back as it went in, and the ledger tells it', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const bare = newRevocation();
    const full = newRevocation({ reason: 'erreur de personne', statusIndex: 131_071 });
    const ids = [bare.credentialRowId, full.credentialRowId];
    expect(await store.revocations.insertMany([bare, full], writer.entryOfEvents)).toEqual(
      new Set(ids),
    );
    expect(await other.revocations.of([bare.credentialRowId])).toStrictEqual([bare]);
    expect(await other.revocations.of([newId(), full.credentialRowId])).toStrictEqual([full]);
    expect(await other.ledger.listOf(writer.chain)).toStrictEqual(writer.entries);
    expect(writer.entries.flatMap(({ events }) => events)).toStrictEqual(
      ids.map((credentialRowId) => ({ kind: 'revoked', credentialRowId, digest: '', at: AT })),
    );
  });

  test('revoking again changes nothing, and adds no entry', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const first = newRevocation({ reason: 'première' });
    const { statusListId } = first;
    const second = newRevocation({ statusListId, statusIndex: 1 });
    await store.revocations.insertMany([first], writer.entryOfEvents);
    const again = { ...first, at: LATER, reason: 'seconde' };
    expect(await other.revocations.insertMany([again], writer.entryOfEvents)).toEqual(new Set());
    expect(await other.revocations.insertMany([again, second], writer.entryOfEvents)).toEqual(
      new Set([second.credentialRowId]),
    );
    expect(await store.revocations.insertMany([], writer.entryOfEvents)).toEqual(new Set());
    expect(await store.revocations.of([first.credentialRowId])).toStrictEqual([first]);
    expect(await store.ledger.listOf(writer.chain)).toHaveLength(2);
    expect(writer.entries.map(({ events }) => events.length)).toEqual([1, 1]);
  });

  test('of 50 parallel revocations of one credential exactly one goes in', async () => {
    const { store, other } = use();
    const revocation = newRevocation();
    const went = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).revocations.insertMany([revocation], newWriter().entryOfEvents),
      ),
    );
    expect(went.reduce((sum, { size }) => sum + size, 0)).toBe(1);
    expect(await store.revocations.countOf(revocation.statusListId)).toBe(1);
  });

  test('the bits of a list are counted and listed, and the count only grows', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const statusListId = newId();
    const indexes = [70_000, 3, 131_071, 0];
    expect(await store.revocations.countOf(statusListId)).toBe(0);
    expect(await store.revocations.indexesOf(statusListId)).toEqual([]);
    for (const [before, statusIndex] of indexes.entries()) {
      const revocation = newRevocation({ statusListId, statusIndex });
      await store.revocations.insertMany([revocation], writer.entryOfEvents);
      await other.revocations.insertMany([revocation], writer.entryOfEvents);
      expect(await other.revocations.countOf(statusListId)).toBe(before + 1);
    }
    await store.revocations.insertMany([newRevocation()], writer.entryOfEvents);
    expect(await other.revocations.countOf(statusListId)).toBe(4);
    const listed = await other.revocations.indexesOf(statusListId);
    expect([...listed].sort((a, b) => a - b)).toEqual([0, 3, 70_000, 131_071]);
  });

  test('two forms of one credential that share a bit set it once', async () => {
    const { store } = use();
    const statusListId = newId();
    const forms = [newRevocation({ statusListId }), newRevocation({ statusListId })];
    const went = await store.revocations.insertMany(forms, newWriter().entryOfEvents);
    expect(went.size).toBe(2);
    expect(await store.revocations.countOf(statusListId)).toBe(1);
    expect(await store.revocations.indexesOf(statusListId)).toEqual([0]);
  });

  test('knows nothing of revocations that were never put', async () => {
    const { store } = use();
    expect(await store.revocations.of([newId()])).toEqual([]);
    expect(await store.revocations.of([])).toEqual([]);
  });
}
