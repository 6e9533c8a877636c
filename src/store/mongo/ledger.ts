import { BadgeError } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

/**
 * What fills a slot: an entry, or nothing but its key when the slot was given up. `place` keeps
 * the entries of a chain apart, `slot` sees to it that a slot is filled once.
 */
interface LedgerRow extends Partial<LedgerEntry> {
  readonly place: string;
  readonly slot: string;
}

const LEDGER: Shape<LedgerRow> = {
  name: 'ledger',
  key: 'place',
  fields: {
    place: 'text',
    slot: 'text',
    chain: 'text',
    seq: 'number',
    previous: 'text',
    root: 'text',
    events: 'json',
    at: 'text',
    hash: 'text',
  },
  indexes: [{ on: { slot: 1 }, unique: true }, { on: { chain: 1, seq: 1 } }],
};

export function ledgerOf(database: Database): Store['ledger'] {
  const ledger = database.table(LEDGER);
  const last = ledger.question(['chain'], { seq: -1 });
  const ofChain = ledger.question(['chain'], { seq: 1 });
  const chains = ledger.distinct('chain', []);
  return {
    last: async (chain) => {
      const row = await last.first({ chain });
      return row && entryIn(row);
    },
    listOf: async (chain) => (await ofChain.all({ chain })).map(entryIn),
    chains: async () => (await chains({})).filter((chain) => typeof chain === 'string').sort(),
  };
}

function entryIn({ place: _, slot: __, ...entry }: LedgerRow): LedgerEntry {
  return entry as LedgerEntry;
}

export interface LedgerSlots {
  /**
   * Puts the entry of a slot into the ledger.
   *
   * @throws {BadgeError} `storage_unavailable` when the slot was given up meanwhile
   */
  fill(slot: string, entry: LedgerEntry): Promise<void>;
  /** Gives up a slot for ever, unless an entry came first. */
  giveUp(slot: string): Promise<void>;
  /** What has become of slots; one that is neither filled nor given up is left out. */
  statesOf(slots: readonly string[]): Promise<ReadonlyMap<string, 'filled' | 'given-up'>>;
}

export function ledgerSlotsOf(database: Database): LedgerSlots {
  const ledger = database.table(LEDGER);
  const bySlot = ledger.question(['slot']);

  async function statesOf(slots: readonly string[]) {
    const found = await bySlot.all({ slot: anyOf(slots) });
    return new Map(
      found.map(({ slot, chain }) => [slot, chain === undefined ? 'given-up' : 'filled'] as const),
    );
  }

  return {
    fill: async (slot, entry) => {
      if (await ledger.insert({ ...entry, place: `${entry.chain}:${entry.seq}`, slot })) return;
      if ((await statesOf([slot])).has(slot)) {
        throw new BadgeError('storage_unavailable', 'Another process finishes these rows.');
      }
      throw new Error('This place of the chain is taken: one writer owns a chain.');
    },
    giveUp: async (slot) => {
      await ledger.insert({ place: `given-up:${slot}`, slot });
    },
    statesOf,
  };
}
