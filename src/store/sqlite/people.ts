import type { Workshop } from '../../domain/award.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertEach, insertion, listParameter, question } from './rows.ts';

export function learnersOf(db: Database): Store['learners'] {
  const insert = insertion<Learner>(
    db,
    `INSERT INTO learners
       (id, profileId, nameKey, fullNameKey, firstName, lastName, nickname, band, createdAt)
     VALUES
       (:id, :profileId, :nameKey, :fullNameKey, :firstName, :lastName, :nickname, :band,
        :createdAt)
     ON CONFLICT DO NOTHING`,
  );
  const byId = question<Learner>(
    db,
    `SELECT id, profileId, nameKey, fullNameKey, firstName, lastName, nickname, band, createdAt
     FROM learners WHERE id = :id AND profileId = :profileId`,
  );
  const byFullNames = question<Learner>(
    db,
    `SELECT id, profileId, nameKey, fullNameKey, firstName, lastName, nickname, band, createdAt
     FROM learners
     WHERE profileId = :profileId AND fullNameKey IN (SELECT value FROM json_each(:keys))`,
  );
  return {
    insertMany: async (learners) => insertEach(db, insert, learners),
    get: async (profileId, id) => byId.first({ profileId, id }),
    byFullNames: async (profileId, keys) =>
      byFullNames.all({ profileId, keys: listParameter(keys) }),
  };
}

export function workshopsOf(db: Database): Store['workshops'] {
  const insert = insertion<Workshop>(
    db,
    `INSERT INTO workshops (id, profileId, title, date, hours, createdAt)
     VALUES (:id, :profileId, :title, :date, :hours, :createdAt)
     ON CONFLICT DO NOTHING`,
  );
  const attend = db.prepare(
    `INSERT INTO attendances (workshopId, learnerId) VALUES (:workshopId, :learnerId)
     ON CONFLICT DO NOTHING`,
  );
  const byId = question<Workshop>(
    db,
    `SELECT id, profileId, title, date, hours, createdAt
     FROM workshops WHERE id = :id AND profileId = :profileId`,
  );
  const byTitle = question<Workshop>(
    db,
    `SELECT id, profileId, title, date, hours, createdAt
     FROM workshops WHERE profileId = :profileId AND title = :title AND date = :date`,
  );
  return {
    insert: async (workshop) => db.write(() => insert(workshop)),
    get: async (profileId, id) => byId.first({ profileId, id }),
    byTitle: async (profileId, title, date) => byTitle.first({ profileId, title, date }),
    attend: async (workshopId, learnerIds) => {
      db.write(() => {
        for (const learnerId of learnerIds) attend.run({ workshopId, learnerId });
      });
    },
  };
}
