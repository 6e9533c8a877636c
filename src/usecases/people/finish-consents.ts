import type { Photo } from '../../domain/backpack.ts';
import { isTakenBack } from '../../domain/consent.ts';
import type { Share } from '../../domain/share.ts';
import { isOpen } from '../../domain/share.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { closeShares, isConsented } from '../backpack/shares.ts';
import { noteAudit } from './audit.ts';
import { holdToConsent } from './hold-to-consent.ts';

const PAGE = 500;

/**
 * Closes the shares with a name and the public ones that may not stand any more, and removes the
 * photos that somebody took their yes back for: what a crash left after a consent was taken back, a
 * name mended or an age changed. Called at every start of the service and every hour. Answers how
 * many shares and learners with photos there were.
 */
export async function finishConsents(deps: BackpackDeps): Promise<number> {
  return (await finishShares(deps)) + (await finishPhotos(deps));
}

async function finishShares(deps: BackpackDeps): Promise<number> {
  let finished = 0;
  let after: string | undefined;
  for (;;) {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const shares = await deps.store.shares.listConsented(page);
    for (const share of shares) finished += await closeUnlessConsented(deps, share);
    after = shares.at(-1)?.id;
    if (shares.length < PAGE) return finished;
  }
}

async function closeUnlessConsented(deps: BackpackDeps, share: Share): Promise<number> {
  const { profileId, learnerId } = share;
  if (!isOpen(share, deps.now()) || (await isConsented(deps, share))) return 0;
  await closeShares(deps, [share]);
  if (await deps.store.learners.get(profileId, learnerId)) {
    await noteAudit(deps, { profileId, learnerId, by: 'operator', act: 'shares-closed' });
  } else {
    // Written beside an erasure that had looked already.
    await deps.store.erasures.erase(profileId, learnerId);
  }
  return 1;
}

async function finishPhotos(deps: BackpackDeps): Promise<number> {
  const seen = new Set<string>();
  let finished = 0;
  let after: string | undefined;
  for (;;) {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const photos = await deps.store.photos.listRecognisable(page);
    const people = photos.filter(({ learnerId }) => !seen.has(learnerId) && seen.add(learnerId));
    for (const photo of await thoseToLookAt(deps, people)) {
      finished += await removeIfTakenBack(deps, photo);
    }
    after = photos.at(-1)?.id;
    if (photos.length < PAGE) return finished;
  }
}

/** Those with a no, or with nobody left: an hour without any costs a question or two a page. */
async function thoseToLookAt(
  { store }: Pick<BackpackDeps, 'store'>,
  photos: readonly Photo[],
): Promise<Photo[]> {
  const idsOf = (profileId: string) =>
    photos.filter((photo) => photo.profileId === profileId).map(({ learnerId }) => learnerId);
  const profileIds = [...new Set(photos.map(({ profileId }) => profileId))];
  const [answers, learners] = await Promise.all([
    store.consents.listOfMany(photos.map(({ learnerId }) => learnerId)),
    Promise.all(profileIds.map((id) => store.learners.getMany(id, idsOf(id)))),
  ]);
  const known = new Set(learners.flat().map(({ id }) => id));
  const refused = answers.filter(({ decision }) => decision === 'withdrawn');
  const unwilling = new Set(refused.map(({ learnerId }) => learnerId));
  return photos.filter(({ learnerId }) => !known.has(learnerId) || unwilling.has(learnerId));
}

async function removeIfTakenBack(
  deps: BackpackDeps,
  { profileId, learnerId }: Photo,
): Promise<number> {
  const learner = await deps.store.learners.get(profileId, learnerId);
  if (!learner) {
    await deps.store.erasures.erase(profileId, learnerId);
    return 1;
  }
  const events = await deps.store.consents.listOf(learnerId);
  if (!isTakenBack('photo', learner, events, deps.now())) return 0;
  await holdToConsent(deps, learner, 'operator');
  return 1;
}
