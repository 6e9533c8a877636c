import type { Card } from '../../domain/card.ts';
import { lastAnswer, PURPOSES } from '../../domain/consent.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { takeBack } from './record-consents.ts';

/**
 * Takes back what was agreed to in a learner's own backpack between the loss of a card and its
 * voiding: nobody knows who said it, so the learner is asked again. Safe to call again: what they
 * agree to after the voiding stands; so does what they said of photos, see `takeBack`.
 *
 * @param by who makes the card void: see `actorName`
 */
export async function takeBackConsents(
  deps: BackpackDeps,
  { profileId, learnerId, voidedAt }: Card,
  since: string,
  by: string,
): Promise<void> {
  const [learner, events] = await Promise.all([
    deps.store.learners.get(profileId, learnerId),
    deps.store.consents.listOf(learnerId),
  ]);
  if (!learner || voidedAt === undefined) return;
  const doubtful = PURPOSES.filter((purpose) => {
    const { decision, channel, at = '' } = lastAnswer(purpose, 'learner', events) ?? {};
    return decision === 'given' && channel === 'own' && at >= since && at <= voidedAt;
  });
  await takeBack(deps, learner, doubtful, by);
}
