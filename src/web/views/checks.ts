import type { Check, Outcome } from '../../domain/verification.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';

/** One check as a line for people, with its technical part folded away. */
export interface CheckView {
  readonly outcome: Outcome;
  readonly icon: string;
  readonly outcomeWord: string;
  readonly name: string;
  readonly sentence: string;
  readonly code: string;
  /** Technical English; may be empty. */
  readonly detail: string;
}

const ICONS: Readonly<Record<Outcome, string>> = {
  passed: 'icon-good',
  failed: 'icon-bad',
  unknown: 'icon-unsure',
  skipped: 'icon-none',
};

export function checkViews(words: Words, checks: readonly Check[]): CheckView[] {
  return checks.map((check) => ({
    outcome: check.outcome,
    icon: ICONS[check.outcome],
    outcomeWord: words.t(`verdict.outcome.${check.outcome}`),
    name: words.t(`verdict.check.${check.name}`),
    sentence: words.check(check),
    code: check.code,
    detail: plainText(check.detail, 500),
  }));
}
