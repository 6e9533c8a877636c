import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Share } from '../../domain/share.ts';
import type { BackpackDeps } from './deps.ts';
import { entryIdOf, type KeptBadge, openGallery } from './open-gallery.ts';
import { type ShareSecrets, secretsOf } from './share-secrets.ts';

/** A share as its learner sees it. */
export interface OwnShare {
  readonly share: Share;
  /** What of it is shown now: what was put away or taken out of the backpack is not. */
  readonly badges: readonly KeptBadge[];
  /** How often it was opened; nobody knows by whom. */
  readonly opened: number;
}

/** All that a learner shows and showed, newest first. @throws {BadgeError} `not_found` */
export async function readShares(
  deps: Pick<BackpackDeps, 'store'>,
  actor: LearnerActor,
): Promise<OwnShare[]> {
  const { store } = deps;
  const shares = await store.shares.listOfLearner(actor.profileId, actor.learnerId);
  const [{ kept }, openings] = await Promise.all([
    openGallery(deps, actor),
    store.shares.openings(shares.map(({ id }) => id)),
  ]);
  const badgeOf = new Map(kept.map((badge) => [entryIdOf(badge), badge]));
  return shares.map((share) => ({
    share,
    badges: share.entryIds.flatMap((id) => badgeOf.get(id) ?? []),
    opened: openings.get(share.id) ?? 0,
  }));
}

/** One of them, with what opens it. @throws {BadgeError} `not_found` when it is not theirs */
export function linkOfShare(
  deps: Pick<BackpackDeps, 'keyed'>,
  shares: readonly OwnShare[],
  shareId: string,
): OwnShare & { readonly secrets: ShareSecrets } {
  const own = shares.find(({ share }) => share.id === shareId);
  if (!own) throw new BadgeError('not_found', 'No such share of this learner.');
  return { ...own, secrets: secretsOf(deps, own.share) };
}
