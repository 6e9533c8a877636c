import type { Workshop } from '../../domain/award.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  cursorParameters,
  insertionInto,
  listParameter,
  question,
  questionFrom,
  type Table,
} from './rows.ts';

const WORKSHOPS: Table<Workshop> = {
  name: 'workshops',
  columns: ['id', 'profileId', 'title', 'date', 'hours', 'place', 'createdAt'],
};

export function workshopsOf(db: Database): Store['workshops'] {
  const insert = insertionInto(db, WORKSHOPS);
  const byId = questionFrom(db, WORKSHOPS, 'WHERE id = :id AND profileId = :profileId');
  const byIds = questionFrom(
    db,
    WORKSHOPS,
    `WHERE id IN (SELECT value FROM json_each(:ids)) AND +profileId = :profileId`,
  );
  const byTitle = questionFrom(
    db,
    WORKSHOPS,
    'WHERE profileId = :profileId AND title = :title AND date = :date',
  );
  const latest = questionFrom(
    db,
    WORKSHOPS,
    `WHERE profileId = :profileId AND (createdAt, id) < (:at, :id)
     ORDER BY createdAt DESC, id DESC LIMIT :limit`,
  );
  return {
    insert: async (workshop) => db.write(() => insert(workshop)),
    get: async (profileId, id) => byId.first({ profileId, id }),
    getMany: async (profileId, ids) => byIds.all({ profileId, ids: listParameter(ids) }),
    byTitle: async (profileId, title, date) => byTitle.first({ profileId, title, date }),
    latestOf: async (profileId, page) => latest.all({ profileId, ...cursorParameters(page) }),
    ...attendancesOf(db),
  };
}

function attendancesOf(
  db: Database,
): Pick<Store['workshops'], 'attend' | 'attendeesOf' | 'attendedBy'> {
  const attend = db.prepare(
    `INSERT INTO attendances (workshopId, learnerId) VALUES (:workshopId, :learnerId)
     ON CONFLICT DO NOTHING`,
  );
  const attendees = question<{ learnerId: string }>(
    db,
    'SELECT learnerId FROM attendances WHERE workshopId = :workshopId',
  );
  const attended = question<{ workshopId: string }>(
    db,
    'SELECT workshopId FROM attendances WHERE learnerId = :learnerId',
  );
  return {
    attendedBy: async (learnerId) =>
      attended.all({ learnerId }).map(({ workshopId }) => workshopId),
    attend: async (workshopId, learnerIds) => {
      db.write(() => {
        for (const learnerId of learnerIds) attend.run({ workshopId, learnerId });
      });
    },
    attendeesOf: async (workshopId) =>
      attendees.all({ workshopId }).map(({ learnerId }) => learnerId),
  };
}
