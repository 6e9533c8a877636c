import type { CredentialIntent, SignedCredential } from '../../domain/award.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { appendTo } from './ledger.ts';
import { insertion, listParameter, question } from './rows.ts';

export function intentsOf(db: Database): Store['intents'] {
  const insert = insertion<CredentialIntent>(
    db,
    `INSERT INTO intents
       (id, profileId, awardId, kind, form, keyId, methodId, created, statusListId, statusIndex,
        text)
     VALUES
       (:id, :profileId, :awardId, :kind, :form, :keyId, :methodId, :created, :statusListId,
        :statusIndex, :text)
     ON CONFLICT DO NOTHING`,
  );
  const byId = question<CredentialIntent>(
    db,
    `SELECT id, profileId, awardId, kind, form, keyId, methodId, created, statusListId,
       statusIndex, text
     FROM intents WHERE id = :id`,
  );
  const byIds = question<CredentialIntent>(
    db,
    `SELECT id, profileId, awardId, kind, form, keyId, methodId, created, statusListId,
       statusIndex, text
     FROM intents WHERE id IN (SELECT value FROM json_each(:ids))`,
  );
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
  const insert = insertion<SignedCredential>(
    db,
    `INSERT INTO credentials
       (id, profileId, awardId, credentialId, kind, form, statusListId, statusIndex, issuedAt,
        text)
     VALUES
       (:id, :profileId, :awardId, :credentialId, :kind, :form, :statusListId, :statusIndex,
        :issuedAt, :text)
     ON CONFLICT DO NOTHING`,
  );
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
  const byId = question<SignedCredential>(
    db,
    `SELECT id, profileId, awardId, credentialId, kind, form, statusListId, statusIndex,
       issuedAt, text
     FROM credentials WHERE id = :id`,
  );
  const byIds = question<SignedCredential>(
    db,
    `SELECT id, profileId, awardId, credentialId, kind, form, statusListId, statusIndex,
       issuedAt, text
     FROM credentials WHERE id IN (SELECT value FROM json_each(:ids))`,
  );
  const ofAward = question<SignedCredential>(
    db,
    `SELECT id, profileId, awardId, credentialId, kind, form, statusListId, statusIndex,
       issuedAt, text
     FROM credentials WHERE awardId = :awardId ORDER BY issuedAt, id`,
  );
  const ofAwards = question<SignedCredential>(
    db,
    `SELECT id, profileId, awardId, credentialId, kind, form, statusListId, statusIndex,
       issuedAt, text
     FROM credentials WHERE awardId IN (SELECT value FROM json_each(:awardIds))`,
  );
  const byInnerId = question<SignedCredential>(
    db,
    `SELECT id, profileId, awardId, credentialId, kind, form, statusListId, statusIndex,
       issuedAt, text
     FROM credentials WHERE profileId = :profileId AND credentialId = :credentialId
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
