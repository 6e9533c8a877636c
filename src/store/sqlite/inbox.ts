import type { InboxRequest } from '../../domain/inbox.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  cursorParameters,
  insertionInto,
  question,
  questionFrom,
  type Table,
  toRow,
} from './rows.ts';

const INBOX: Table<InboxRequest> = {
  name: 'inbox',
  columns: [
    'id',
    'profileId',
    'kind',
    'awardId',
    'learnerId',
    'about',
    'shareId',
    'createdAt',
    'answer',
    'text',
  ],
  json: ['answer'],
};

export function inboxOf(db: Database): Store['inbox'] {
  const insert = insertionInto(db, INBOX);
  const answer = db.prepare(
    `UPDATE inbox SET answer = :answer
     WHERE id = :id AND profileId = :profileId AND answer IS NULL`,
  );
  const byId = questionFrom(db, INBOX, 'WHERE id = :id AND profileId = :profileId');
  const waiting = questionFrom(
    db,
    INBOX,
    `WHERE profileId = :profileId AND kind = :kind AND answer IS NULL AND (createdAt, id) < (:at, :id)
     ORDER BY createdAt DESC, id DESC LIMIT :limit`,
  );
  const waitingAbout = questionFrom(
    db,
    INBOX,
    `WHERE profileId = :profileId AND coalesce(shareId, about, '') = :page AND answer IS NULL
     ORDER BY createdAt DESC, id DESC LIMIT :limit`,
  );
  const answered = questionFrom(
    db,
    INBOX,
    `WHERE profileId = :profileId AND answer IS NOT NULL
     ORDER BY createdAt DESC, id DESC LIMIT :limit`,
  );
  const ofLearner = questionFrom(
    db,
    INBOX,
    'WHERE learnerId = :learnerId ORDER BY createdAt DESC, id DESC',
  );
  const counts = question<{ kind: InboxRequest['kind']; waiting: number }>(
    db,
    `SELECT kind, count(*) AS waiting FROM inbox
     WHERE profileId = :profileId AND answer IS NULL GROUP BY kind`,
  );
  return {
    insert: async (request) => db.write(() => insert(request)),
    get: async (profileId, id) => byId.first({ profileId, id }),
    listWaiting: async (profileId, kind, page) =>
      waiting.all({ profileId, kind, ...cursorParameters(page) }),
    listWaitingAbout: async (profileId, { about = '', shareId }, limit) =>
      waitingAbout.all({ profileId, page: shareId ?? about, limit }),
    listAnswered: async (profileId, limit) => answered.all({ profileId, limit }),
    listOfLearner: async (learnerId) => ofLearner.all({ learnerId }),
    countWaiting: async (profileId) => {
      const found = counts.all({ profileId }).map((row) => [row.kind, row.waiting] as const);
      return { correction: 0, report: 0, ...Object.fromEntries(found) };
    },
    answer: async (profileId, id, given) =>
      db.write(() => answer.run(toRow({ profileId, id, answer: given }))) === 1,
  };
}
