import type { Photo } from '../../domain/backpack.ts';
import { isTakenBack } from '../../domain/consent.ts';
import type { Learner } from '../../domain/learner.ts';
import { isOpen, mayStand } from '../../domain/share.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { closeShares } from '../backpack/shares.ts';
import { noteAudit } from './audit.ts';

/**
 * Makes what is shown agree with what is consented to now: shares that may not stand any more are
 * closed (see `mayStand`), photos that show who it is are removed once somebody took their yes
 * back. A photo that waits for an answer at fifteen or eighteen is not shown, and kept. The
 * backpack and its badges are never touched. Safe to call at any time, and again.
 *
 * @param by who brought it about: see `actorName`
 */
export async function holdToConsent(
  deps: BackpackDeps,
  learner: Learner,
  by: string,
): Promise<void> {
  const { store, now } = deps;
  const { id: learnerId, profileId } = learner;
  const [events, shares, photos] = await Promise.all([
    store.consents.listOf(learnerId),
    store.shares.listOfLearner(profileId, learnerId),
    store.photos.listOf(learnerId),
  ]);
  const open = shares.filter((share) => isOpen(share, now()));
  const ended = open.filter((share) => !mayStand(share, learner, events, now()));
  if (ended.length > 0) {
    await closeShares(deps, ended);
    await noteAudit(deps, { profileId, learnerId, by, act: 'shares-closed' });
  }
  const isOver = isTakenBack('photo', learner, events, now());
  const gone = isOver ? photos.filter(({ recognisable }) => recognisable) : [];
  if (gone.length > 0) {
    await removeAll(deps, gone);
    await noteAudit(deps, { profileId, learnerId, by, act: 'photo-removed' });
  }
}

async function removeAll({ store }: Pick<BackpackDeps, 'store'>, photos: readonly Photo[]) {
  await Promise.all(photos.map(({ profileId, id }) => store.photos.remove(profileId, id)));
}
