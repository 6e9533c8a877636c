import type { Batch, BatchReport } from '../../domain/batch.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, insertionInto, question, questionFrom, type Table } from './rows.ts';

const BATCHES: Table<Batch> = {
  name: 'batches',
  columns: [
    'id',
    'profileId',
    'achievementId',
    'workshop',
    'sentence',
    'warnings',
    'createdBy',
    'createdAt',
    'list',
  ],
  json: ['workshop', 'warnings', 'list'],
};

const BATCH_REPORTS: Table<BatchReport> = {
  name: 'batch_reports',
  columns: ['batchId', 'run', 'finishedAt', 'lines'],
  json: ['lines'],
};

export function batchesOf(db: Database): Store['batches'] {
  const insert = insertionInto(db, BATCHES);
  const byId = questionFrom(db, BATCHES, 'WHERE id = :id AND profileId = :profileId');
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
  const insert = insertionInto(db, BATCH_REPORTS);
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
  const ofBatch = questionFrom(db, BATCH_REPORTS, 'WHERE batchId = :batchId ORDER BY run');
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
