import type { Actor } from '../../domain/actor.ts';
import { notByThemselves } from '../people/own-learner.ts';
import type { LineReport } from './award-batch.ts';
import type { AwardingDeps } from './deps.ts';
import { inPieces } from './in-pieces.ts';
import type { Placed } from './place-learners.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import type { Decided } from './store-awards.ts';

type OnLine = (report: LineReport) => void;

/** The lines without those about whoever awards: nobody awards themselves, a second member signs. */
export async function withoutSelf(
  deps: Pick<AwardingDeps, 'store'>,
  actor: Actor,
  { command: { profileId } }: PreparedBatch,
  lines: readonly Placed[],
  onLine: OnLine,
): Promise<Placed[]> {
  const refused = await notByThemselves(deps, actor, profileId);
  for (const { attendee, learnerId } of lines) {
    const code = refused.get(learnerId);
    const { line } = attendee;
    if (code) onLine({ line, attendee, learnerId, outcome: 'refused', code, fresh: false });
  }
  return lines.filter(({ learnerId }) => !refused.has(learnerId));
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
