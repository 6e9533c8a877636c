import type { ImportOutline } from '../../domain/backpack.ts';
import type { Share } from '../../domain/share.ts';
import { entryIdOf, isAway, type KeptBadge } from './open-gallery.ts';

/**
 * What of a share is shown, in the order in which it was chosen: what its learner has still, keeps,
 * and has neither put away nor deleted. What was taken back is shown as such; `isGood` tells it.
 */
export function shownOf<Import extends ImportOutline>(
  { entryIds }: Pick<Share, 'entryIds'>,
  badges: ReadonlyArray<KeptBadge<Import>>,
): Array<KeptBadge<Import>> {
  const shown = new Map(badges.filter(mayBeShown).map((badge) => [entryIdOf(badge), badge]));
  return entryIds.flatMap((id) => shown.get(id) ?? []);
}

/** Whether a badge may be shown anew: paper and links of something taken back would be worth nothing. */
export function isShareable(badge: KeptBadge): boolean {
  return mayBeShown(badge) && isGood(badge);
}

/** Whether the centre stands by it; of a badge of elsewhere, whether it was not found false. */
export function isGood(badge: KeptBadge): boolean {
  return badge.kind === 'own' ? !badge.entry.revoked : badge.badge.checked?.outcome !== 'rejected';
}

function mayBeShown(badge: KeptBadge): boolean {
  if (isAway(badge)) return false;
  return badge.kind === 'import' || (badge.entry.answer === 'accepted' && !badge.entry.removal);
}
