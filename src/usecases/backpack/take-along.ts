import type { LearnerActor } from '../../domain/actor.ts';
import { isAtLeast } from '../../domain/age.ts';
import type { SignedCredential } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { emailCopyFor, revokeEmailCopies } from '../awarding/copies.ts';
import { refuseErased, refuseErasing } from '../people/refuse-erased.ts';
import type { LearnerAddress } from '../storage/backpacks.ts';
import type { BackpackDeps } from './deps.ts';
import { type BackpackEntry, openEntry } from './open-backpack.ts';
import { isShareable } from './shown.ts';

/** What other backpacks can be given of a badge. */
export interface TakeAlong {
  readonly entry: BackpackEntry;
  /** Confirmed ones; a copy can be made for each. */
  readonly addresses: readonly LearnerAddress[];
  /** Whether the learner is known to be fifteen: before, nobody signs anything about their address. */
  readonly isOldEnough: boolean;
}

/** @throws {BadgeError} `award_unknown` for what may not be shown to others */
export async function offerTakeAlong(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  actor: LearnerActor,
  awardId: string,
): Promise<TakeAlong> {
  const [entry, learner, addresses] = await Promise.all([
    openEntry(deps, actor, awardId),
    deps.store.learners.get(actor.profileId, actor.learnerId),
    deps.store.addresses.listOf(actor.learnerId),
  ]);
  if (!learner || !isShareable({ kind: 'own', entry }))
    throw new BadgeError('award_unknown', 'Not to be shown.');
  return { entry, addresses, isOldEnough: isAtLeast(learner, 15, deps.now()) };
}

/**
 * The copy of a badge for one of the learner's confirmed addresses: another backpack can tell by it
 * that the badge is theirs, and nobody can read the address in it.
 *
 * @throws {BadgeError} `award_unknown`; `not_found` for an address that is not theirs, too soon, or
 *   for somebody who is erased meanwhile
 */
export async function takeAlong(
  deps: BackpackDeps,
  actor: LearnerActor,
  { awardId, addressId }: { readonly awardId: string; readonly addressId: string },
): Promise<SignedCredential> {
  const { entry, addresses, isOldEnough } = await offerTakeAlong(deps, actor, awardId);
  const email = addresses.find(({ id }) => id === addressId)?.email;
  if (email === undefined || !isOldEnough) throw new BadgeError('not_found', 'No such address.');
  await refuseErasing(deps, actor);
  const copy = await emailCopyFor(deps, entry.award, email).finally(async () => {
    if (await deps.store.learners.get(actor.profileId, actor.learnerId)) return;
    await revokeEmailCopies(deps, [entry.award], email, 'operator');
    await refuseErased(deps, actor, [entry.award]);
  });
  // Looked at after the copy is there: whoever takes the address away takes back those that are.
  const known = await deps.store.addresses.listOf(actor.learnerId);
  if (!known.some(({ id }) => id === addressId)) {
    await revokeEmailCopies(deps, [entry.award], email, 'operator');
    throw new BadgeError('not_found', 'The address went meanwhile.');
  }
  return copy;
}
