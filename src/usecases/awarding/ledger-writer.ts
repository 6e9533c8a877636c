import {
  type LedgerEntry,
  type LedgerEvent,
  linkEntry,
  type Sha256Hex,
} from '../../domain/ledger.ts';

type EntryOf = (events: readonly LedgerEvent[]) => LedgerEntry;

export interface LedgerWriter {
  /**
   * Runs a write that appends at most one entry. Writes follow each other, so that entries link
   * in order; a write that fails leaves the chain where it was.
   */
  append<Value>(write: (entryOf: EntryOf) => Promise<Value>): Promise<Value>;
}

/** One chain per process: `chain` is new at each start, and nobody else writes to it. */
export function createLedgerWriter(deps: {
  chain: string;
  sha256Hex: Sha256Hex;
  now: () => Date;
}): LedgerWriter {
  let last: LedgerEntry | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function appendNow<Value>(write: (entryOf: EntryOf) => Promise<Value>): Promise<Value> {
    let made: LedgerEntry | undefined;
    const value = await write((events) => {
      const at = deps.now().toISOString();
      made = linkEntry(deps.sha256Hex, last, { chain: deps.chain, events, at });
      return made;
    });
    last = made ?? last;
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
