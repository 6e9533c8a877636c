import type { PersonName } from '../../domain/learner.ts';
import { listNames } from '../../domain/list-names.ts';
import { AWARDS } from './award-outcomes.ts';
import { BATCH_LEARNERS, BATCHES, REPORTS } from './batches.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';

/**
 * Takes a learner out of the batches: lists that awarded or name them go whole, reports lose their
 * lines. To be called before the awards and the learner go, which say where to look.
 */
export function eraseFromBatchesOf(
  database: Database,
): (profileId: string, learnerId: string, person?: PersonName) => Promise<Record<string, number>> {
  const named = database.table(BATCH_LEARNERS);
  const batches = database.table(BATCHES);
  const awarding = database
    .table(AWARDS)
    .question(['profileId', 'learnerId'], {}, ['id', 'batchId']);
  const reporting = named.question(['learnerId']);
  const lists = batches.question(['profileId'], { id: 1 });
  const remove = batches.removalOf(['id', 'profileId']);
  const eraseLines = eraseLinesOf(database);

  async function listsWith(profileId: string, person: PersonName): Promise<string[]> {
    const ids: string[] = [];
    let after = '';
    for (;;) {
      const page = await lists.page({ profileId }, { after, limit: LISTS_AT_ONCE });
      ids.push(...page.flatMap(({ id, list }) => (listNames(list, person) ? id : [])));
      const last = page.at(-1);
      if (last === undefined) return ids;
      after = last.id;
    }
  }

  return async (profileId, learnerId, person) => {
    const reported = await reporting.all({ learnerId });
    const awarded = await awarding.all({ profileId, learnerId });
    const ids = [
      ...awarded.flatMap(({ batchId }) => batchId ?? []),
      ...reported.map(({ batchId }) => batchId),
      ...(person ? await listsWith(profileId, person) : []),
    ];
    const gone = await remove({ id: anyOf([...new Set(ids)]), profileId });
    let lines = 0;
    for (const { id, batchId } of reported) {
      lines += await eraseLines(batchId, learnerId);
      await named.remove([id]);
    }
    return { batches: gone, reportLines: lines };
  };
}

const LISTS_AT_ONCE = 20;

/**
 * Answers how many lines went. Two erasures at once may bring back the line of the other: an id
 * that leads to nobody any more.
 */
function eraseLinesOf(database: Database): (batchId: string, learnerId: string) => Promise<number> {
  const reports = database.table(REPORTS);
  const ofBatch = reports.question(['batchId'], { run: 1 });
  return async (batchId, learnerId) => {
    let erased = 0;
    for (const { id, lines } of await ofBatch.all({ batchId })) {
      const left = lines.filter((line) => line.learnerId !== learnerId);
      if (left.length === lines.length) continue;
      erased += lines.length - left.length;
      await reports.set([id], { lines: left });
    }
    return erased;
  };
}
