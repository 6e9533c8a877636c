import type { Database } from './database.ts';
import type { Shape } from './table.ts';

interface Dated {
  readonly id: string;
  readonly at: string;
}

export interface Dates {
  /** The first date counts. Says whether this one was it. */
  insert(id: string, at: string): Promise<boolean>;
  of(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

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
    of: async (ids) => {
      const found = await dates.getMany(ids);
      return new Map(found.map(({ id, at }) => [id, at]));
    },
  };
}
