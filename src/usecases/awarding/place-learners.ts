import type { Attendee } from '../../domain/attendance.ts';
import { fullNameKey, type Learner, nameKey } from '../../domain/learner.ts';
import type { AwardingDeps } from './deps.ts';
import type { PreparedBatch, PreparedLine } from './prepare-batch.ts';

/** A line of the list and the learner that it means. */
export interface Placed {
  readonly attendee: Attendee;
  readonly learnerId: string;
  readonly fresh: boolean;
}

type PlaceDeps = Pick<AwardingDeps, 'store' | 'now' | 'newId'>;

/**
 * Finds or makes the learner of every line that can be told. An ambiguous line counts only with a
 * choice, and only when the choice was offered.
 */
export async function placeLearners(
  deps: PlaceDeps,
  batch: PreparedBatch,
  choices: ReadonlyMap<number, string>,
) {
  const lines: Placed[] = [];
  const leftOut: PreparedLine[] = [];
  const toMake: Learner[] = [];
  for (const line of batch.lines) {
    const { attendee } = line;
    const choice = line.kind === 'ambiguous' ? choices.get(attendee.line) : undefined;
    if (line.kind === 'known') lines.push({ attendee, learnerId: line.learner.id, fresh: false });
    else if (line.kind === 'new' || choice === 'new') {
      const learner = newLearner(deps, batch.command.profileId, attendee);
      toMake.push(learner);
      lines.push({ attendee, learnerId: learner.id, fresh: true });
    } else if (choice !== undefined && line.candidates.some(({ id }) => id === choice)) {
      lines.push({ attendee, learnerId: choice, fresh: false });
    } else leftOut.push(line);
  }
  const made = await deps.store.learners.insertMany(toMake);
  const lost = toMake.filter(({ id }) => !made.has(id));
  return { lines: lost.length > 0 ? await followOthers(deps, lines, lost) : lines, leftOut };
}

/** Another process made some of these learners meanwhile: theirs count. */
async function followOthers(deps: PlaceDeps, lines: Placed[], lost: readonly Learner[]) {
  const profileId = lost[0]?.profileId ?? '';
  const known = await deps.store.learners.byFullNames(
    profileId,
    lost.map((learner) => learner.fullNameKey),
  );
  const idByKey = new Map(known.map((learner) => [learner.nameKey, learner.id]));
  const lostIds = new Set(lost.map(({ id }) => id));
  return lines.map((line) =>
    lostIds.has(line.learnerId)
      ? { ...line, learnerId: idByKey.get(nameKey(line.attendee)) ?? line.learnerId, fresh: false }
      : line,
  );
}

function newLearner(deps: PlaceDeps, profileId: string, attendee: Attendee): Learner {
  const { firstName, lastName, nickname, band } = attendee;
  return {
    id: deps.newId(),
    profileId,
    nameKey: nameKey(attendee),
    fullNameKey: fullNameKey(attendee),
    firstName,
    lastName,
    nickname,
    ...(band ? { band } : {}),
    createdAt: deps.now().toISOString(),
  };
}
