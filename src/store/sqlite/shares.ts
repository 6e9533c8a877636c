import type { Share } from '../../domain/share.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  insertion,
  insertionInto,
  listParameter,
  pageParameters,
  question,
  questionFrom,
  type Table,
} from './rows.ts';

const SHARES: Table<Share> = {
  name: 'shares',
  columns: [
    'id',
    'tokenHash',
    'keyHash',
    'profileId',
    'learnerId',
    'kind',
    'entryIds',
    'title',
    'label',
    'signedName',
    'via',
    'createdAt',
    'expiresAt',
    'withdrawnAt',
  ],
  json: ['entryIds'],
};

export function sharesOf(db: Database): Store['shares'] {
  const insert = insertionInto(db, SHARES);
  const withdraw = db.prepare(
    `UPDATE shares SET withdrawnAt = :at
     WHERE id = :id AND profileId = :profileId AND withdrawnAt IS NULL`,
  );
  return {
    insert: async (share) => db.write(() => insert(share)),
    withdraw: async (profileId, id, at) => {
      db.write(() => withdraw.run({ profileId, id, at }));
    },
    ...questionsOf(db),
    ...openingsOf(db),
  };
}

type Questions = Exclude<keyof Store['shares'], 'insert' | 'withdraw' | 'opened' | 'openings'>;

function questionsOf(db: Database): Pick<Store['shares'], Questions> {
  const byId = questionFrom(db, SHARES, 'WHERE id = :id AND profileId = :profileId');
  const byIds = questionFrom(
    db,
    SHARES,
    'WHERE id IN (SELECT value FROM json_each(:ids)) AND +profileId = :profileId',
  );
  const byToken = questionFrom(db, SHARES, 'WHERE tokenHash = :tokenHash');
  const byKey = questionFrom(db, SHARES, 'WHERE keyHash = :keyHash');
  const ofLearner = questionFrom(
    db,
    SHARES,
    `WHERE profileId = :profileId AND learnerId = :learnerId
     ORDER BY createdAt DESC, id DESC`,
  );
  const withdrawnNamed = questionFrom(
    db,
    SHARES,
    `WHERE withdrawnAt IS NOT NULL AND signedName IS NOT NULL AND id > :after
     ORDER BY id LIMIT :limit`,
  );
  const consented = questionFrom(
    db,
    SHARES,
    `WHERE withdrawnAt IS NULL AND (signedName IS NOT NULL OR kind = 'public') AND id > :after
     ORDER BY id LIMIT :limit`,
  );
  return {
    get: async (profileId, id) => byId.first({ profileId, id }),
    getMany: async (profileId, ids) => byIds.all({ profileId, ids: listParameter(ids) }),
    byTokenHash: async (tokenHash) => byToken.first({ tokenHash }),
    byKeyHash: async (keyHash) => byKey.first({ keyHash }),
    listOfLearner: async (profileId, learnerId) => ofLearner.all({ profileId, learnerId }),
    listWithdrawnNamed: async (page) => withdrawnNamed.all(pageParameters(page)),
    listConsented: async (page) => consented.all(pageParameters(page)),
  };
}

function openingsOf(db: Database): Pick<Store['shares'], 'opened' | 'openings'> {
  const insert = insertion<{ id: string; shareId: string; at: string }>(
    db,
    `INSERT INTO openings (id, shareId, at) VALUES (:id, :shareId, :at)
     ON CONFLICT DO NOTHING`,
  );
  const counted = question<{ shareId: string; times: number }>(
    db,
    `SELECT value AS shareId,
       (SELECT count(*) FROM openings WHERE shareId = json_each.value) AS times
     FROM json_each(:shareIds)`,
  );
  return {
    opened: async (opening) => db.write(() => insert(opening)),
    openings: async (shareIds) => {
      const rows = counted.all({ shareIds: listParameter(shareIds) });
      return new Map(rows.flatMap(({ shareId, times }) => (times ? [[shareId, times]] : [])));
    },
  };
}
