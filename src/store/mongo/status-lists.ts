import type { StatusList } from '../../domain/status-list.ts';
import type { StatusPublication, Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

const STATUS_LISTS: Shape<StatusList> = {
  name: 'status_lists',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    origin: 'text',
    ordinal: 'number',
    shuffle: 'json',
    createdAt: 'text',
  },
  indexes: [{ on: { profileId: 1, ordinal: 1 }, unique: true }],
};

export function statusListsOf(database: Database): Store['statusLists'] {
  const lists = database.table(STATUS_LISTS);
  const lastOf = lists.question(['profileId'], { ordinal: -1 });
  const listOf = lists.question(['profileId'], { ordinal: 1 });
  return {
    insert: lists.insert,
    get: lists.get,
    lastOf: (profileId) => lastOf.first({ profileId }),
    listOf: (profileId) => listOf.all({ profileId }),
    reserve: reserveOf(database),
    ...publicationsOf(database),
  };
}

interface Reservation {
  /** List and start: two reservations never begin at one counter. */
  readonly id: string;
  readonly listId: string;
  readonly start: number;
  readonly count: number;
}

const RESERVATIONS: Shape<Reservation> = {
  name: 'status_reservations',
  key: 'id',
  fields: { id: 'text', listId: 'text', start: 'number', count: 'number' },
  indexes: [{ on: { listId: 1, start: 1 } }],
};

/** Each reservation begins where the last one ends, so that starts apart mean counters apart. */
function reserveOf(database: Database): Store['statusLists']['reserve'] {
  const reservations = database.table(RESERVATIONS);
  const lastOf = reservations.question(['listId'], { start: -1 });
  return async (listId, count) => {
    if (!Number.isInteger(count) || count < 1) throw new RangeError(`Cannot reserve ${count}.`);
    for (;;) {
      const last = await lastOf.first({ listId });
      const start = last ? last.start + last.count : 0;
      const id = `${listId}:${start}`;
      if (await reservations.insert({ id, listId, start, count })) return start;
    }
  };
}

interface PublicationRow extends StatusPublication {
  readonly id: string;
}

const PUBLICATIONS: Shape<PublicationRow> = {
  name: 'status_publications',
  key: 'id',
  fields: { id: 'text', listId: 'text', version: 'number', text: 'text' },
  indexes: [{ on: { listId: 1, version: 1 } }],
};

function publicationsOf(database: Database): Pick<Store['statusLists'], 'publish' | 'published'> {
  const publications = database.table(PUBLICATIONS);
  const newestOf = publications.question(['listId'], { version: -1 });
  return {
    publish: async ({ listId, version, text }) => {
      const id = `${listId}:${version}`;
      await publications.insert({ id, listId, version, text });
      const [, ...older] = await newestOf.all({ listId });
      await publications.remove(older.map((row) => row.id));
    },
    published: async (listId) => {
      const newest = await newestOf.first({ listId });
      return newest && { listId, version: newest.version, text: newest.text };
    },
  };
}
