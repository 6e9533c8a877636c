import { entryIdOf, type KeptBadge } from '../../../usecases/backpack/open-gallery.ts';

/** Addresses of the pages of a backpack, each written once. */

export function entryHref(entryId: string): string {
  return `/backpack/badges/${encodeURIComponent(entryId)}`;
}

export function badgeHref(badge: KeptBadge): string {
  return entryHref(entryIdOf(badge));
}

export function collectionHref(collectionId: string): string {
  return `/backpack/collections/${encodeURIComponent(collectionId)}`;
}

export function shareEntryHref(entryId: string): string {
  return `/backpack/share?entry=${encodeURIComponent(entryId)}`;
}
