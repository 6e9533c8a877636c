import type { Removal } from '../../domain/removal.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertionInto, listParameter, pageParameters, questionFrom, type Table } from './rows.ts';

const REMOVALS: Table<Removal> = {
  name: 'removals',
  columns: ['awardId', 'learnerId', 'profileId', 'via', 'askedAt', 'dueAt'],
};

export function removalsOf(db: Database): Store['removals'] {
  const insert = insertionInto(db, REMOVALS);
  const takeUp = db.prepare('DELETE FROM removals WHERE awardId = :awardId AND dueAt > :at');
  const remove = db.prepare('DELETE FROM removals WHERE awardId = :awardId');
  const ofAwards = questionFrom(
    db,
    REMOVALS,
    'WHERE awardId IN (SELECT value FROM json_each(:awardIds))',
  );
  const ofLearner = questionFrom(
    db,
    REMOVALS,
    'WHERE learnerId = :learnerId ORDER BY askedAt DESC, awardId DESC',
  );
  const due = questionFrom(
    db,
    REMOVALS,
    'WHERE awardId > :after AND dueAt < :before ORDER BY awardId LIMIT :limit',
  );
  return {
    insert: async (removal) => db.write(() => insert(removal)),
    ofAwards: async (awardIds) => ofAwards.all({ awardIds: listParameter(awardIds) }),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    listDue: async (before, page) => due.all({ before, ...pageParameters(page) }),
    takeUp: async (awardId, at) => db.write(() => takeUp.run({ awardId, at })) === 1,
    remove: async (awardId) => {
      db.write(() => remove.run({ awardId }));
    },
  };
}
