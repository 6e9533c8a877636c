import type { LearnerActor } from '../../domain/actor.ts';
import type { ConsentEvent } from '../../domain/consent.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOpen, purposeOf, type Share } from '../../domain/share.ts';
import type { BackpackDeps } from './deps.ts';
import { mayShow, readNaming } from './naming-imports.ts';
import { entryIdOf, type KeptBadge, openGallery } from './open-gallery.ts';
import { type ShareSecrets, secretsOf } from './share-secrets.ts';
import { shownOf } from './shown.ts';

/** A share as its learner sees it. */
export interface OwnShare {
  readonly share: Share;
  /** What of it is shown now, see `shownOf`; of what is over, what would be. */
  readonly badges: readonly KeptBadge[];
  /**
   * Those of elsewhere into which their issuers may have written the learner's name; while nothing
   * is shown, those that would show it.
   */
  readonly naming: readonly KeptBadge[];
  /** How often it was opened; nobody knows by whom. */
  readonly opened: number;
  /** It was closed because somebody took back what it needed. */
  readonly isTakenBack: boolean;
}

/** All that a learner shows and showed, newest first. @throws {BadgeError} `not_found` */
export async function readShares(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  actor: LearnerActor,
): Promise<OwnShare[]> {
  const { store } = deps;
  const shares = await store.shares.listOfLearner(actor.profileId, actor.learnerId);
  const entryIds = shares.flatMap((share) => share.entryIds);
  const [{ kept }, openings, events, naming] = await Promise.all([
    openGallery(deps, actor),
    store.shares.openings(shares.map(({ id }) => id)),
    store.consents.listOf(actor.learnerId),
    readNaming(deps, actor, entryIds),
  ]);
  return shares.map((share) => {
    const isOver = !isOpen(share, deps.now());
    const all = shownOf(share, kept);
    const badges = all.filter((badge) => isOver || mayShow(naming, share.kind, entryIdOf(badge)));
    return {
      share,
      badges,
      naming: (badges.length > 0 ? badges : all).filter((badge) =>
        naming.ids.has(entryIdOf(badge)),
      ),
      opened: openings.get(share.id) ?? 0,
      isTakenBack: isTakenBack(share, events),
    };
  });
}

/** Whatever was still open when an answer that it rests on became a no was closed by that. */
function isTakenBack(share: Share, events: readonly ConsentEvent[]): boolean {
  const { createdAt, withdrawnAt } = share;
  const purpose = purposeOf(share);
  if (withdrawnAt === undefined || purpose === undefined) return false;
  return events.some(
    (event) =>
      event.purpose === purpose &&
      event.decision === 'withdrawn' &&
      createdAt <= event.at &&
      event.at <= withdrawnAt,
  );
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
