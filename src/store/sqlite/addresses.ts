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

const ADDRESSES: Table<LearnerAddress> = {
  name: 'addresses',
  columns: ['id', 'learnerId', 'profileId', 'email', 'via', 'confirmedAt'],
};

type LearnerAddress = Parameters<Store['addresses']['insert']>[0];

export function addressesOf(db: Database): Store['addresses'] {
  const insert = insertionInto(db, ADDRESSES);
  const remove = db.prepare('DELETE FROM addresses WHERE id = :id AND learnerId = :learnerId');
  const byEmail = questionFrom(db, ADDRESSES, 'WHERE email = :email ORDER BY confirmedAt, id');
  const ofLearner = questionFrom(
    db,
    ADDRESSES,
    'WHERE learnerId = :learnerId ORDER BY confirmedAt, id',
  );
  return {
    insert: async (address) => db.write(() => insert(address)),
    byEmail: async (email) => byEmail.all({ email }),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    remove: async (learnerId, id) => {
      db.write(() => remove.run({ learnerId, id }));
    },
  };
}

export function ownLearnersOf(db: Database): Store['ownLearners'] {
  const insert = insertion<{ memberId: string; learnerId: string }>(
    db,
    `INSERT INTO own_learners (memberId, learnerId) VALUES (:memberId, :learnerId)
     ON CONFLICT DO NOTHING`,
  );
  const remove = db.prepare(
    'DELETE FROM own_learners WHERE memberId = :memberId AND learnerId = :learnerId',
  );
  const ofMember = question<{ learnerId: string }>(
    db,
    'SELECT learnerId FROM own_learners WHERE memberId = :memberId',
  );
  const ofLearner = question<{ memberId: string }>(
    db,
    'SELECT memberId FROM own_learners WHERE learnerId = :learnerId',
  );
  const ofMembers = question<{ memberId: string; learnerId: string }>(
    db,
    `SELECT memberId, learnerId FROM own_learners
     WHERE memberId IN (SELECT value FROM json_each(:ids))`,
  );
  const ofLearners = question<{ memberId: string; learnerId: string }>(
    db,
    `SELECT memberId, learnerId FROM own_learners
     WHERE learnerId IN (SELECT value FROM json_each(:ids))`,
  );
  return {
    insert: async (link) => db.write(() => insert(link)),
    learnersOf: async (memberIds) => {
      const found = ofMembers.all({ ids: listParameter(memberIds) });
      return new Map(found.map(({ memberId, learnerId }) => [memberId, learnerId]));
    },
    membersOf: async (learnerIds) => {
      const found = ofLearners.all({ ids: listParameter(learnerIds) });
      return new Map(found.map(({ memberId, learnerId }) => [learnerId, memberId]));
    },
    learnerOf: async (memberId) => ofMember.first({ memberId })?.learnerId,
    memberOf: async (learnerId) => ofLearner.first({ learnerId })?.memberId,
    remove: async ({ memberId, learnerId }) => {
      db.write(() => remove.run({ memberId, learnerId }));
    },
  };
}
