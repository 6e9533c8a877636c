import { type Actor, actorName, type MemberActor } from '../../domain/actor.ts';
import type { Batch, BatchLine, BatchReport } from '../../domain/batch.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Store } from '../ports.ts';
import { awardBatch, type LineReport } from './award-batch.ts';
import type { BatchRuns } from './batch-runs.ts';
import { type BatchChoices, type DecidedBatch, decideBatch } from './decide-batch.ts';
import type { AwardingDeps } from './deps.ts';
import { type BatchPlan, planBatch } from './plan-batch.ts';
import { batchOf } from './start-batch.ts';

export interface BatchDeps extends AwardingDeps {
  readonly batchRuns: BatchRuns;
}

/**
 * Begins to award a batch, in the background. Pressing twice, from two browsers or after a crash
 * awards nobody twice: a run that is under way is joined, one that ended is kept, one that died is
 * finished. Each run that ends leaves a report.
 *
 * @throws {BadgeError} `batch_unknown`, `text_names_someone`, `lines_undecided` with `count`
 */
export async function confirmBatch(
  deps: BatchDeps,
  actor: MemberActor,
  batchId: string,
  choices: BatchChoices,
): Promise<void> {
  const batch = await batchOf(deps, actor, batchId);
  if (deps.batchRuns.progressOf(batchId)) return;
  const [reports, undoneAt] = await Promise.all([
    deps.store.batches.reportsOf(batchId),
    deps.store.batches.undoneAt(batchId),
  ]);
  const last = reports.at(-1);
  if (undoneAt !== undefined || (last && !hasWaiting(last))) return;
  const plan = await planBatch(deps, actor, batch);
  if (plan.named && !choices.isTextChecked && !last) {
    throw new BadgeError('text_names_someone', 'The signed text names a person of the list.', {
      params: { line: plan.named.line },
    });
  }
  const decided = decideBatch(plan, choices);
  // After a report, what was not decided then stays left out.
  if (decided.undecided.length > 0 && !last) {
    throw new BadgeError('lines_undecided', 'Some lines could mean several people.', {
      params: { count: decided.undecided.length },
    });
  }
  const total = decided.prepared.lines.length;
  deps.batchRuns.begin(batchId, total, (step) => run(deps, actor, plan, decided, step));
}

/** Whether some badges of a report are decided and wait to be signed. */
export function hasWaiting({ lines }: BatchReport): boolean {
  return lines.some(({ outcome }) => outcome === 'waiting');
}

async function run(
  deps: BatchDeps,
  actor: Actor,
  { batch, problems }: BatchPlan,
  decided: DecidedBatch,
  step: () => void,
): Promise<void> {
  const { workshop, sentence } = batch;
  const options = {
    batchId: batch.id,
    ...(workshop ? { workshop } : {}),
    ...(sentence ? { sentence } : {}),
    // The plan was: whoever confirmed has read what the page said about it.
    isTextChecked: true,
    choices: new Map<number, string>(),
  };
  const lines: BatchLine[] = [
    ...problems.map(
      ({ line, code }) => ({ line, outcome: 'left_out', code, fresh: false }) as const,
    ),
    ...[...decided.leftOut, ...decided.undecided].map(
      ({ line }) => ({ line, outcome: 'ambiguous', fresh: false }) as const,
    ),
    ...decided.stayLost.map(
      ({ attendee: { line }, learner: { id: learnerId } }) =>
        ({ line, outcome: 'left_out', code: 'award_revoked', learnerId, fresh: false }) as const,
    ),
  ];
  const hear = (report: LineReport) => {
    lines.push(lineOf(batch, report));
    step();
  };
  await awardBatch(deps, actor, decided.prepared, options, hear);
  await keepReport(deps, batch, lines);
  deps.log('info', 'batch_awarded', { by: actorName(actor), lines: lines.length });
}

/** What this batch decided counts as awarded by it, whichever of its runs signed the badge. */
function lineOf(batch: Batch, report: LineReport): BatchLine {
  const { line, outcome, code, learnerId, award, fresh } = report;
  const isOurs = outcome === 'already_awarded' && award?.batchId === batch.id;
  return {
    line,
    outcome: isOurs ? 'awarded' : outcome,
    ...(code ? { code } : {}),
    ...(learnerId ? { learnerId } : {}),
    ...(award ? { awardId: award.id } : {}),
    fresh,
  };
}

/** Under the first free number: another process may have run the same batch. */
async function keepReport(
  { store, now }: { readonly store: Store; readonly now: () => Date },
  batch: Batch,
  unsorted: readonly BatchLine[],
): Promise<void> {
  const earlier = await store.batches.reportsOf(batch.id);
  const wasFresh = await freshBefore(store, batch, unsorted);
  const lines = unsorted
    .map((line) => ({ ...line, fresh: line.fresh || wasFresh.has(line.learnerId ?? '') }))
    .sort((one, other) => one.line - other.line);
  let run = (earlier.at(-1)?.run ?? 0) + 1;
  const finishedAt = now().toISOString();
  while (!(await store.batches.report({ batchId: batch.id, run, lines, finishedAt }))) run += 1;
}

/** People whom a run of this batch that died had made. */
async function freshBefore(
  store: Pick<Store, 'learners'>,
  { profileId, createdAt }: Batch,
  lines: readonly BatchLine[],
): Promise<ReadonlySet<string>> {
  const ids = lines.flatMap(({ outcome, fresh, learnerId }) =>
    outcome === 'awarded' && !fresh && learnerId ? [learnerId] : [],
  );
  const learners = await store.learners.getMany(profileId, ids);
  const made = learners.filter((learner) => learner.createdAt >= createdAt);
  return new Set(made.map(({ id }) => id));
}
