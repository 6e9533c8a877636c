import type { Problem } from '../problem.ts';
import type { Words } from '../words.ts';

export interface ProblemView {
  readonly title: string;
  readonly sentence: string;
  /** Empty unless it helps to find a fault in the logs. */
  readonly reference: string;
}

/** The page of a refusal or a fault. One and the same for everything that is not to be found. */
export function problemView(words: Words, problem: Problem): ProblemView {
  return {
    title: words.t(problem.status === 404 ? 'problem.notFound' : 'problem.title'),
    sentence: problem.title,
    reference:
      problem.status >= 500
        ? words.t('problem.reference', { id: problem.instance.replace('urn:uuid:', '') })
        : '',
  };
}
