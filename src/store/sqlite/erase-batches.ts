import type { Batch, BatchReport } from '../../domain/batch.ts';
import type { PersonName } from '../../domain/learner.ts';
import { listNames } from '../../domain/list-names.ts';
import type { Database } from './driver.ts';
import { question, toRow } from './rows.ts';

/**
 * Takes a learner out of the batches: lists that awarded or name them go whole, reports lose their
 * lines. To be called inside `Database.write`, before the awards and the learner go.
 */
export function eraseFromBatchesOf(
  db: Database,
): (profileId: string, learnerId: string, person?: PersonName) => Record<string, number> {
  const awarding = question<{ batchId: string }>(
    db,
    `SELECT batchId FROM awards
     WHERE profileId = :profileId AND learnerId = :learnerId AND batchId IS NOT NULL`,
  );
  const reporting = question<{ batchId: string }>(
    db,
    'SELECT batchId FROM batch_learners WHERE learnerId = :learnerId',
  );
  const lists = question<Pick<Batch, 'id' | 'list'>>(
    db,
    'SELECT id, list FROM batches WHERE profileId = :profileId',
    ['list'],
  );
  const remove = db.prepare('DELETE FROM batches WHERE id = :id AND profileId = :profileId');
  const eraseLines = eraseLinesOf(db);
  return (profileId, learnerId, person) => {
    const reported = reporting.all({ learnerId });
    const named = person
      ? lists.all({ profileId }).filter(({ list }) => listNames(list, person))
      : [];
    const ids = new Set([
      ...awarding.all({ profileId, learnerId }).map(({ batchId }) => batchId),
      ...reported.map(({ batchId }) => batchId),
      ...named.map(({ id }) => id),
    ]);
    let batches = 0;
    for (const id of ids) batches += remove.run({ id, profileId });
    let reportLines = 0;
    for (const { batchId } of reported) reportLines += eraseLines(batchId, learnerId);
    return { batches, reportLines };
  };
}

/** Answers how many lines went. */
function eraseLinesOf(db: Database): (batchId: string, learnerId: string) => number {
  const ofBatch = question<BatchReport>(
    db,
    'SELECT batchId, run, lines FROM batch_reports WHERE batchId = :batchId',
    ['lines'],
  );
  const change = db.prepare(
    'UPDATE batch_reports SET lines = :lines WHERE batchId = :batchId AND run = :run',
  );
  const unlink = db.prepare(
    'DELETE FROM batch_learners WHERE learnerId = :learnerId AND batchId = :batchId',
  );
  return (batchId, learnerId) => {
    let erased = 0;
    for (const { run, lines } of ofBatch.all({ batchId })) {
      const left = lines.filter((line) => line.learnerId !== learnerId);
      if (left.length === lines.length) continue;
      erased += lines.length - left.length;
      change.run(toRow({ batchId, run, lines: left }));
    }
    unlink.run({ learnerId, batchId });
    return erased;
  };
}
