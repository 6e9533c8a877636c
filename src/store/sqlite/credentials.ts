import type { CredentialIntent, SignedCredential } from '../../domain/award.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { appendTo } from './ledger.ts';
import { insertionInto, listParameter, question, questionFrom, type Table } from './rows.ts';

const INTENTS: Table<CredentialIntent> = {
  name: 'intents',
  columns: [
    'id',
    'profileId',
    'awardId',
    'kind',
    'form',
    'keyId',
    'methodId',
    'created',
    'statusListId',
    'statusIndex',
    'text',
  ],
};

const CREDENTIALS: Table<SignedCredential> = {
  name: 'credentials',
  columns: [
    'id',
    'profileId',
    'awardId',
    'credentialId',
    'kind',
    'form',
    'statusListId',
    'statusIndex',
    'issuedAt',
    'text',
  ],
};

export function intentsOf(db: Database): Store['intents'] {
  const insert = insertionInto(db, INTENTS);
  const byId = questionFrom(db, INTENTS, 'WHERE id = :id');
  const byIds = questionFrom(db, INTENTS, 'WHERE id IN (SELECT value FROM json_each(:ids))');
  const forget = db.prepare(
    'DELETE FROM intents WHERE id > :start AND id < :end AND created < :before',
  );
  return {
    insertMany: async (intents) => {
      db.write(() => intents.forEach(insert));
    },
    get: async (id) => byId.first({ id }),
    getMany: async (ids) => byIds.all({ ids: listParameter(ids) }),
    forget: async (start, before) => {
      db.write(() => forget.run({ start, end: `${start}\uffff`, before }));
    },
  };
}

export function credentialsOf(db: Database): Store['credentials'] {
  return { commit: commitOf(db), ...questionsOf(db) };
}

function commitOf(db: Database): Store['credentials']['commit'] {
  const insert = insertionInto(db, CREDENTIALS);
  const markIssued = db.prepare(
    `UPDATE awards SET state = 'issued' WHERE id = :id AND state = 'intended'`,
  );
  const voided = question<{ id: string }>(
    db,
    `SELECT id FROM awards
     WHERE id IN (SELECT value FROM json_each(:ids)) AND state = 'voided'`,
  );
  const append = appendTo(db);
  return async (
    credentials: readonly SignedCredential[],
    entryOf: (fresh: readonly SignedCredential[]) => LedgerEntry,
  ) => {
    const awardIds = [...new Set(credentials.map(({ awardId }) => awardId))];
    return db.write(() => {
      const ended = new Set(voided.all({ ids: listParameter(awardIds) }).map(({ id }) => id));
      const fresh = credentials.filter(({ awardId }) => !ended.has(awardId)).filter(insert);
      for (const id of awardIds) markIssued.run({ id });
      if (fresh.length > 0) append(entryOf(fresh));
      const leftOut = credentials.filter(({ awardId }) => ended.has(awardId));
      return new Set(leftOut.map(({ id }) => id));
    });
  };
}

function questionsOf(db: Database): Omit<Store['credentials'], 'commit'> {
  const byId = questionFrom(db, CREDENTIALS, 'WHERE id = :id');
  const byIds = questionFrom(db, CREDENTIALS, 'WHERE id IN (SELECT value FROM json_each(:ids))');
  const ofAward = questionFrom(db, CREDENTIALS, 'WHERE awardId = :awardId ORDER BY issuedAt, id');
  const ofAwards = questionFrom(
    db,
    CREDENTIALS,
    'WHERE awardId IN (SELECT value FROM json_each(:awardIds))',
  );
  const byInnerId = questionFrom(
    db,
    CREDENTIALS,
    `WHERE profileId = :profileId AND credentialId = :credentialId
     ORDER BY issuedAt, id`,
  );
  return {
    get: async (id) => byId.first({ id }),
    getMany: async (ids) => byIds.all({ ids: listParameter(ids) }),
    listOfAward: async (awardId) => ofAward.all({ awardId }),
    listOfAwards: async (awardIds) => ofAwards.all({ awardIds: listParameter(awardIds) }),
    byCredentialId: async (profileId, credentialId) => byInnerId.all({ profileId, credentialId }),
  };
}
