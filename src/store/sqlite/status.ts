import type { Revocation } from '../../domain/award.ts';
import type { LedgerEntry, LedgerEvent } from '../../domain/ledger.ts';
import type { StatusList } from '../../domain/status-list.ts';
import type { StatusPublication, Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { appendTo } from './ledger.ts';
import {
  cursorParameters,
  insertionInto,
  listParameter,
  question,
  questionFrom,
  type Table,
  toRow,
} from './rows.ts';

const STATUS_LISTS: Table<StatusList> = {
  name: 'status_lists',
  columns: ['id', 'profileId', 'origin', 'ordinal', 'shuffle', 'createdAt'],
  json: ['shuffle'],
};

const REVOCATIONS: Table<Revocation> = {
  name: 'revocations',
  columns: [
    'credentialRowId',
    'profileId',
    'statusListId',
    'statusIndex',
    'revokedBy',
    'reason',
    'at',
  ],
};

export function statusListsOf(db: Database): Store['statusLists'] {
  const insert = insertionInto(db, STATUS_LISTS);
  const byId = questionFrom(db, STATUS_LISTS, 'WHERE id = :id');
  const lastOf = questionFrom(
    db,
    STATUS_LISTS,
    'WHERE profileId = :profileId ORDER BY ordinal DESC LIMIT 1',
  );
  const listOf = questionFrom(db, STATUS_LISTS, 'WHERE profileId = :profileId ORDER BY ordinal');
  return {
    insert: async (list) => db.write(() => insert(list)),
    get: async (id) => byId.first({ id }),
    lastOf: async (profileId) => lastOf.first({ profileId }),
    listOf: async (profileId) => listOf.all({ profileId }),
    reserve: reserveOf(db),
    ...publicationsOf(db),
  };
}

function reserveOf(db: Database): Store['statusLists']['reserve'] {
  const free = question<{ next: number }>(
    db,
    `SELECT start + count AS next FROM status_reservations
     WHERE listId = :listId ORDER BY start DESC LIMIT 1`,
  );
  const take = db.prepare(
    'INSERT INTO status_reservations (listId, start, count) VALUES (:listId, :start, :count)',
  );
  return async (listId: string, count: number) =>
    db.write(() => {
      const start = free.first({ listId })?.next ?? 0;
      take.run({ listId, start, count });
      return start;
    });
}

function publicationsOf(db: Database): Pick<Store['statusLists'], 'publish' | 'published'> {
  // A slower process that signed an older version must not bring it back.
  const publish = db.prepare(
    `INSERT INTO status_publications (listId, version, text) VALUES (:listId, :version, :text)
     ON CONFLICT (listId) DO UPDATE SET version = excluded.version, text = excluded.text
     WHERE excluded.version > version`,
  );
  const published = question<StatusPublication>(
    db,
    'SELECT listId, version, text FROM status_publications WHERE listId = :listId',
  );
  return {
    publish: async (publication) => {
      db.write(() => publish.run(toRow(publication)));
    },
    published: async (listId) => published.first({ listId }),
  };
}

export function revocationsOf(db: Database): Store['revocations'] {
  const byCredentials = questionFrom(
    db,
    REVOCATIONS,
    'WHERE credentialRowId IN (SELECT value FROM json_each(:ids))',
  );
  const latest = questionFrom(
    db,
    REVOCATIONS,
    `WHERE profileId = :profileId AND (at, credentialRowId) < (:at, :id)
     ORDER BY at DESC, credentialRowId DESC LIMIT :limit`,
  );
  // The forms of one credential may share a bit.
  const count = question<{ bits: number }>(
    db,
    `SELECT count(DISTINCT statusIndex) AS bits FROM revocations
     WHERE statusListId = :listId`,
  );
  const indexes = question<{ statusIndex: number }>(
    db,
    `SELECT DISTINCT statusIndex FROM revocations
     WHERE statusListId = :listId ORDER BY statusIndex`,
  );
  return {
    insertMany: insertRevocationsOf(db),
    of: async (credentialRowIds) => byCredentials.all({ ids: listParameter(credentialRowIds) }),
    latestOf: async (profileId, page) => latest.all({ profileId, ...cursorParameters(page) }),
    countOf: async (listId) => count.first({ listId })?.bits ?? 0,
    indexesOf: async (listId) => indexes.all({ listId }).map(({ statusIndex }) => statusIndex),
  };
}

function insertRevocationsOf(db: Database): Store['revocations']['insertMany'] {
  const insert = insertionInto(db, REVOCATIONS);
  const append = appendTo(db);
  return async (
    revocations: readonly Revocation[],
    entryOf: (events: readonly LedgerEvent[]) => LedgerEntry,
  ) =>
    db.write(() => {
      const events = revocations.filter(insert).map(revokedEvent);
      if (events.length > 0) append(entryOf(events));
      return new Set(events.map(({ credentialRowId }) => credentialRowId));
    });
}

function revokedEvent({ credentialRowId, at }: Revocation): LedgerEvent {
  return { kind: 'revoked', credentialRowId, digest: '', at };
}
