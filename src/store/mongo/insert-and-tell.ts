import { randomUUID } from 'node:crypto';
import { BadgeError } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Database } from './database.ts';
import { ledgerSlotsOf } from './ledger.ts';
import type { Shape } from './table.ts';
import { untoldOf } from './untold.ts';

/** A row with the ledger slot of the call that inserted it. */
export type Told<Row> = Row & { readonly slot: string };

export type InsertAndTell<Row> = (
  rows: readonly Row[],
  entryOf: (fresh: readonly Told<Row>[]) => LedgerEntry,
) => Promise<ReadonlySet<string>>;

/**
 * Inserts rows and tells the ledger of them, each exactly once, without a transaction.
 *
 * A call draws a random slot, inserts its rows with it, then inserts its entry under it. A later
 * call finds the rows there: when the slot has its entry, all is told. When it has none, the
 * first call may be at work or dead, and nobody can know. So the later call, after some patience,
 * fills the slot with nothing. Whichever insert comes first counts: either the entry is there
 * after all, or the first call can never tell, and the later one takes over.
 *
 * No call waits for another while rows of its own are untold, hence the order: look, wait, claim,
 * tell.
 *
 * @returns the ids that went in; what was taken over is not among them
 * @throws {BadgeError} `storage_unavailable` when another call took over; calling again is safe
 */
export function insertAndTellOf<Row extends object>(
  database: Database,
  shape: Shape<Told<Row>>,
): InsertAndTell<Row> {
  const table = database.table(shape);
  const slots = ledgerSlotsOf(database);
  const untold = untoldOf(database);
  const idOf = (row: Row) => String(row[shape.key as keyof Row]);
  const slotOfRow = (rows: readonly Told<Row>[]) =>
    new Map(rows.map((row) => [idOf(row), row.slot]));

  async function refuseUntold(ids: readonly string[]): Promise<void> {
    const left = await untold.among(slotOfRow(await table.getMany(ids)));
    if (left.size > 0) {
      throw new BadgeError('storage_unavailable', 'Another process stopped before its entry.');
    }
  }

  return async (rows, entryOf) => {
    const slot = randomUUID();
    const ids = [...new Set(rows.map(idOf))];
    const known = new Map((await table.getMany(ids)).map((row) => [idOf(row), row]));
    const orphans = await untold.among(slotOfRow([...known.values()]));

    const taken = await untold.takeOver(orphans, slot);
    const absent = rows.filter((row) => !known.has(idOf(row)));
    const inserted = await table.insertMany(absent.map((row) => ({ ...row, slot })));

    const mine = new Map(inserted.map((row) => [idOf(row), row]));
    const wentIn = new Set(mine.keys());
    for (const [id, row] of known) if (taken.has(id)) mine.set(id, row);
    const fresh = ids.flatMap((id) => mine.get(id) ?? []);
    if (fresh.length > 0) await slots.fill(slot, entryOf(fresh));

    // Claimed by others between the look and the claim.
    await refuseUntold(ids.filter((id) => !mine.has(id) && (!known.has(id) || orphans.has(id))));
    return wentIn;
  };
}
