import { isJson, listOf, typesOf } from '../../domain/loose-json.ts';
import type { Check } from '../../domain/verification.ts';
import type { Facts } from './facts.ts';
import { OPEN_BADGES_CONTEXT } from './kinds.ts';
import { outcome, outcomeOfProblem } from './outcomes.ts';
import type { Json, Verification } from './tools.ts';

const BASES = new Set<unknown>([
  'https://www.w3.org/ns/credentials/v2',
  'https://www.w3.org/2018/credentials/v1',
]);
const MAX_CONTEXTS = 8;
const CURRENT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/**
 * The contexts decide what the signed words mean, so only the pinned ones are read, the base
 * first and, in a badge, Open Badges second; none inside the document, where it would change
 * meanings midway. A credential that is no badge may define plain words of its own.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#context
 * @see https://www.w3.org/TR/vc-data-integrity/#validating-contexts
 */
export function checkContexts({ verification, credential, kind }: Facts): Check {
  const isOther = kind === 'credential';
  const problem = contextProblem(verification, credential, { mayBringTerms: isOther });
  if (problem) return problem;
  const second = listOf(credential['@context'])[1];
  if (!isOther) {
    if (typeof second !== 'string' || !OPEN_BADGES_CONTEXT.test(second)) {
      return refused('context_order', 'The second context is not that of Open Badges 3.0.');
    }
    if (second !== CURRENT) verification.warnings.push('context_older');
  }
  return outcome('contexts', 'passed', 'contexts_pinned');
}

/** What is wrong with the contexts of any credential; `undefined` when nothing is. */
export function contextProblem(
  { tools, warnings }: Pick<Verification, 'tools' | 'warnings'>,
  credential: Json,
  { mayBringTerms }: { readonly mayBringTerms: boolean },
): Check | undefined {
  const contexts = credential['@context'];
  if (!Array.isArray(contexts)) return refused('context_missing', '@context is not an array.');
  if (contexts.length > MAX_CONTEXTS) {
    return refused('context_not_allowed', `More than ${MAX_CONTEXTS} contexts.`);
  }
  const isKnown = (one: unknown) =>
    typeof one === 'string'
      ? tools.allowedContexts.has(one) && (mayBringTerms || !tools.isOpenContext(one))
      : mayBringTerms;
  const strangers = contexts.filter((one) => !isKnown(one));
  if (strangers.length > 0) {
    const detail = `Not a pinned context: ${describe(strangers[0])}`;
    const isPlain = BASES.has(contexts[0]) && !holdsContext(credential);
    const isUnread = isPlain && strangers.every((one) => isUnknown(tools, one));
    return refused(
      'context_not_allowed',
      detail,
      isUnread ? { context: describe(strangers[0]) } : {},
    );
  }
  const own = tools.ownTermsProblem(contexts);
  if (own) return outcomeOfProblem('contexts', own.problem);
  if (holdsContext(credential)) {
    return refused('context_not_allowed', 'A nested object brings its own @context.');
  }
  if (!BASES.has(contexts[0])) {
    return refused('context_order', 'The first context is not that of verifiable credentials.');
  }
  if (contexts.some((one) => typeof one !== 'string')) warnings.push('terms_of_its_own');
  return undefined;
}

function refused(code: string, detail: string, params: Check['params'] = {}): Check {
  return outcome('contexts', 'failed', code, detail, params);
}

/** A context of which nothing is known here but its address: what it says may be good or bad. */
function isUnknown({ allowedContexts }: Verification['tools'], context: unknown): boolean {
  return (
    typeof context === 'string' && context.startsWith('https://') && !allowedContexts.has(context)
  );
}

function describe(context: unknown): string {
  return typeof context === 'string' ? context.slice(0, 200) : 'an inline object';
}

/**
 * Whether any object below the root has a context of its own. What stands under `endorsement`, or is
 * shown by a presentation, is a whole credential with contexts of its own, and is checked as one.
 */
function holdsContext(value: unknown, root = true): boolean {
  if (Array.isArray(value)) return value.some((item) => holdsContext(item, false));
  if (!isJson(value)) return false;
  if (!root && '@context' in value) return true;
  return Object.entries(value).some(
    ([name, item]) =>
      name !== '@context' && !isWholeElsewhere(value, name, root) && holdsContext(item, false),
  );
}

function isWholeElsewhere(value: Json, name: string, root: boolean): boolean {
  if (name === 'endorsement') return true;
  return (
    root && name === 'verifiableCredential' && typesOf(value).includes('VerifiablePresentation')
  );
}
