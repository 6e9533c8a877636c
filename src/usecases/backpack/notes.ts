import type { LearnerActor } from '../../domain/actor.ts';
import type { EntryNote } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { Seams, Store } from '../ports.ts';

interface NoteDeps extends Pick<Seams, 'now'> {
  readonly store: Pick<
    Store,
    'notes' | 'awards' | 'removals' | 'imports' | 'learners' | 'erasures'
  >;
}

/** Signs of the sentence in which a learner says what a badge is to them. */
export const MOST_OWN_WORDS = 500;

/** What a learner made of their badges, by entry. Entries that they left as they came are not in it. */
export async function notesOf(
  { store }: { readonly store: Pick<Store, 'notes'> },
  learnerId: string,
): Promise<ReadonlyMap<string, EntryNote>> {
  const notes = await store.notes.listOf(learnerId);
  return new Map(notes.map((note) => [note.entryId, note]));
}

/**
 * What the learner says of their badges in their own words, by entry: theirs, never the centre's,
 * and to be shown as such. Entries of which they said nothing are not in it.
 */
export async function ownWordsOf(
  deps: { readonly store: Pick<Store, 'notes'> },
  learnerId: string,
): Promise<ReadonlyMap<string, string>> {
  const notes = await notesOf(deps, learnerId);
  const said = [...notes.values()].filter(({ ownWords }) => ownWords !== '');
  return new Map(said.map(({ entryId, ownWords }) => [entryId, ownWords]));
}

/**
 * Keeps the learner's own words about a badge, or that it is put away; what is left out stays.
 *
 * @param change `ownWords`: at most `MOST_OWN_WORDS` signs; empty takes them away
 * @throws {BadgeError} `award_unknown` for what is not kept in this backpack
 */
export async function saveNote(
  deps: NoteDeps,
  actor: LearnerActor,
  entryId: string,
  change: Partial<Pick<EntryNote, 'ownWords' | 'hidden'>>,
): Promise<void> {
  await refuseUnkept(deps, actor, [entryId]);
  const { learnerId } = actor;
  const savedAt = deps.now().toISOString();
  await deps.store.notes.save({ entryId, learnerId, ...change, savedAt });
  await refuseErased(deps, actor, []);
}

/**
 * Refuses what is not kept in the learner's backpack: the badges of others, of which not even the
 * existence is told, and those that wait for an answer, were declined or deleted.
 *
 * @throws {BadgeError} `award_unknown`
 */
export async function refuseUnkept(
  { store }: { readonly store: Pick<Store, 'awards' | 'removals' | 'imports'> },
  { learnerId, profileId }: LearnerActor,
  entryIds: readonly string[],
): Promise<void> {
  const [awards, answers, removals, imports] = await Promise.all([
    store.awards.getMany(entryIds),
    store.awards.answersOf(entryIds),
    store.removals.ofAwards(entryIds),
    store.imports.listOf(learnerId),
  ]);
  const removed = new Set(removals.map(({ awardId }) => awardId));
  const kept = new Set([
    ...awards
      .filter((award) => award.learnerId === learnerId && award.profileId === profileId)
      .filter(({ id, state }) => state === 'issued' && answers.get(id) === 'accepted')
      .filter(({ id }) => !removed.has(id))
      .map(({ id }) => id),
    ...imports.map(({ id }) => id),
  ]);
  if (!entryIds.every((id) => kept.has(id))) {
    throw new BadgeError('award_unknown', 'Not kept in this backpack.');
  }
}
