import type { LearnerActor, MemberActor } from '../../domain/actor.ts';
import { ageAt } from '../../domain/age.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Seams, Store } from '../ports.ts';

interface Deps extends Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'learners'>;
}

/**
 * A person of the actor's profile, with their age as it stands now. A band that ended is written
 * down as the next one, so that of an adult no month is kept.
 *
 * @throws {BadgeError} `learner_unknown`, also when they are another profile's
 */
export async function learnerOf(
  { store, now }: Deps,
  { profileId }: MemberActor | LearnerActor | Pick<Learner, 'profileId'>,
  learnerId: string,
): Promise<Learner> {
  const learner = await store.learners.get(profileId, learnerId);
  if (!learner) throw new BadgeError('learner_unknown', 'No such learner in this profile.');
  const { band, bandUntil, ...rest } = learner;
  const age = ageAt(learner, now());
  if (age.band !== band || age.bandUntil !== bandUntil) {
    await store.learners.setAge(profileId, learnerId, age);
  }
  return { ...rest, ...age };
}
