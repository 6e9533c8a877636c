import type { LearnerActor } from '../../domain/actor.ts';
import type { Collection } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { Seams, Store } from '../ports.ts';
import { refuseUnkept } from './notes.ts';

interface CollectionDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<
    Store,
    'collections' | 'awards' | 'removals' | 'imports' | 'learners' | 'erasures'
  >;
}

/** Signs of the title of a collection. */
export const MOST_IN_TITLE = 80;
/** Collections of one learner. */
const MOST_COLLECTIONS = 30;
/** Of one change, each lost to another that was made. */
const MOST_TURNS = 50;

export interface CollectionText {
  readonly title: string;
  /** Kept badges, in the order in which they were added. */
  readonly entryIds: readonly string[];
}

/**
 * Puts badges under a title of the learner's own.
 *
 * @throws {BadgeError} `award_unknown` when one of them is not kept, `collections_too_many`
 */
export async function createCollection(
  deps: CollectionDeps,
  actor: LearnerActor,
  { title, entryIds }: CollectionText,
): Promise<Collection> {
  const { learnerId, profileId } = actor;
  const [own] = await Promise.all([
    deps.store.collections.listOf(learnerId),
    refuseUnkept(deps, actor, entryIds),
  ]);
  if (own.length >= MOST_COLLECTIONS) throw tooMany();
  const collection: Collection = {
    id: deps.newId(),
    learnerId,
    profileId,
    title,
    entryIds: [...new Set(entryIds)],
    createdAt: deps.now().toISOString(),
  };
  if (!(await deps.store.collections.insert(collection))) {
    throw new Error('A collection was made twice.');
  }
  // Of several that are made at once, each looks again.
  if ((await deps.store.collections.listOf(learnerId)).length > MOST_COLLECTIONS) {
    await deps.store.collections.remove(learnerId, collection.id);
    throw tooMany();
  }
  await refuseErased(deps, actor, []);
  return collection;
}

function tooMany(): BadgeError {
  return new BadgeError('collections_too_many', 'Too many collections.', {
    params: { limit: MOST_COLLECTIONS },
  });
}

/** @throws {BadgeError} `collection_unknown`, also when it is another learner's */
export async function getCollection(
  { store }: Pick<CollectionDeps, 'store'>,
  { learnerId }: LearnerActor,
  id: string,
): Promise<Collection> {
  const collection = await store.collections.get(learnerId, id);
  if (!collection) throw new BadgeError('collection_unknown', 'No such collection.');
  return collection;
}

/**
 * Another title, other badges. Those that stay keep their order, new ones come last. What another
 * tab did since `seen` was read stays done, unless it is undone here.
 *
 * @param change `seen`: what was read before; all that is there when it is left out
 * @throws {BadgeError} `collection_unknown`; `award_unknown` when a new one is not kept;
 *   `collection_changed` when it got another title meanwhile and is to get a third
 */
export async function changeCollection(
  deps: CollectionDeps,
  actor: LearnerActor,
  id: string,
  change: CollectionText & { readonly seen?: CollectionText },
): Promise<void> {
  await changeEntries(deps, actor, id, async (now) => {
    const { seen = now } = change;
    const isRenamed = change.title !== seen.title;
    if (isRenamed && now.title !== seen.title && now.title !== change.title) {
      throw new BadgeError('collection_changed', 'Another tab gave it another title.', {
        params: { title: now.title },
      });
    }
    const entryIds = mergedEntries(now.entryIds, change.entryIds, seen.entryIds);
    const added = entryIds.filter((one) => !now.entryIds.includes(one));
    await refuseUnkept(deps, actor, added);
    return { entryIds, ...(isRenamed ? { title: change.title } : {}) };
  });
}

/** What is there now, with what was ticked and without what was unticked on a form that showed `seen`. */
export function mergedEntries(
  now: readonly string[],
  ticked: readonly string[],
  seen: readonly string[],
): string[] {
  const removed = new Set(seen.filter((one) => !ticked.includes(one)));
  const added = ticked.filter((one) => !seen.includes(one));
  return [...new Set([...now.filter((one) => !removed.has(one)), ...added])];
}

/**
 * Puts one badge into these collections of the learner, and takes it out of the others; of which
 * only those that it was `seen` in, since another tab may have put it elsewhere meanwhile.
 *
 * @throws {BadgeError} `award_unknown` when it is not kept; `collection_unknown`
 */
export async function placeInCollections(
  deps: CollectionDeps,
  actor: LearnerActor,
  entryId: string,
  collectionIds: readonly string[],
  seen?: readonly string[],
): Promise<void> {
  const [own] = await Promise.all([
    deps.store.collections.listOf(actor.learnerId),
    refuseUnkept(deps, actor, [entryId]),
  ]);
  if (!collectionIds.every((id) => own.some((one) => one.id === id))) {
    throw new BadgeError('collection_unknown', 'No such collection.');
  }
  const before = own.filter(({ entryIds }) => entryIds.includes(entryId)).map(({ id }) => id);
  const wanted = new Set(mergedEntries(before, collectionIds, seen ?? before));
  for (const { id } of own) {
    const isWanted = wanted.has(id);
    if (before.includes(id) === isWanted) continue;
    await changeEntries(deps, actor, id, async (now) => {
      const others = now.entryIds.filter((one) => one !== entryId);
      return { entryIds: isWanted ? [...others, entryId] : others };
    });
  }
}

/** Looks again when another tab was quicker, so that neither loses what the other did. */
async function changeEntries(
  deps: CollectionDeps,
  actor: LearnerActor,
  id: string,
  changed: (now: Collection) => Promise<Partial<CollectionText>>,
): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const now = await getCollection(deps, actor, id);
    const parts = await changed(now);
    if (await deps.store.collections.change(actor.learnerId, id, now, parts)) return;
  }
  throw new Error('A collection never stood still.');
}

/** Takes a collection apart; its badges stay in the backpack. One that is gone already stays so. */
export async function removeCollection(
  { store }: Pick<CollectionDeps, 'store'>,
  { learnerId }: LearnerActor,
  id: string,
): Promise<void> {
  await store.collections.remove(learnerId, id);
}
