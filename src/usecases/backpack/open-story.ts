import type { LearnerActor } from '../../domain/actor.ts';
import type { Collection, EntryNote, ImportedBadge, Photo } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { InboxRequest } from '../../domain/inbox.ts';
import type { Profile } from '../../domain/profile.ts';
import { isOpen, type Share } from '../../domain/share.ts';
import type { BackpackDeps } from './deps.ts';
import { mayShow, namingAmong } from './naming-imports.ts';
import { notesOf } from './notes.ts';
import { type BackpackEntry, openEntry } from './open-backpack.ts';
import type { KeptBadge } from './open-gallery.ts';
import { photosOf } from './photos.ts';

/** One badge with everything that its learner made of it. */
export interface Story {
  /** `isKept` is false while it waits for an answer: then nothing else was made of it yet. */
  readonly badge: KeptBadge;
  readonly isKept: boolean;
  /** The centre of the learner, which awarded what is not imported. */
  readonly profile: Profile;
  readonly note: EntryNote | undefined;
  /** All of the learner's, oldest first. */
  readonly collections: readonly Collection[];
  readonly photos: readonly Photo[];
  /** Those that are open now, and may show it; newest first. */
  readonly shares: readonly Share[];
  /** What the learner asked for last, answered or not. */
  readonly correction: InboxRequest | undefined;
}

/** @throws {BadgeError} `award_unknown`, also for a badge of another learner */
export async function openStory(
  deps: BackpackDeps,
  actor: LearnerActor,
  entryId: string,
): Promise<Story> {
  const { store } = deps;
  const { learnerId, profileId } = actor;
  const imported = await store.imports.get(learnerId, entryId);
  const [badge, profile, notes, collections, photos, shares, requests, naming] = await Promise.all([
    imported ? importedBadge(imported) : ownBadge(await openEntry(deps, actor, entryId)),
    store.profiles.get(profileId),
    notesOf(deps, learnerId),
    store.collections.listOf(learnerId),
    imported ? [] : photosOf(deps, actor, entryId),
    store.shares.listOfLearner(profileId, learnerId),
    imported ? [] : store.inbox.listOfLearner(learnerId),
    namingAmong(deps, actor, imported ? [imported] : []),
  ]);
  if (!profile) throw new BadgeError('award_unknown', 'The learner has lost their profile.');
  return {
    badge,
    isKept: badge.kind === 'import' || badge.entry.answer === 'accepted',
    profile,
    note: notes.get(entryId),
    collections,
    photos,
    shares: shares.filter(
      (share) =>
        share.entryIds.includes(entryId) &&
        isOpen(share, deps.now()) &&
        mayShow(naming, share.kind, entryId),
    ),
    correction: requests.find(({ kind, awardId }) => kind === 'correction' && awardId === entryId),
  };
}

function importedBadge(badge: ImportedBadge): KeptBadge {
  return { kind: 'import', badge };
}

function ownBadge(entry: BackpackEntry): KeptBadge {
  return { kind: 'own', entry };
}
