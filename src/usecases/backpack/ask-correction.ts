import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { InboxRequest } from '../../domain/inbox.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { BackpackDeps } from './deps.ts';
import { openEntry } from './open-backpack.ts';

export const MOST_OF_REQUEST = 1000;

/**
 * Tells the centre that something is wrong in a badge. One request of a badge waits at a time: a
 * second one that is sent meanwhile changes nothing.
 *
 * @throws {BadgeError} `award_unknown`, also for a badge of somebody else; `award_revoked`
 */
export async function askCorrection(
  deps: BackpackDeps,
  actor: LearnerActor,
  { awardId, text }: { readonly awardId: string; readonly text: string },
): Promise<void> {
  const entry = await openEntry(deps, actor, awardId);
  if (entry.revoked) throw new BadgeError('award_revoked', 'What was taken back is not corrected.');
  const { learnerId, profileId } = actor;
  const all = await deps.store.inbox.listOfLearner(learnerId);
  const own = all.filter((one) => one.kind === 'correction' && one.awardId === awardId);
  if (own.some(({ answer }) => answer === undefined)) return;
  const request: InboxRequest = {
    // Of two that are sent at once, the second finds its id taken.
    id: deps.sha256Hex(JSON.stringify(['correction', awardId, own.length])).slice(0, 32),
    profileId,
    kind: 'correction',
    awardId,
    learnerId,
    text,
    createdAt: deps.now().toISOString(),
  };
  await deps.store.inbox.insert(request);
  await refuseErased(deps, actor, []);
}
