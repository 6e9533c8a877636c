import type { Batch, BatchReport } from '../../domain/batch.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import type { Shape } from './table.ts';

const BATCHES: Shape<Batch> = {
  name: 'batches',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    achievementId: 'text',
    workshop: 'json',
    sentence: 'text',
    list: 'json',
    warnings: 'json',
    createdBy: 'text',
    createdAt: 'text',
  },
  indexes: [{ on: { createdAt: 1 } }],
};

type ReportRow = BatchReport & { readonly id: string };

const REPORTS: Shape<ReportRow> = {
  name: 'batch_reports',
  key: 'id',
  fields: { id: 'text', batchId: 'text', run: 'number', lines: 'json', finishedAt: 'text' },
  indexes: [{ on: { batchId: 1, run: 1 } }],
};

export function batchesOf(database: Database): Store['batches'] {
  const batches = database.table(BATCHES);
  const reports = database.table(REPORTS);
  const undos = datesOf(database, 'batch_undos');
  const byId = batches.question(['id', 'profileId']);
  const ofBatch = reports.question(['batchId'], { run: 1 });
  return {
    insert: batches.insert,
    get: (profileId, id) => byId.first({ profileId, id }),
    report: (report) => reports.insert({ ...report, id: `${report.batchId}:${report.run}` }),
    reportsOf: async (batchId) =>
      (await ofBatch.all({ batchId })).map(({ id: _, ...report }) => report),
    undo: undos.insert,
    undoneAt: undos.of,
    forget: batches.removalBefore('createdAt'),
  };
}
