import type { Photo } from '../../domain/backpack.ts';
import { type Purpose, standingOf } from '../../domain/consent.ts';
import { isOpen } from '../../domain/share.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { closeShares, purposeOf } from '../backpack/shares.ts';
import { noteAudit } from './audit.ts';
import type { Consenting } from './consent.ts';

/**
 * Makes what is shown agree with what is consented to now: shares with a name and public pages
 * that nobody allows any more are closed, photos that show who it is are removed. The backpack and
 * its badges are never touched. Safe to call at any time, and again.
 *
 * @param by who brought it about: see `actorName`
 */
export async function holdToConsent(
  deps: BackpackDeps,
  learner: Consenting,
  by: string,
): Promise<void> {
  const { store, now } = deps;
  const { id: learnerId, profileId } = learner;
  const [events, shares, photos] = await Promise.all([
    store.consents.listOf(learnerId),
    store.shares.listOfLearner(profileId, learnerId),
    store.photos.listOf(learnerId),
  ]);
  const lacks = (purpose: Purpose) => !standingOf(purpose, learner, events, now()).allowed;
  const open = shares.filter((share) => isOpen(share, now()));
  const ended = open.filter((share) => {
    const purpose = purposeOf(share);
    return purpose !== undefined && lacks(purpose);
  });
  if (ended.length > 0) {
    await closeShares(deps, ended);
    await noteAudit(deps, { profileId, learnerId, by, act: 'shares-closed' });
  }
  const gone = lacks('photo') ? photos.filter(({ recognisable }) => recognisable) : [];
  if (gone.length > 0) {
    await removeAll(deps, gone);
    await noteAudit(deps, { profileId, learnerId, by, act: 'photo-removed' });
  }
}

async function removeAll({ store }: Pick<BackpackDeps, 'store'>, photos: readonly Photo[]) {
  await Promise.all(photos.map(({ profileId, id }) => store.photos.remove(profileId, id)));
}
