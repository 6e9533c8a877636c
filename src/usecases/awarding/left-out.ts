import type { Actor } from '../../domain/actor.ts';
import type { LineReport } from './award-batch.ts';
import type { AwardingDeps } from './deps.ts';
import { inPieces } from './in-pieces.ts';
import type { Placed } from './place-learners.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import type { Decided } from './store-awards.ts';

type OnLine = (report: LineReport) => void;

/**
 * The lines without the member's own: nobody awards themselves, a second member signs. A program
 * and the operator act for the profile, whoever started them.
 */
export async function withoutSelf(
  { store }: Pick<AwardingDeps, 'store'>,
  actor: Actor,
  lines: readonly Placed[],
  onLine: OnLine,
): Promise<Placed[]> {
  const own =
    actor.kind === 'member' ? await store.ownLearners.learnerOf(actor.memberId) : undefined;
  const isOwn = ({ learnerId }: Placed) => learnerId === own;
  for (const { attendee, learnerId } of lines.filter(isOwn)) {
    const { line } = attendee;
    onLine({ line, attendee, learnerId, outcome: 'refused', code: 'award_to_self', fresh: false });
  }
  return lines.filter((line) => !isOwn(line));
}

/**
 * The decisions without those about learners who were erased meanwhile: theirs are erased too. Asked
 * after the decisions are stored: an erasure either finds them, or is found here.
 */
export async function withoutErased(
  deps: Pick<AwardingDeps, 'store' | 'turn'>,
  { command: { profileId } }: PreparedBatch,
  decided: readonly Decided[],
  onLine: OnLine,
): Promise<Decided[]> {
  const ids = [...new Set(decided.map(({ learnerId }) => learnerId))];
  const found = await inPieces(deps, ids, (piece) => deps.store.learners.getMany(profileId, piece));
  const there = new Set(found.flat().map(({ id }) => id));
  const isThere = ({ learnerId }: Decided) => there.has(learnerId);
  for (const { attendee, learnerId } of decided.filter((line) => !isThere(line))) {
    await deps.store.erasures.erase(profileId, learnerId);
    const { line } = attendee;
    onLine({ line, attendee, outcome: 'refused', code: 'learner_erased', fresh: false });
  }
  return decided.filter(isThere);
}
