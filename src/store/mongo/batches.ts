import type { Batch, BatchReport } from '../../domain/batch.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import type { Shape } from './table.ts';

export const BATCHES: Shape<Batch> = {
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
  indexes: [{ on: { createdAt: 1 } }, { on: { profileId: 1, id: 1 } }],
};

type ReportRow = BatchReport & { readonly id: string };

export const REPORTS: Shape<ReportRow> = {
  name: 'batch_reports',
  key: 'id',
  fields: { id: 'text', batchId: 'text', run: 'number', lines: 'json', finishedAt: 'text' },
  indexes: [{ on: { batchId: 1, run: 1 } }],
};

/** Whom the reports of a batch name, whether or not it awarded them. */
interface Named {
  /** Batch and learner, in this order. */
  readonly id: string;
  readonly batchId: string;
  readonly learnerId: string;
}

export const BATCH_LEARNERS: Shape<Named> = {
  name: 'batch_learners',
  key: 'id',
  fields: { id: 'text', batchId: 'text', learnerId: 'text' },
  indexes: [{ on: { learnerId: 1 } }],
};

export function batchesOf(database: Database): Store['batches'] {
  const batches = database.table(BATCHES);
  const reports = database.table(REPORTS);
  const named = database.table(BATCH_LEARNERS);
  const undos = datesOf(database, 'batch_undos');
  const byId = batches.question(['id', 'profileId']);
  const ofBatch = reports.question(['batchId'], { run: 1 });
  return {
    insert: batches.insert,
    get: (profileId, id) => byId.first({ profileId, id }),
    report: async (report) => {
      // First: whom a report names is found by these.
      await named.insertMany(namedIn(report));
      return reports.insert({ ...report, id: `${report.batchId}:${report.run}` });
    },
    reportsOf: async (batchId) =>
      (await ofBatch.all({ batchId })).map(({ id: _, ...report }) => report),
    undo: undos.insert,
    undoneAt: undos.of,
    forget: batches.removalBefore('createdAt'),
  };
}

function namedIn({ batchId, lines }: BatchReport): Named[] {
  const learnerIds = new Set(lines.flatMap(({ learnerId }) => learnerId ?? []));
  return [...learnerIds].map((learnerId) => ({
    id: `${batchId}:${learnerId}`,
    batchId,
    learnerId,
  }));
}

/** Finds whom the reports name that were there before this was kept. Harmless when run again. */
export async function fillBatchLearners(database: Database): Promise<void> {
  const named = database.table(BATCH_LEARNERS);
  const every = database.table(REPORTS).question([], { id: 1 });
  let after = '';
  for (;;) {
    const page = await every.page({}, { after, limit: REPORTS_AT_ONCE });
    await named.insertMany(page.flatMap(namedIn));
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

const REPORTS_AT_ONCE = 100;
