import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOpen, type Share } from '../../domain/share.ts';
import type { BackpackDeps } from './deps.ts';
import { mayShow, readNaming } from './naming-imports.ts';
import { type BackpackEntry, openEntry } from './open-backpack.ts';
import { entryIdOf, type KeptBadge, openGallery } from './open-gallery.ts';
import { isShareable, shownOf } from './shown.ts';

type PrintDeps = Pick<BackpackDeps, 'store' | 'now'>;

/**
 * One badge that its learner may put on paper: paper shows it to others, so it was accepted, and it
 * is good today.
 *
 * @throws {BadgeError} `award_unknown`, `award_revoked`
 */
export async function openToPrint(
  deps: PrintDeps,
  actor: LearnerActor,
  awardId: string,
): Promise<BackpackEntry> {
  const entry = await openEntry(deps, actor, awardId);
  if (entry.answer !== 'accepted') throw new BadgeError('award_unknown', 'Not accepted yet.');
  if (entry.revoked) throw new BadgeError('award_revoked', 'It would be worth nothing on paper.');
  return entry;
}

/** An open share of the learner's own, with what of it may be put on paper. */
export interface SharedOnPaper {
  readonly share: Share;
  /** What of it is shown now, without what was taken back: that would be worth nothing on paper. */
  readonly badges: readonly KeptBadge[];
}

/** @throws {BadgeError} `not_found` when it is not theirs, is closed, or holds nothing any more */
export async function openShareToPrint(
  deps: PrintDeps,
  actor: LearnerActor,
  shareId: string,
): Promise<SharedOnPaper> {
  const share = await deps.store.shares.get(actor.profileId, shareId);
  if (share?.learnerId !== actor.learnerId || !isOpen(share, deps.now())) throw unknown();
  const [{ kept }, naming] = await Promise.all([
    openGallery(deps, actor),
    readNaming(deps, share, share.entryIds),
  ]);
  const badges = shownOf(share, kept).filter(
    (badge) => isShareable(badge) && mayShow(naming, share.kind, entryIdOf(badge)),
  );
  if (badges.length === 0) throw unknown();
  return { share, badges };
}

function unknown(): BadgeError {
  return new BadgeError('not_found', 'No open share with badges of this learner.');
}
