import type { LearnerActor } from '../../domain/actor.ts';
import type { Collection, EntryNote, ImportOutline } from '../../domain/backpack.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Profile } from '../../domain/profile.ts';
import type { Store } from '../ports.ts';
import { notesOf } from './notes.ts';
import { type BackpackEntry, openBackpack } from './open-backpack.ts';

/** A badge that a learner keeps: awarded here, or brought from elsewhere. */
export type KeptBadge<Import extends ImportOutline = ImportOutline> =
  | { readonly kind: 'own'; readonly entry: BackpackEntry; readonly note?: EntryNote }
  | { readonly kind: 'import'; readonly badge: Import; readonly note?: EntryNote };

/** A shelf, with those of its badges that are not put away, in the order in which they were added. */
export interface Shelf {
  readonly collection: Collection;
  readonly badges: readonly KeptBadge[];
}

/** A backpack as its learner looks through it. */
export interface Gallery {
  readonly learner: Learner;
  readonly profile: Profile;
  /** What waits for a yes or a no; newest first. */
  readonly waiting: readonly BackpackEntry[];
  /** Newest first; also what was taken back, whether it was answered or not. */
  readonly kept: readonly KeptBadge[];
  /** Kept, and put away by the learner; newest first. */
  readonly away: readonly KeptBadge[];
  /** Handed back or deleted, and not gone for good yet; newest first. */
  readonly removed: readonly BackpackEntry[];
  /** Oldest first. */
  readonly shelves: readonly Shelf[];
}

/** All badges of a learner, for the learner alone. @throws {BadgeError} `not_found` */
export async function openGallery(deps: { store: Store }, actor: LearnerActor): Promise<Gallery> {
  const { store } = deps;
  const [backpack, imports, notes, collections] = await Promise.all([
    openBackpack(deps, actor),
    store.imports.listOf(actor.learnerId),
    notesOf(deps, actor.learnerId),
    store.collections.listOf(actor.learnerId),
  ]);
  const { learner, profile, entries, removed } = backpack;
  // What was taken back before it was answered asks nothing any more: it only says so.
  const told = entries.filter(({ answer, revoked }) => answer === 'accepted' || revoked);
  const badges = withNotes(told, imports, notes).sort((one, other) =>
    dateOf(other).localeCompare(dateOf(one)),
  );
  const kept = badges.filter((badge) => !isAway(badge));
  return {
    learner,
    profile,
    waiting: entries.filter(({ answer, revoked }) => answer === undefined && !revoked),
    kept,
    away: badges.filter(isAway),
    removed,
    shelves: collections.map((collection) => shelfOf(collection, kept)),
  };
}

/** Badges of both kinds, with what their learner made of them. */
export function withNotes<Import extends ImportOutline>(
  entries: readonly BackpackEntry[],
  imports: readonly Import[],
  notes: ReadonlyMap<string, EntryNote>,
): Array<KeptBadge<Import>> {
  return [
    ...entries.map((entry) => ({ kind: 'own' as const, entry, ...noteIn(notes, entry.award.id) })),
    ...imports.map((badge) => ({ kind: 'import' as const, badge, ...noteIn(notes, badge.id) })),
  ];
}

/** The id under which a badge stands in notes, collections and shares. */
export function entryIdOf(badge: KeptBadge): string {
  return badge.kind === 'own' ? badge.entry.award.id : badge.badge.id;
}

/** What can go into a collection: what was taken back before it was kept belongs nowhere. */
export function collectable({ kept }: Pick<Gallery, 'kept'>): KeptBadge[] {
  return kept.filter((badge) => badge.kind === 'import' || badge.entry.answer === 'accepted');
}

function shelfOf(collection: Collection, kept: readonly KeptBadge[]): Shelf {
  const badgeOf = new Map(kept.map((badge) => [entryIdOf(badge), badge]));
  return { collection, badges: collection.entryIds.flatMap((id) => badgeOf.get(id) ?? []) };
}

/** Whether its learner put it away. */
export function isAway({ note }: KeptBadge): boolean {
  return note?.hidden === true;
}

function dateOf(badge: KeptBadge): string {
  return badge.kind === 'own' ? badge.entry.award.awardedDate : badge.badge.importedAt;
}

function noteIn(notes: ReadonlyMap<string, EntryNote>, id: string): { note?: EntryNote } {
  const note = notes.get(id);
  return note ? { note } : {};
}
