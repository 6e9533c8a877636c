import type { Achievement } from '../../domain/achievement.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Attendee, LineProblem } from '../../domain/attendance.ts';
import type { Batch } from '../../domain/batch.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { type Learner, personNamedIn } from '../../domain/learner.ts';
import { notByThemselves } from '../people/own-learner.ts';
import type { Store } from '../ports.ts';
import { withNamesakes } from './namesakes.ts';
import { type PreparedBatch, prepareBatch } from './prepare-batch.ts';
import { readStandings, type Standing } from './standings.ts';

/** Someone of the profile, and what they have of the badge in question. */
export interface Known {
  readonly learner: Learner;
  readonly standing: Standing;
}

/** A line of the list, whom it means, and what they have already. */
export type PlannedLine =
  | { readonly kind: 'new'; readonly attendee: Attendee }
  | ({ readonly kind: 'known'; readonly attendee: Attendee } & Known)
  | {
      readonly kind: 'ambiguous';
      readonly attendee: Attendee;
      readonly candidates: readonly Known[];
    };

/** What a list would do, read at one moment. Nothing is written. */
export interface BatchPlan {
  readonly batch: Batch;
  readonly achievement: Achievement;
  readonly lines: readonly PlannedLine[];
  readonly problems: readonly LineProblem[];
  /** Whom this actor may not award, by the learner's id, and why. */
  readonly notByThemselves: ReadonlyMap<string, ErrorCode>;
  readonly prepared: PreparedBatch;
  /** A person of the list whose name stands in the title or the sentence. */
  readonly named?: Attendee;
  /** Awards of this batch are there: a run of it began and left no report. */
  readonly isBegun: boolean;
}

/** @throws {BadgeError} as `prepareBatch` */
export async function planBatch(
  deps: { readonly store: Store },
  actor: Actor,
  batch: Batch,
): Promise<BatchPlan> {
  const { profileId, achievementId, list } = batch;
  const command = { profileId, achievementId, occasion: '', list };
  const prepared = await prepareBatch(deps, actor, command);
  const asked = await withNamesakes(deps.store, profileId, prepared.lines);
  const learners = asked.flatMap((line) => {
    if (line.kind === 'known') return [line.learner];
    return line.kind === 'ambiguous' ? line.candidates : [];
  });
  const ids = [...new Set(learners.map(({ id }) => id))];
  const standings = await readStandings(deps.store, batch, prepared.achievement, ids);
  const known = (learner: Learner): Known => ({
    learner,
    standing: standings.get(learner.id) ?? { kind: 'none' },
  });
  const lines = asked.map((line): PlannedLine => {
    if (line.kind === 'new') return line;
    const { attendee } = line;
    if (line.kind === 'known') return { kind: 'known', attendee, ...known(line.learner) };
    return { kind: 'ambiguous', attendee, candidates: line.candidates.map(known) };
  });
  const named = personNamed(prepared, batch);
  return {
    batch,
    achievement: prepared.achievement,
    lines,
    problems: prepared.problems,
    notByThemselves: await notByThemselves(deps, actor, profileId),
    prepared,
    ...(named ? { named } : {}),
    isBegun: [...standings.values()].some(({ kind }) => kind === 'ours'),
  };
}

/** What is signed about a workshop is about everyone in it, and names nobody. */
function personNamed({ everyone }: PreparedBatch, batch: Batch): Attendee | undefined {
  const texts = [batch.workshop?.title ?? '', batch.sentence ?? ''];
  return personNamedIn(texts, everyone);
}
