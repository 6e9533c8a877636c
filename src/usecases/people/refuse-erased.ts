import type { Award } from '../../domain/award.ts';
import { isDue } from '../../domain/erasure.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Seams, Store } from '../ports.ts';
import { waitingErasure } from './waiting-erasure.ts';

type Deps = Pick<Seams, 'now'> & {
  readonly store: Pick<Store, 'learners' | 'awards' | 'erasures'>;
};
type Who = Pick<Learner, 'profileId'> & { readonly learnerId: string };

/**
 * Before something long is begun for a learner: `eraseDue` waits a moment after an erasure is due,
 * so that what began in time has ended before it.
 *
 * @throws {BadgeError} `not_found` for somebody who is erased, or is at this moment
 */
export async function refuseErasing(deps: Deps, { profileId, learnerId }: Who): Promise<void> {
  const [learner, erasure] = await Promise.all([
    deps.store.learners.get(profileId, learnerId),
    waitingErasure(deps, learnerId),
  ]);
  if (!learner || (erasure && isDue(erasure, deps.now()))) throw erased();
}

/**
 * After something was written of a learner: an erasure that came meanwhile may not have seen it, so
 * they are erased again. It finds what was signed by their awards: so these are put back, to be
 * found.
 *
 * @throws {BadgeError} `not_found` for somebody who is erased
 */
export async function refuseErased(
  { store }: Deps,
  { profileId, learnerId }: Who,
  awards: readonly Award[],
): Promise<void> {
  if (await store.learners.get(profileId, learnerId)) return;
  if (awards.length > 0) await store.awards.insertMany(awards);
  await store.erasures.erase(profileId, learnerId);
  throw erased();
}

function erased(): BadgeError {
  return new BadgeError('not_found', 'Erased meanwhile.');
}
