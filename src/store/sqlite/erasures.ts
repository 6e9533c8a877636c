import type { Erasure } from '../../domain/erasure.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { eraseOf } from './erase.ts';
import { insertion, pageParameters, question, toRow } from './rows.ts';

export function erasuresOf(db: Database): Store['erasures'] {
  const insert = insertion<Erasure>(
    db,
    `INSERT INTO erasures (id, profileId, learnerId, askedBy, via, askedAt, dueAt, "end")
     VALUES (:id, :profileId, :learnerId, :askedBy, :via, :askedAt, :dueAt, :end)
     ON CONFLICT DO NOTHING`,
  );
  const endOne = db.prepare('UPDATE erasures SET "end" = :end WHERE id = :id AND "end" IS NULL');
  const byId = question<Erasure>(
    db,
    `SELECT id, profileId, learnerId, askedBy, via, askedAt, dueAt, "end"
     FROM erasures WHERE id = :id`,
    ['end'],
  );
  const ofLearner = question<Erasure>(
    db,
    `SELECT id, profileId, learnerId, askedBy, via, askedAt, dueAt, "end"
     FROM erasures WHERE learnerId = :learnerId ORDER BY askedAt DESC, id DESC`,
    ['end'],
  );
  const due = question<Erasure>(
    db,
    `SELECT id, profileId, learnerId, askedBy, via, askedAt, dueAt, "end"
     FROM erasures WHERE "end" IS NULL AND id > :after AND dueAt < :before
     ORDER BY id LIMIT :limit`,
    ['end'],
  );
  return {
    insert: async (erasure) => db.write(() => insert(erasure)),
    get: async (id) => byId.first({ id }),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    listDue: async (before, page) => due.all({ before, ...pageParameters(page) }),
    end: async (id, end) => db.write(() => endOne.run(toRow({ id, end }))) === 1,
    erase: eraseOf(db),
  };
}
