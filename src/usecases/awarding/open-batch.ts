import type { Achievement } from '../../domain/achievement.ts';
import type { MemberActor } from '../../domain/actor.ts';
import { type Attendee, readAttendance } from '../../domain/attendance.ts';
import type { Batch, BatchLine, BatchReport } from '../../domain/batch.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { Learner, PersonName } from '../../domain/learner.ts';
import type { Store } from '../ports.ts';
import type { RunProgress } from './batch-runs.ts';
import { type BatchPlan, planBatch } from './plan-batch.ts';
import { revokedAmong } from './revoked-awards.ts';
import { type BatchDeps, hasWaiting } from './run-batch.ts';
import { batchOf } from './start-batch.ts';
import { awardIdsOf, undoUntil } from './undo-batch.ts';

/** A batch as its page shows it: before, while, or after it is awarded. */
export type OpenedBatch =
  | {
      readonly state: 'planned';
      readonly plan: BatchPlan;
      /** For each candidate of a line that cannot be told, the badge they got last. */
      readonly lastBadges: ReadonlyMap<string, Achievement>;
      /** Why the last run died. */
      readonly failure?: ErrorCode | 'fault';
    }
  | {
      readonly state: 'running';
      readonly batch: Batch;
      readonly achievement: Achievement;
      readonly progress: RunProgress;
    }
  | {
      readonly state: 'reported';
      readonly batch: Batch;
      readonly achievement: Achievement;
      readonly lines: readonly ReportedLine[];
      readonly workshopId?: string;
      /** Until when everything can be taken back at once; nothing when that is over, or done. */
      readonly undoUntil?: Date;
      readonly undoneAt?: string;
      /** It was undone, and some badges are not taken back yet. */
      readonly isHalfUndone: boolean;
      /** Some badges are decided and not signed yet. */
      readonly isWaiting: boolean;
      /** People of the list with a badge and without a link to it. */
      readonly withoutLink: number;
    };

export interface ReportedLine extends BatchLine {
  /** As the learner is called now, or as the list says. */
  readonly name?: PersonName;
  /** Its badge was taken back since. */
  readonly revoked: boolean;
}

/** @throws {BadgeError} `batch_unknown`, `achievement_unknown` */
export async function openBatch(
  deps: BatchDeps,
  actor: MemberActor,
  batchId: string,
): Promise<OpenedBatch> {
  const batch = await batchOf(deps, actor, batchId);
  const progress = deps.batchRuns.progressOf(batchId);
  if (progress) {
    return { state: 'running', batch, achievement: await achievementOf(deps, batch), progress };
  }
  const reports = await deps.store.batches.reportsOf(batchId);
  const last = reports.at(-1);
  if (last) return openReport(deps, batch, reports, last);
  const plan = await planBatch(deps, actor, batch);
  const failure = deps.batchRuns.failureOf(batchId);
  return {
    state: 'planned',
    plan,
    lastBadges: await readLastBadges(deps.store, plan),
    ...(failure ? { failure } : {}),
  };
}

async function openReport(
  deps: BatchDeps,
  batch: Batch,
  reports: readonly BatchReport[],
  last: BatchReport,
): Promise<OpenedBatch> {
  const { store } = deps;
  const awardIds = awardIdsOf(reports);
  const learnerIds = last.lines.flatMap(({ learnerId }) => (learnerId ? [learnerId] : []));
  const { title = '', date = '' } = batch.workshop ?? {};
  const [achievement, undoneAt, learners, revoked, workshop, firstAward] = await Promise.all([
    achievementOf(deps, batch),
    store.batches.undoneAt(batch.id),
    store.learners.getMany(batch.profileId, [...new Set(learnerIds)]),
    revokedAmong(
      store,
      awardIds.map((id) => ({ id })),
    ),
    store.workshops.byTitle(batch.profileId, title, date),
    store.awards.get(awardIds[0] ?? ''),
  ]);
  const nameOf = namesOf(learners, readAttendance(batch.list).everyone);
  const lines = last.lines.map((line): ReportedLine => {
    const name = nameOf(line);
    return { ...line, ...(name ? { name } : {}), revoked: revoked.has(line.awardId ?? '') };
  });
  const until = undoUntil(reports, firstAward);
  const mayUndo = undoneAt === undefined && awardIds.length > 0 && deps.now() <= until;
  const isMissing = ({ outcome, revoked: is }: ReportedLine) => outcome === 'awarded' && !is;
  return {
    state: 'reported',
    batch,
    achievement,
    lines,
    ...(workshop ? { workshopId: workshop.id } : {}),
    ...(mayUndo ? { undoUntil: until } : {}),
    ...(undoneAt ? { undoneAt } : {}),
    isHalfUndone: undoneAt !== undefined && lines.some(isMissing),
    isWaiting: undoneAt === undefined && hasWaiting(last),
    withoutLink: undoneAt === undefined ? await countWithoutLink(store, lines) : 0,
  };
}

async function countWithoutLink(
  store: Pick<Store, 'cards'>,
  lines: readonly ReportedLine[],
): Promise<number> {
  const ids = lines.flatMap(({ outcome, learnerId, revoked }) =>
    ['awarded', 'already_awarded', 'waiting'].includes(outcome) && !revoked
      ? (learnerId ?? [])
      : [],
  );
  const cards = await store.cards.listOfMany([...new Set(ids)]);
  const linked = new Set(cards.filter(({ voidedAt }) => !voidedAt).map((card) => card.learnerId));
  return new Set(ids).size - linked.size;
}

function namesOf(learners: readonly Learner[], everyone: readonly Attendee[]) {
  const byId = new Map(learners.map((learner) => [learner.id, learner]));
  const byLine = new Map(everyone.map((attendee) => [attendee.line, attendee]));
  return ({ learnerId, line }: BatchLine): PersonName | undefined =>
    (learnerId ? byId.get(learnerId) : undefined) ?? byLine.get(line);
}

async function achievementOf(
  { store }: Pick<BatchDeps, 'store'>,
  { achievementId }: Batch,
): Promise<Achievement> {
  const achievement = await store.achievements.get(achievementId);
  if (!achievement) throw new Error('A batch has lost its achievement.');
  return achievement;
}

/** Candidates whose last badge is read; a list with more of them is not told apart in one go. */
const CANDIDATES_READ = 200;

async function readLastBadges(
  store: Pick<Store, 'awards' | 'achievements'>,
  { lines, batch }: BatchPlan,
): Promise<ReadonlyMap<string, Achievement>> {
  const candidates = lines.flatMap((line) => (line.kind === 'ambiguous' ? line.candidates : []));
  const ids = [...new Set(candidates.map(({ learner }) => learner.id))].slice(0, CANDIDATES_READ);
  const last = await store.awards.lastOfLearners(batch.profileId, ids);
  const achievementIds = [...new Set(last.map(({ achievementId }) => achievementId))];
  const read = await Promise.all(achievementIds.map((id) => store.achievements.get(id)));
  const byId = new Map(read.flatMap((one) => (one ? [[one.id, one] as const] : [])));
  return new Map(
    last.flatMap(({ learnerId, achievementId }) => {
      const achievement = byId.get(achievementId);
      return achievement ? [[learnerId, achievement] as const] : [];
    }),
  );
}
