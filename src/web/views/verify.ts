import type { Words } from '../words.ts';
import type { VerdictView } from './verdict.ts';

export interface VerifyView {
  readonly title: string;
  /** Why the last try gave no verdict; empty when there was none. */
  readonly problem: string;
  readonly verdict: VerdictView | undefined;
}

export function verifyView(
  words: Words,
  last: { readonly verdict?: VerdictView; readonly problem?: string } = {},
): VerifyView {
  return {
    title: last.verdict ? last.verdict.headline : words.t('verify.title'),
    problem: last.problem ?? '',
    verdict: last.verdict,
  };
}
