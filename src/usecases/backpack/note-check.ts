import type { ImportOutcome, ImportOutline } from '../../domain/backpack.ts';
import {
  type Answer,
  answerOf,
  isAnonymous,
  type VerificationReport,
} from '../../domain/verification.ts';
import type { Seams, Store } from '../ports.ts';

const OUTCOMES: Readonly<Record<Answer, ImportOutcome>> = {
  authentic_valid: 'verified',
  authentic_no_longer_valid: 'no-longer-valid',
  not_authentic: 'rejected',
  cannot_say: 'undetermined',
};

/** What a list says of a badge of elsewhere, by what was found of it. */
export function outcomeOf(report: VerificationReport): ImportOutcome {
  const outcome = OUTCOMES[answerOf(report)];
  return outcome === 'verified' && isAnonymous(report.issuer) ? 'unknown-signer' : outcome;
}

/**
 * Writes down, once a day, what was found of a badge that is kept: lists say it without a look. A
 * check that could not be done takes nothing back from one that was.
 */
export async function noteCheck(
  { store, now }: Pick<Seams, 'now'> & { readonly store: Pick<Store, 'imports'> },
  { learnerId, id, checked }: ImportOutline,
  report: VerificationReport,
): Promise<void> {
  const found = { outcome: outcomeOf(report), at: now().toISOString() };
  const isSame = checked?.outcome === found.outcome;
  if (isSame && checked.at.slice(0, 10) === found.at.slice(0, 10)) return;
  // Looked at anew: who waited long for a silent issuer may have been overtaken by an answer.
  const isUndone = found.outcome === 'undetermined';
  const last = isUndone ? (await store.imports.get(learnerId, id))?.checked : undefined;
  if (last && last.outcome !== 'undetermined') return;
  await store.imports.check(learnerId, id, found);
}
