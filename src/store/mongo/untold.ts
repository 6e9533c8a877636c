import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from './database.ts';
import { ledgerSlotsOf } from './ledger.ts';
import type { Shape } from './table.ts';

/** A call that found a row's slot given up, and tells of the row in its own. */
interface Takeover {
  /** The slot that was given up, and the row: one heir each. */
  readonly id: string;
  readonly slot: string;
}

const TAKEOVERS: Shape<Takeover> = {
  name: 'ledger_takeovers',
  key: 'id',
  fields: { id: 'text', slot: 'text' },
  indexes: [],
};

/** How long a call that may still be at work is waited for. Nothing but speed hangs on it. */
const LOOKS = 20;
const MS_BETWEEN_LOOKS = 100;

/** Slots by the id of the row that they hold. */
type SlotOfRow = ReadonlyMap<string, string>;

export interface Untold {
  /**
   * Those rows that the ledger does not tell of and never will unless somebody takes them over,
   * with the slot that was given up. Waits for calls that are still at work, gives up the others.
   */
  among(rows: SlotOfRow): Promise<SlotOfRow>;
  /** Takes over what `among` answered. Answers the rows that this call has to tell of. */
  takeOver(rows: SlotOfRow, slot: string): Promise<ReadonlySet<string>>;
}

export function untoldOf(database: Database): Untold {
  const takeovers = database.table(TAKEOVERS);
  const slots = ledgerSlotsOf(database);

  async function givenUpAmong(wanted: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    for (let look = 1; ; look += 1) {
      const states = await slots.statesOf([...wanted]);
      const empty = [...wanted].filter((slot) => !states.has(slot));
      if (empty.length === 0) {
        return new Set([...wanted].filter((slot) => states.get(slot) === 'given-up'));
      }
      if (look < LOOKS) await wait(MS_BETWEEN_LOOKS);
      else for (const slot of empty) await slots.giveUp(slot);
    }
  }

  return {
    among: async (rows) => {
      const untold = new Map<string, string>();
      let open = [...rows];
      while (open.length > 0) {
        const givenUp = await givenUpAmong(new Set(open.map(([, slot]) => slot)));
        const left = open.filter(([, slot]) => givenUp.has(slot));
        const heirs = await takeovers.getMany(left.map(takeoverId));
        const slotOfHeir = new Map(heirs.map(({ id, slot }) => [id, slot]));
        open = [];
        for (const [row, slot] of left) {
          const heir = slotOfHeir.get(takeoverId([row, slot]));
          if (heir === undefined) untold.set(row, slot);
          else open.push([row, heir]);
        }
      }
      return untold;
    },
    takeOver: async (rows, slot) => {
      const wanted = new Map([...rows].map((entry) => [takeoverId(entry), entry[0]]));
      const taken = await takeovers.insertMany([...wanted.keys()].map((id) => ({ id, slot })));
      return new Set(taken.map(({ id }) => wanted.get(id) ?? ''));
    },
  };
}

function takeoverId([row, slot]: readonly [string, string]): string {
  return `${slot}:${row}`;
}
