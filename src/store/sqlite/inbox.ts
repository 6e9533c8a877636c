import type { InboxRequest } from '../../domain/inbox.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { cursorParameters, insertion, question, toRow } from './rows.ts';

export function inboxOf(db: Database): Store['inbox'] {
  const insert = insertion<InboxRequest>(
    db,
    `INSERT INTO inbox
       (id, profileId, kind, awardId, learnerId, about, shareId, createdAt, answer, text)
     VALUES
       (:id, :profileId, :kind, :awardId, :learnerId, :about, :shareId, :createdAt, :answer, :text)
     ON CONFLICT DO NOTHING`,
  );
  const answer = db.prepare(
    `UPDATE inbox SET answer = :answer
     WHERE id = :id AND profileId = :profileId AND answer IS NULL`,
  );
  const byId = question<InboxRequest>(
    db,
    `SELECT id, profileId, kind, awardId, learnerId, about, shareId, createdAt, answer, text
     FROM inbox WHERE id = :id AND profileId = :profileId`,
    ['answer'],
  );
  const latest = question<InboxRequest>(
    db,
    `SELECT id, profileId, kind, awardId, learnerId, about, shareId, createdAt, answer, text
     FROM inbox WHERE profileId = :profileId AND (createdAt, id) < (:at, :id)
     ORDER BY createdAt DESC, id DESC LIMIT :limit`,
    ['answer'],
  );
  const ofLearner = question<InboxRequest>(
    db,
    `SELECT id, profileId, kind, awardId, learnerId, about, shareId, createdAt, answer, text
     FROM inbox WHERE learnerId = :learnerId ORDER BY createdAt DESC, id DESC`,
    ['answer'],
  );
  const waiting = question<{ waiting: number }>(
    db,
    `SELECT count(*) AS waiting FROM inbox WHERE profileId = :profileId AND answer IS NULL`,
  );
  return {
    insert: async (request) => db.write(() => insert(request)),
    get: async (profileId, id) => byId.first({ profileId, id }),
    latestOf: async (profileId, page) => latest.all({ profileId, ...cursorParameters(page) }),
    listOfLearner: async (learnerId) => ofLearner.all({ learnerId }),
    countWaiting: async (profileId) => waiting.first({ profileId })?.waiting ?? 0,
    answer: async (profileId, id, given) =>
      db.write(() => answer.run(toRow({ profileId, id, answer: given }))) === 1,
  };
}
