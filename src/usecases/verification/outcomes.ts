import { BadgeError } from '../../domain/errors.ts';
import type { Check, CheckName, Outcome } from '../../domain/verification.ts';
import type { Problem } from './tools.ts';

/** @param detail technical English */
export function outcome(
  name: CheckName,
  result: Outcome,
  code: string,
  detail = '',
  params: Check['params'] = {},
): Check {
  return { name, outcome: result, code, params, detail };
}

/**
 * Refusals of the way out that say something about the credential itself. That an address may not be
 * contacted from here, or does not answer as it should, says nothing about who signed.
 */
const TELLING = new Set(['did_id_mismatch', 'did_invalid', 'url_scheme', 'url_userinfo']);

/**
 * What a fetch that failed means for a check: `failed` when the address itself is unacceptable,
 * else `unknown`, since could-not-check is never false. A fault is thrown on.
 *
 * @param url what was to be fetched: its host is among the parameters
 */
export function outcomeOfFetch(name: CheckName, error: unknown, url: string): Check {
  if (!(error instanceof BadgeError)) throw error;
  const { code, message } = error;
  const params = URL.canParse(url) ? { host: new URL(url).host } : {};
  return outcome(name, TELLING.has(code) ? 'failed' : 'unknown', code, message, params);
}

/** Problems that only say that this verifier cannot read the thing. */
const UNREADABLE = new Set([
  'canonicalization_limit',
  'cryptosuite_unsupported',
  'did_method_unsupported',
  'key_type_unsupported',
  'proof_not_derived',
  'term_not_plain',
]);

/** A problem of a proof as a check: failed, unless it only could not be read here. */
export function outcomeOfProblem(name: CheckName, { code, detail }: Problem): Check {
  return outcome(name, UNREADABLE.has(code) ? 'unknown' : 'failed', code, detail);
}

/** Whether the issuer and its proof were found to hold: nobody is asked on the word of anything else. */
export function isAuthentic(found: readonly Check[]): boolean {
  return (['issuer', 'proof'] as const).every((name) =>
    found.some((check) => check.name === name && check.outcome === 'passed'),
  );
}

/** Seconds since 1970 in a claim of a token, `NaN` for whatever else stands there. @see RFC 7519 */
export function numericDate(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
