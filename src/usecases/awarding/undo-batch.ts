import { actorName, type MemberActor, may } from '../../domain/actor.ts';
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
  const last = reports.at(-1);
  if (!last) throw new BadgeError('batch_unknown', 'Nothing was awarded yet.');
  const now = deps.now();
  if (undoneAt === undefined) {
    if (now.getTime() > undoUntil(last).getTime()) {
      throw new BadgeError('undo_too_late', 'The time to undo is over.');
    }
    await deps.store.batches.undo(batchId, now.toISOString());
  }
  const awards = await deps.store.awards.getMany(awardIdsOf(reports));
  await revokeAwards(deps, awards, actorName(actor), UNDO_REASON);
}

/** The last moment at which everything can be taken back at once. */
export function undoUntil({ finishedAt }: BatchReport): Date {
  return new Date(Date.parse(finishedAt) + UNDO_SECONDS * 1000);
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
