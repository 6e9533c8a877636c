import type { Revocation } from '../../domain/award.ts';
import type { LedgerEntry, LedgerEvent } from '../../domain/ledger.ts';
import type { StatusList } from '../../domain/status-list.ts';
import type { StatusPublication, Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { appendTo } from './ledger.ts';
import { cursorParameters, insertion, listParameter, question, toRow } from './rows.ts';

export function statusListsOf(db: Database): Store['statusLists'] {
  const insert = insertion<StatusList>(
    db,
    `INSERT INTO status_lists (id, profileId, origin, ordinal, shuffle, createdAt)
     VALUES (:id, :profileId, :origin, :ordinal, :shuffle, :createdAt)
     ON CONFLICT DO NOTHING`,
  );
  const byId = question<StatusList>(
    db,
    `SELECT id, profileId, origin, ordinal, shuffle, createdAt
     FROM status_lists WHERE id = :id`,
    ['shuffle'],
  );
  const lastOf = question<StatusList>(
    db,
    `SELECT id, profileId, origin, ordinal, shuffle, createdAt
     FROM status_lists WHERE profileId = :profileId ORDER BY ordinal DESC LIMIT 1`,
    ['shuffle'],
  );
  const listOf = question<StatusList>(
    db,
    `SELECT id, profileId, origin, ordinal, shuffle, createdAt
     FROM status_lists WHERE profileId = :profileId ORDER BY ordinal`,
    ['shuffle'],
  );
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
  const byCredentials = question<Revocation>(
    db,
    `SELECT credentialRowId, profileId, statusListId, statusIndex, revokedBy, reason, at
     FROM revocations WHERE credentialRowId IN (SELECT value FROM json_each(:ids))`,
  );
  const latest = question<Revocation>(
    db,
    `SELECT credentialRowId, profileId, statusListId, statusIndex, revokedBy, reason, at
     FROM revocations WHERE profileId = :profileId AND (at, credentialRowId) < (:at, :id)
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
  const insert = insertion<Revocation>(
    db,
    `INSERT INTO revocations
       (credentialRowId, profileId, statusListId, statusIndex, revokedBy, reason, at)
     VALUES (:credentialRowId, :profileId, :statusListId, :statusIndex, :revokedBy, :reason, :at)
     ON CONFLICT DO NOTHING`,
  );
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
