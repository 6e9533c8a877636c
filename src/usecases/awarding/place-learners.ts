import type { Attendee } from '../../domain/attendance.ts';
import { fullNameKey, type Learner, nameKey } from '../../domain/learner.ts';
import type { AwardingDeps } from './deps.ts';
import { inPieces } from './in-pieces.ts';
import type { PreparedBatch, PreparedLine } from './prepare-batch.ts';

/** A line of the list and the learner that it means. */
export interface Placed {
  readonly attendee: Attendee;
  readonly learnerId: string;
  readonly occasion: string;
  readonly fresh: boolean;
}

type PlaceDeps = Pick<AwardingDeps, 'store' | 'now' | 'newId' | 'turn'>;

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
  const { profileId, occasion } = batch.command;
  for (const line of batch.lines) {
    const { attendee } = line;
    const choice = line.kind === 'ambiguous' ? choices.get(attendee.line) : undefined;
    if (line.kind === 'known') {
      const own = line.occasion ?? occasion;
      lines.push({ attendee, occasion: own, learnerId: line.learner.id, fresh: false });
    } else if (line.kind === 'new' || choice === 'new') {
      const learner = newLearner(deps, profileId, attendee);
      toMake.push(learner);
      lines.push({ attendee, occasion, learnerId: learner.id, fresh: true });
    } else if (choice !== undefined && line.candidates.some(({ id }) => id === choice)) {
      lines.push({ attendee, occasion, learnerId: choice, fresh: false });
    } else leftOut.push(line);
  }
  const made = await inPieces(deps, toMake, (piece) => deps.store.learners.insertMany(piece));
  const lost = toMake.filter(({ id }) => !made.some((ids) => ids.has(id)));
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
