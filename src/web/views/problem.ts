import type { KeptForm } from '../kept-form.ts';
import type { Problem } from '../problem.ts';
import type { Words } from '../words.ts';

export interface ProblemView {
  readonly title: string;
  readonly sentence: string;
  /** Empty unless it helps to find a fault in the logs. */
  readonly reference: string;
  /** Where to sign in, when that is what was missing; else empty. */
  readonly signIn: string;
  /** Whether it is a card that was missing. */
  readonly card: boolean;
  /** What was written in the form that was refused; `false` when there is nothing to send again. */
  readonly kept: KeptForm | false;
}

interface Refused {
  /** Of the page that was asked for; empty when it was no page. */
  readonly path: string;
  readonly kept: KeptForm | undefined;
}

/** The page of a refusal or a fault. One and the same for everything that is not to be found. */
export function problemView(words: Words, problem: Problem, { path, kept }: Refused): ProblemView {
  return {
    title: words.t(titleOf(problem, kept)),
    sentence: sentenceOf(words, problem, kept),
    reference:
      problem.status >= 500
        ? words.t('problem.reference', { id: problem.instance.replace('urn:uuid:', '') })
        : '',
    signIn: problem.code === 'member_required' ? signInHref(path) : '',
    card: problem.code === 'card_required',
    kept: kept ?? false,
  };
}

function titleOf({ status, code }: Problem, kept: KeptForm | undefined) {
  if (kept) return 'problem.keptTitle';
  if (code === 'member_required') return 'problem.signInFirst';
  if (code === 'card_required') return 'problem.cardFirst';
  return status === 404 ? 'problem.notFound' : 'problem.title';
}

function sentenceOf(words: Words, { code, title }: Problem, kept: KeptForm | undefined): string {
  if (!kept) return title;
  return words.t(code === 'member_required' ? 'problem.keptSignIn' : 'problem.keptConfirm');
}

/** @param path the page to return to; empty when it was no page */
function signInHref(path: string): string {
  return path ? `/sign-in?returnTo=${encodeURIComponent(path)}` : '/sign-in';
}
