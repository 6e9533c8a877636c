import type { z } from 'zod';

/** Where a value has another shape than it should, as a JSON pointer, and how. */
export interface Mismatch {
  readonly path: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/**
 * The first thing that is wrong. Where one of several shapes would do, it is told of the one that comes
 * closest: the one that reads furthest into the value.
 */
export function firstMismatch({ issues }: { readonly issues: readonly Issue[] }): Mismatch {
  const [issue] = issues;
  const { path, message } = issue ? closest(issue) : { path: [], message: 'Invalid value.' };
  return { path: `/${path.map(String).join('/')}`, message };
}

function closest(issue: Issue): Pick<Issue, 'path' | 'message'> {
  const { path, message } = issue;
  if (issue.code !== 'invalid_union') return { path, message };
  const [deepest] = issue.errors
    .flatMap(([first]) => (first ? [closest(first)] : []))
    .sort((one, other) => other.path.length - one.path.length);
  return deepest
    ? { path: [...path, ...deepest.path], message: deepest.message }
    : { path, message };
}
