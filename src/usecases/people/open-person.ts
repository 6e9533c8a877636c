import type { MemberActor } from '../../domain/actor.ts';
import type { Card } from '../../domain/card.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Store } from '../ports.ts';
import { type AwardLine, readAwardLines } from './award-lines.ts';

/** A person as the centre knows them. */
export interface OpenedPerson {
  readonly learner: Learner;
  /** Newest first. */
  readonly lines: readonly AwardLine[];
  /** The cards that they were given, newest first; void ones too. */
  readonly cards: readonly Card[];
}

interface Deps {
  readonly store: Store;
}

/** @throws {BadgeError} `learner_unknown`, also when they are another profile's */
export async function openPerson(
  { store }: Deps,
  actor: MemberActor,
  learnerId: string,
): Promise<OpenedPerson> {
  const { profileId } = actor;
  const [learner, awards, cards] = await Promise.all([
    store.learners.get(profileId, learnerId),
    store.awards.listOfLearner(profileId, learnerId),
    store.cards.listOf(learnerId),
  ]);
  if (!learner) throw new BadgeError('learner_unknown', 'No such learner in this profile.');
  return { learner, lines: await readAwardLines(store, profileId, awards), cards };
}

/** One award with what it points to. @throws {BadgeError} `award_unknown`, also when it is another profile's */
export async function openAward(
  { store }: Deps,
  actor: MemberActor,
  awardId: string,
): Promise<AwardLine> {
  const award = await store.awards.get(awardId);
  if (award?.profileId !== actor.profileId) {
    throw new BadgeError('award_unknown', 'No such award in this profile.');
  }
  const [line] = await readAwardLines(store, actor.profileId, [award]);
  if (!line) throw new Error('An award has no line.');
  return line;
}
