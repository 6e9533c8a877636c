import { isOpen, type Share } from '../../../domain/share.ts';
import type { KeptBadge } from '../../../usecases/backpack/open-gallery.ts';
import type { OwnShare } from '../../../usecases/backpack/own-shares.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { patchOf } from './backpack-patch.ts';

/** Of the badges of one share, on a line. */
const MOST_NAMED = 3;

/** How a share shows its learner, in a few words. */
export interface WayInWords {
  readonly way: string;
  readonly wayIcon: string;
}

export function shareHref({ id }: Share): string {
  return `/backpack/shares/${encodeURIComponent(id)}`;
}

/** The learner's note; without one, what it shows. */
export function labelOf(words: Words, own: OwnShare): string {
  const { share } = own;
  const note = plainText(share.label, 200) || plainText(share.title, 200);
  return note || namesOf(words, own) || words.t('backpack.shareUnnamed');
}

export function namesOfBadges(words: Words, badges: readonly KeptBadge[]): string {
  return badges.map((badge) => patchOf(words, badge).name).join(', ');
}

/** The first badges by name, and how many there are besides. */
export function namesOf(words: Words, { badges }: OwnShare): string {
  const named = badges.length > MOST_NAMED + 1 ? badges.slice(0, MOST_NAMED) : badges;
  const names = namesOfBadges(words, named);
  const count = badges.length - named.length;
  return count > 0 ? words.t('shares.andMore', { names, count }) : names;
}

/** Whether the other sees who it is, or anybody sees the page. */
export function wayOf(words: Words, own: OwnShare): WayInWords {
  if (own.share.kind === 'public') return { way: words.t('shares.way.public'), wayIcon: 'share-2' };
  if (hasName(own)) return { way: words.t('shares.way.named'), wayIcon: 'id-card' };
  return own.naming.length > 0
    ? { way: words.t('shares.way.written'), wayIcon: 'id-card' }
    : { way: words.t('shares.way.unnamed'), wayIcon: 'shield' };
}

export function untilOf(words: Words, own: OwnShare, now: Date): string {
  const { share, badges, isTakenBack } = own;
  if (share.withdrawnAt) {
    const why = isTakenBack ? 'shares.takenBack' : 'shares.withdrawn';
    return words.t(why, { date: words.day(share.withdrawnAt) });
  }
  const isStillOpen = isOpen(share, now);
  if (isStillOpen && badges.length === 0) return words.t('shares.asleep');
  const key = isStillOpen ? 'shares.until' : 'shares.ended';
  return words.t(key, { date: words.day(share.expiresAt) });
}

export function openedOf(words: Words, count: number): string {
  return count > 0 ? words.t('shares.opened', { count }) : words.t('shares.openedNever');
}

/** What the other sees of the learner. */
export function showsOf(words: Words, own: OwnShare): string {
  const { kind, signedName = '' } = own.share;
  if (hasName(own)) return words.t('shares.showsName', { name: plainText(signedName) });
  if (kind === 'public') return words.t('shares.showsPublic');
  if (own.naming.length === 0) return words.t('shares.showsNoName');
  return words.t('shares.showsWritten', { names: namesOfBadges(words, own.naming) });
}

/** A name was signed on badges of the centre alone. */
function hasName({ share, badges }: OwnShare): boolean {
  return share.signedName !== undefined && badges.some(({ kind }) => kind === 'own');
}
