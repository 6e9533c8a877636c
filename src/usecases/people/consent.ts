import { ageAt } from '../../domain/age.ts';
import {
  CONSENT_TEXT,
  type ConsentEvent,
  isAskedAgain,
  PURPOSES,
  type Purpose,
  type Standing,
  standingOf,
} from '../../domain/consent.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Seams, Store } from '../ports.ts';

/** Whose consent it is: with what the centre knows of their age. */
type Consenting = Pick<Learner, 'id' | 'profileId' | 'band' | 'bandUntil'>;

export interface ConsentDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'consents' | 'learners'>;
}

/** What is said when somebody answers; the rest of the row follows from it. */
export type ConsentAnswer = Pick<
  ConsentEvent,
  'purpose' | 'party' | 'decision' | 'channel' | 'recordedBy'
> & { readonly capacity?: NonNullable<ConsentEvent['capacity']> };

/** Whether a purpose is allowed now, and who still has to agree. */
export async function consentStanding(
  { store, now }: Pick<ConsentDeps, 'now'> & { readonly store: Pick<Store, 'consents'> },
  learner: Consenting,
  purpose: Purpose,
): Promise<Standing> {
  return standingOf(purpose, learner, await store.consents.listOf(learner.id), now());
}

/** Whether the learner grew up since they agreed to something, and has not answered since. */
export async function isToAnswerAgain(
  { store, now }: Pick<ConsentDeps, 'now'> & { readonly store: Pick<Store, 'consents'> },
  learner: Consenting,
): Promise<boolean> {
  const events = await store.consents.listOf(learner.id);
  return PURPOSES.some((purpose) => isAskedAgain(purpose, learner, events, now()));
}

/** Writes one answer down, beside those before it. What it closes is closed by `holdToConsent`. */
export async function recordAnswer(
  { store, now, newId }: ConsentDeps,
  learner: Consenting,
  answer: ConsentAnswer,
): Promise<void> {
  await store.consents.insert({
    ...answer,
    id: newId(),
    profileId: learner.profileId,
    learnerId: learner.id,
    band: ageAt(learner, now()).band ?? 'under15',
    textVersion: CONSENT_TEXT,
    at: now().toISOString(),
  });
}
