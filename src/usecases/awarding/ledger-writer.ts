import {
  type LedgerEntry,
  type LedgerEvent,
  linkEntry,
  type Sha256Hex,
} from '../../domain/ledger.ts';
import type { Store } from '../ports.ts';

type EntryOf = (events: readonly LedgerEvent[]) => LedgerEntry;

export interface LedgerWriter {
  /**
   * Runs a write that appends at most one entry. Writes follow each other, so that entries link
   * in order; after a write that failed, the chain goes on from what is stored.
   */
  append<Value>(write: (entryOf: EntryOf) => Promise<Value>): Promise<Value>;
}

/** One chain per process: `chain` is new at each start, and nobody else writes to it. */
export function createLedgerWriter(deps: {
  chain: string;
  store: { readonly ledger: Pick<Store['ledger'], 'last'> };
  sha256Hex: Sha256Hex;
  now: () => Date;
}): LedgerWriter {
  let last: LedgerEntry | undefined;
  let isKnown = true;
  let queue: Promise<unknown> = Promise.resolve();

  async function appendNow<Value>(write: (entryOf: EntryOf) => Promise<Value>): Promise<Value> {
    // A write that failed may have stored its entry all the same, and lost the answer.
    if (!isKnown) last = await deps.store.ledger.last(deps.chain);
    isKnown = false;
    let made: LedgerEntry | undefined;
    const value = await write((events) => {
      const at = deps.now().toISOString();
      made = linkEntry(deps.sha256Hex, last, { chain: deps.chain, events, at });
      return made;
    });
    last = made ?? last;
    isKnown = true;
    return value;
  }

  return {
    append(write) {
      const result = queue.then(() => appendNow(write));
      queue = result.catch(() => undefined);
      return result;
    },
  };
}
