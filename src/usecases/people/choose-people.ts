import type { MemberActor } from '../../domain/actor.ts';
import { isGood } from '../../domain/card.ts';
import { type Learner, searchPrefixes } from '../../domain/learner.ts';
import { byName } from '../../domain/name-order.ts';
import type { Seams, Store } from '../ports.ts';

/** Somebody to whom a card may be handed. */
export interface Receiver {
  readonly learner: Learner;
  /** Whether a card of theirs opens their backpack now. */
  readonly hasCard: boolean;
}

interface Deps extends Pick<Seams, 'now'> {
  readonly store: Store;
}

/** People offered at once, those that were chosen before aside. */
const MOST = 60;
/** Awards looked over to find the people who were awarded lately. */
const LATELY = 300;
const MOST_CHOSEN = 200;

/** Those without a card first, each half in the order given. */
export async function withCards(
  { store, now }: Deps,
  learners: readonly Learner[],
): Promise<Receiver[]> {
  const cards = await store.cards.listOfMany(learners.map(({ id }) => id));
  const holders = new Set(
    cards.filter((card) => isGood(card, now())).map(({ learnerId }) => learnerId),
  );
  const people = learners.map((learner) => ({ learner, hasCard: holders.has(learner.id) }));
  return people.sort((one, other) => Number(one.hasCard) - Number(other.hasCard));
}

/** Whom to print cards for: those that were chosen already, and those that a search found. */
export interface ChoosingPeople {
  readonly chosen: readonly Receiver[];
  readonly found: readonly Receiver[];
  /** Whether there are more than these. */
  readonly more: boolean;
}

/**
 * The people that a search finds, or without one those who were awarded lately; by name, those
 * without a card first. Who is not the profile's is left out.
 */
export async function choosePeople(
  deps: Deps,
  actor: MemberActor,
  asked: {
    readonly query: string;
    readonly chosenIds: readonly string[];
    readonly language: string;
  },
): Promise<ChoosingPeople> {
  const { profileId } = actor;
  const compare = byName(asked.language);
  const ids = [...new Set(asked.chosenIds)].slice(0, MOST_CHOSEN);
  const [chosen, all] = await Promise.all([
    deps.store.learners.getMany(profileId, ids),
    asked.query.trim() === ''
      ? latelyAwarded(deps, profileId)
      : deps.store.learners.search(profileId, searchPrefixes(asked.query), MOST + 1),
  ]);
  const isChosen = new Set(chosen.map(({ id }) => id));
  const others = all.filter(({ id }) => !isChosen.has(id));
  return {
    chosen: await withCards(deps, chosen.sort(compare)),
    found: await withCards(deps, others.slice(0, MOST).sort(compare)),
    more: others.length > MOST,
  };
}

async function latelyAwarded({ store }: Deps, profileId: string): Promise<Learner[]> {
  const awards = await store.awards.latestOf(profileId, {}, { limit: LATELY });
  const ids = [...new Set(awards.map(({ learnerId }) => learnerId))].slice(0, MOST);
  return store.learners.getMany(profileId, ids);
}
