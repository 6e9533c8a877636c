import type { Batch, BatchReport } from '../../domain/batch.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, question } from './rows.ts';

export function batchesOf(db: Database): Store['batches'] {
  const insert = insertion<Batch>(
    db,
    `INSERT INTO batches
       (id, profileId, achievementId, workshop, sentence, warnings, createdBy, createdAt, list)
     VALUES
       (:id, :profileId, :achievementId, :workshop, :sentence, :warnings, :createdBy, :createdAt,
        :list)
     ON CONFLICT DO NOTHING`,
  );
  const byId = question<Batch>(
    db,
    `SELECT id, profileId, achievementId, workshop, sentence, warnings, createdBy, createdAt, list
     FROM batches WHERE id = :id AND profileId = :profileId`,
    ['workshop', 'warnings', 'list'],
  );
  const forget = db.prepare('DELETE FROM batches WHERE createdAt < :before');
  return {
    insert: async (batch) => db.write(() => insert(batch)),
    get: async (profileId, id) => byId.first({ profileId, id }),
    forget: async (before) => {
      db.write(() => forget.run({ before }));
    },
    ...reportsOf(db),
    ...undosOf(db),
  };
}

function reportsOf(db: Database): Pick<Store['batches'], 'report' | 'reportsOf'> {
  const insert = insertion<BatchReport>(
    db,
    `INSERT INTO batch_reports (batchId, run, finishedAt, lines)
     VALUES (:batchId, :run, :finishedAt, :lines)
     ON CONFLICT DO NOTHING`,
  );
  const name = db.prepare(
    `INSERT INTO batch_learners (learnerId, batchId) VALUES (:learnerId, :batchId)
     ON CONFLICT DO NOTHING`,
  );
  const insertWithNames = (report: BatchReport) => {
    const wentIn = insert(report);
    if (!wentIn) return false;
    const { batchId, lines } = report;
    const learnerIds = new Set(lines.flatMap(({ learnerId }) => learnerId ?? []));
    for (const learnerId of learnerIds) name.run({ learnerId, batchId });
    return true;
  };
  const ofBatch = question<BatchReport>(
    db,
    `SELECT batchId, run, finishedAt, lines
     FROM batch_reports WHERE batchId = :batchId ORDER BY run`,
    ['lines'],
  );
  return {
    report: async (report) => db.write(() => insertWithNames(report)),
    reportsOf: async (batchId) => ofBatch.all({ batchId }),
  };
}

function undosOf(db: Database): Pick<Store['batches'], 'undo' | 'undoneAt'> {
  const insert = insertion<{ batchId: string; at: string }>(
    db,
    'INSERT INTO batch_undos (batchId, at) VALUES (:batchId, :at) ON CONFLICT DO NOTHING',
  );
  const ofBatch = question<{ at: string }>(
    db,
    'SELECT at FROM batch_undos WHERE batchId = :batchId',
  );
  return {
    undo: async (batchId, at) => db.write(() => insert({ batchId, at })),
    undoneAt: async (batchId) => ofBatch.first({ batchId })?.at,
  };
}
