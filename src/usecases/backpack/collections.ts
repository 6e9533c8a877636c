import type { LearnerActor } from '../../domain/actor.ts';
import type { Collection } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { Seams, Store } from '../ports.ts';
import { refuseUnkept } from './notes.ts';

interface CollectionDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'collections' | 'awards' | 'imports' | 'learners' | 'erasures'>;
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
  if (own.length >= MOST_COLLECTIONS) {
    throw new BadgeError('collections_too_many', 'Too many collections.', {
      params: { limit: MOST_COLLECTIONS },
    });
  }
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
  await refuseErased(deps, actor, []);
  return collection;
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
 * Another title, other badges. Those that stay keep their order, new ones come last.
 *
 * @throws {BadgeError} `collection_unknown`; `award_unknown` when a new one is not kept
 */
export async function changeCollection(
  deps: CollectionDeps,
  actor: LearnerActor,
  id: string,
  { title, entryIds }: CollectionText,
): Promise<void> {
  const wanted = new Set(entryIds);
  await changeEntries(deps, actor, id, async (before) => {
    const added = [...wanted].filter((one) => !before.includes(one));
    await refuseUnkept(deps, actor, added);
    return { title, entryIds: [...before.filter((one) => wanted.has(one)), ...added] };
  });
}

/**
 * Puts one badge into these collections of the learner, and takes it out of the others.
 *
 * @throws {BadgeError} `award_unknown` when it is not kept; `collection_unknown`
 */
export async function placeInCollections(
  deps: CollectionDeps,
  actor: LearnerActor,
  entryId: string,
  collectionIds: readonly string[],
): Promise<void> {
  const [own] = await Promise.all([
    deps.store.collections.listOf(actor.learnerId),
    refuseUnkept(deps, actor, [entryId]),
  ]);
  if (!collectionIds.every((id) => own.some((one) => one.id === id))) {
    throw new BadgeError('collection_unknown', 'No such collection.');
  }
  for (const { id, entryIds } of own) {
    const isWanted = collectionIds.includes(id);
    if (entryIds.includes(entryId) === isWanted) continue;
    await changeEntries(deps, actor, id, async (before) => {
      const others = before.filter((one) => one !== entryId);
      return { entryIds: isWanted ? [...others, entryId] : others };
    });
  }
}

/** Looks again when another tab was quicker, so that neither loses what the other did. */
async function changeEntries(
  deps: CollectionDeps,
  actor: LearnerActor,
  id: string,
  changed: (before: readonly string[]) => Promise<Partial<CollectionText>>,
): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const { entryIds } = await getCollection(deps, actor, id);
    const parts = await changed(entryIds);
    if (await deps.store.collections.change(actor.learnerId, id, entryIds, parts)) return;
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
