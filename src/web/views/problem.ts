import type { Problem } from '../problem.ts';
import type { Words } from '../words.ts';

export interface ProblemView {
  readonly title: string;
  readonly sentence: string;
  /** Empty unless it helps to find a fault in the logs. */
  readonly reference: string;
  /** Where to sign in, when that is what was missing; else empty. */
  readonly signIn: string;
}

/**
 * The page of a refusal or a fault. One and the same for everything that is not to be found.
 *
 * @param path of the page that was asked for; empty when it was no page
 */
export function problemView(words: Words, problem: Problem, path = ''): ProblemView {
  return {
    title: words.t(titleOf(problem)),
    sentence: problem.title,
    reference:
      problem.status >= 500
        ? words.t('problem.reference', { id: problem.instance.replace('urn:uuid:', '') })
        : '',
    signIn: problem.code === 'member_required' ? signInHref(path) : '',
  };
}

function titleOf({ status, code }: Problem) {
  if (code === 'member_required') return 'problem.signInFirst';
  return status === 404 ? 'problem.notFound' : 'problem.title';
}

/** @param path the page to return to; empty when it was no page */
function signInHref(path: string): string {
  return path ? `/sign-in?returnTo=${encodeURIComponent(path)}` : '/sign-in';
}
