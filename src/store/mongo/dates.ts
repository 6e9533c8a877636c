import type { Database } from './database.ts';
import type { Shape } from './table.ts';

interface Dated {
  readonly id: string;
  readonly at: string;
}

export interface Dates {
  /** The first date counts. Says whether this one was it. */
  insert(id: string, at: string): Promise<boolean>;
  of(id: string): Promise<string | undefined>;
  /** The rows with their date under this name, those that have one. */
  onto<Name extends string, Row extends WithDate<Name>>(
    rows: readonly Row[],
    name: Name,
  ): Promise<Row[]>;
  /** As if it had never happened. */
  remove(id: string): Promise<void>;
}

type WithDate<Name extends string> = { readonly id: string } & {
  readonly [key in Name]?: string;
};

/**
 * What happens once to a row, as a row of its own: an update of the row itself would have no
 * referee.
 */
export function datesOf(database: Database, name: string): Dates {
  const shape: Shape<Dated> = {
    name,
    key: 'id',
    fields: { id: 'text', at: 'text' },
    indexes: [],
  };
  const dates = database.table(shape);
  return {
    insert: (id, at) => dates.insert({ id, at }),
    of: async (id) => (await dates.get(id))?.at,
    onto: async (rows, name) => {
      const found = await dates.getMany(rows.map(({ id }) => id));
      const dateOf = new Map(found.map(({ id, at }) => [id, at]));
      return rows.map((row) => {
        const at = row[name] ?? dateOf.get(row.id);
        return at === undefined ? row : { ...row, [name]: at };
      });
    },
    remove: (id) => dates.remove([id]),
  };
}
