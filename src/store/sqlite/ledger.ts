import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { question, toRow } from './rows.ts';

/**
 * Appends an entry inside the transaction of what it tells. An entry with a (chain, seq) that is
 * there already is a fault, and undoes the transaction: one writer owns a chain.
 */
export function appendTo(db: Database): (entry: LedgerEntry) => void {
  const insert = db.prepare(
    `INSERT INTO ledger (chain, seq, previous, root, at, hash, events)
     VALUES (:chain, :seq, :previous, :root, :at, :hash, :events)`,
  );
  return (entry) => {
    insert.run(toRow(entry));
  };
}

export function ledgerOf(db: Database): Store['ledger'] {
  const last = question<LedgerEntry>(
    db,
    `SELECT chain, seq, previous, root, at, hash, events
     FROM ledger WHERE chain = :chain ORDER BY seq DESC LIMIT 1`,
    ['events'],
  );
  const ofChain = question<LedgerEntry>(
    db,
    `SELECT chain, seq, previous, root, at, hash, events
     FROM ledger WHERE chain = :chain ORDER BY seq`,
    ['events'],
  );
  // From one chain to the next by the index, however long each of them is.
  const chains = question<{ chain: string }>(
    db,
    `WITH RECURSIVE found (chain) AS (
       SELECT min(chain) FROM ledger
       UNION ALL
       SELECT (SELECT min(chain) FROM ledger WHERE chain > found.chain)
       FROM found WHERE found.chain IS NOT NULL
     )
     SELECT chain FROM found WHERE chain IS NOT NULL`,
  );
  return {
    last: async (chain) => last.first({ chain }),
    listOf: async (chain) => ofChain.all({ chain }),
    chains: async () => chains.all({}).map(({ chain }) => chain),
  };
}
