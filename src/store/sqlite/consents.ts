import type { AuditEntry } from '../../domain/audit.ts';
import type { ConsentEvent } from '../../domain/consent.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  insertion,
  insertionInto,
  listParameter,
  question,
  questionFrom,
  type Table,
} from './rows.ts';

const CONSENTS: Table<ConsentEvent> = {
  name: 'consents',
  columns: [
    'id',
    'profileId',
    'learnerId',
    'purpose',
    'party',
    'capacity',
    'decision',
    'channel',
    'recordedBy',
    'band',
    'textVersion',
    'at',
  ],
};

export function consentsOf(db: Database): Store['consents'] {
  const insert = insertionInto(db, CONSENTS);
  const ofLearner = questionFrom(db, CONSENTS, 'WHERE learnerId = :learnerId ORDER BY at, id');
  const ofLearners = questionFrom(
    db,
    CONSENTS,
    'WHERE learnerId IN (SELECT value FROM json_each(:learnerIds))',
  );
  return {
    insert: async (event) => db.write(() => insert(event)),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    listOfMany: async (learnerIds) => ofLearners.all({ learnerIds: listParameter(learnerIds) }),
  };
}

export function auditOf(db: Database): Store['audit'] {
  const insert = insertion<AuditEntry>(
    db,
    `INSERT INTO audit (id, profileId, learnerId, "by", act, at)
     VALUES (:id, :profileId, :learnerId, :by, :act, :at)
     ON CONFLICT DO NOTHING`,
  );
  const forget = db.prepare('DELETE FROM audit WHERE at < :before');
  const ofLearner = question<AuditEntry>(
    db,
    `SELECT id, profileId, learnerId, "by", act, at
     FROM audit WHERE learnerId = :learnerId ORDER BY at DESC, id DESC LIMIT :limit`,
  );
  return {
    insert: async (entry) => db.write(() => insert(entry)),
    listOf: async (learnerId, limit) => ofLearner.all({ learnerId, limit }),
    forget: async (before) => {
      db.write(() => forget.run({ before }));
    },
  };
}
