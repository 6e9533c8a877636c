import { actorName, type MemberActor, may } from '../../domain/actor.ts';
import type { Award } from '../../domain/award.ts';
import { UNDO_REASON } from '../../domain/award-state.ts';
import { type BatchReport, UNDO_SECONDS } from '../../domain/batch.ts';
import { BadgeError } from '../../domain/errors.ts';
import { revokeAwards } from './revoke.ts';
import type { BatchDeps } from './run-batch.ts';
import { batchOf } from './start-batch.ts';

/**
 * Takes back every badge that a batch awarded, within `UNDO_SECONDS` of its report. That it is
 * undone is stored first: pressing again, whenever, finishes what a crash left.
 *
 * @throws {BadgeError} `batch_unknown`, also before the first report; `batch_running`,
 *   `undo_too_late`
 */
export async function undoBatch(
  deps: BatchDeps,
  actor: MemberActor,
  batchId: string,
): Promise<void> {
  const batch = await batchOf(deps, actor, batchId);
  if (!may(actor, batch.profileId, 'revocations:write')) {
    throw new BadgeError('batch_unknown', 'Not for this actor.');
  }
  if (deps.batchRuns.progressOf(batchId)) {
    throw new BadgeError('batch_running', 'The batch is being awarded.');
  }
  const [reports, undoneAt] = await Promise.all([
    deps.store.batches.reportsOf(batchId),
    deps.store.batches.undoneAt(batchId),
  ]);
  if (reports.length === 0) throw new BadgeError('batch_unknown', 'Nothing was awarded yet.');
  const now = deps.now();
  const ids = awardIdsOf(reports);
  const awards = await deps.store.awards.getMany(ids);
  const first = awards.find(({ id }) => id === ids[0]);
  if (undoneAt === undefined) {
    if (now > undoUntil(reports, first)) {
      throw new BadgeError('undo_too_late', 'The time to undo is over.');
    }
    await deps.store.batches.undo(batchId, now.toISOString());
  }
  await revokeAwards(deps, awards, actorName(actor), UNDO_REASON);
}

/** Seconds that a run may take: what was decided longer ago was interrupted, and has been seen. */
const LONGEST_RUN = 600;

/**
 * The last moment at which everything can be taken back at once: counted from the first report
 * that tells of a badge, and never long after the decision, so that finishing a run hours later
 * does not take back what people have had since.
 *
 * @param award one of the batch
 */
export function undoUntil(
  reports: readonly BatchReport[],
  award: Pick<Award, 'awardedDate'> | undefined,
): Date {
  const first = reports.find(hasAwards) ?? reports.at(-1);
  const reported = Date.parse(first?.finishedAt ?? '');
  const decided = award ? Date.parse(award.awardedDate) : reported;
  return new Date(Math.min(reported, decided + LONGEST_RUN * 1000) + UNDO_SECONDS * 1000);
}

function hasAwards({ lines }: BatchReport): boolean {
  return lines.some(({ outcome }) => outcome === 'awarded');
}

/** What the runs of a batch awarded, or decided and could not sign. */
export function awardIdsOf(reports: readonly BatchReport[]): string[] {
  const ids = reports.flatMap(({ lines }) =>
    lines.flatMap(({ outcome, awardId }) =>
      awardId && (outcome === 'awarded' || outcome === 'waiting') ? [awardId] : [],
    ),
  );
  return [...new Set(ids)];
}
