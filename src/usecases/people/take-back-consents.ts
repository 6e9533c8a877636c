import type { Card } from '../../domain/card.ts';
import { lastAnswer, type Purpose } from '../../domain/consent.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { recordAll } from './record-consents.ts';

/** Photos are no part: the team takes them, of who stands there, and what is removed is lost. */
const SHOWN: readonly Purpose[] = ['named-share', 'public-page'];

/**
 * Takes back what was agreed to in a learner's own backpack between the loss of a card and its
 * voiding: nobody knows who said it, so the learner is asked again. Safe to call again: what they
 * agree to after the voiding stands.
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
  const doubtful = SHOWN.filter((purpose) => {
    const { decision, channel, at = '' } = lastAnswer(purpose, 'learner', events) ?? {};
    return decision === 'given' && channel === 'own' && at >= since && at <= voidedAt;
  });
  const decisions = Object.fromEntries(doubtful.map((purpose) => [purpose, 'withdrawn'] as const));
  await recordAll(
    deps,
    learner,
    { party: 'learner', decisions },
    { channel: 'paper', recordedBy: by },
  );
}
