import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { newBatch, newReport } from '../member-samples.ts';
import { AT, DELICATE_TEXT, LATER, newId } from '../samples.ts';

/** Before every date of other tests, so that forgetting takes nothing of theirs. */
const LONG_AGO = '2020-01-01T00:00:00Z';
const AFTER_LONG_AGO = '2020-01-01T00:00:01Z';

export function batchesContract(use: () => Handles): void {
  test('a batch comes back as it went in, inside its profile only', async () => {
    const { store, other } = use();
    const bare = newBatch();
    const full = newBatch({
      workshop: { title: 'Robots', date: '2026-03-11', place: 'Salle « Ada »', hours: 1.5 },
      sentence: 'Un bel atelier.',
      list: { header: ['a.b', '$c'], rows: [{ line: 2, cells: [DELICATE_TEXT, ''] }] },
      warnings: ['encoding_guessed'],
    });
    expect(await store.batches.insert(bare)).toBe(true);
    expect(await store.batches.insert(full)).toBe(true);
    expect(await other.batches.insert(newBatch({ id: bare.id }))).toBe(false);
    expect(await other.batches.get(bare.profileId, bare.id)).toStrictEqual(bare);
    expect(await other.batches.get(full.profileId, full.id)).toStrictEqual(full);
    expect(await other.batches.get(full.profileId, bare.id)).toBeUndefined();
  });

  test('each run of a batch reports once, and reports are listed by run', async () => {
    const { store, other } = use();
    const batchId = newId();
    const lines = [
      { line: 2, outcome: 'awarded', learnerId: newId(), awardId: newId(), fresh: true },
      { line: 3, outcome: 'refused', code: 'name_missing', fresh: false },
    ] as const;
    const reports = [10, 2, 1].map((run) => newReport({ batchId, run, lines }));
    for (const each of reports) expect(await store.batches.report(each)).toBe(true);
    expect(await other.batches.report(newReport({ batchId, run: 2 }))).toBe(false);
    await store.batches.report(newReport());
    expect(await other.batches.reportsOf(batchId)).toStrictEqual(reports.toReversed());
  });

  test('the first undoing counts, of 50 parallel ones exactly one', async () => {
    const { store, other } = use();
    const batchId = newId();
    expect(await store.batches.undoneAt(batchId)).toBeUndefined();
    const dates = Array.from({ length: 50 }, (_, at) => `2026-03-14T10:00:${10 + at}Z`);
    const won = await Promise.all(
      dates.map((date, at) => (at % 2 ? store : other).batches.undo(batchId, date)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await other.batches.undoneAt(batchId)).toBe(dates[won.indexOf(true)]);
    expect(await other.batches.undo(batchId, LATER)).toBe(false);
  });

  // Names are kept no longer than they are needed.
  test('forgetting takes the lists made before a moment, and nothing else', async () => {
    const { store, other } = use();
    const profileId = newId();
    const old = newBatch({ profileId, createdAt: LONG_AGO });
    const young = newBatch({ profileId, createdAt: AFTER_LONG_AGO });
    const report = newReport({ batchId: old.id });
    for (const each of [old, young]) await store.batches.insert(each);
    await store.batches.report(report);
    await store.batches.undo(old.id, AT);
    await other.batches.forget(LONG_AGO);
    expect(await store.batches.get(profileId, old.id)).toStrictEqual(old);
    await other.batches.forget(AFTER_LONG_AGO);
    expect(await store.batches.get(profileId, old.id)).toBeUndefined();
    expect(await store.batches.get(profileId, young.id)).toStrictEqual(young);
    expect(await store.batches.reportsOf(old.id)).toStrictEqual([report]);
    expect(await store.batches.undoneAt(old.id)).toBe(AT);
  });

  test('knows nothing of batches that were never put', async () => {
    const { store } = use();
    expect(await store.batches.get(newId(), newId())).toBeUndefined();
    expect(await store.batches.reportsOf(newId())).toEqual([]);
    expect(await store.batches.undoneAt(newId())).toBeUndefined();
  });
}
