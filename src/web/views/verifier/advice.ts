import {
  type Answer,
  type Check,
  isAnonymous,
  type VerificationReport,
} from '../../../domain/verification.ts';
import type { Words } from '../../words.ts';
import { signedNameOf } from './identity.ts';

/** Where the checks were made: `offline` asked nobody. */
export type Place = 'server' | 'browser' | 'offline';

/** What a site that did not answer may do in a while; one that did answer will not say otherwise. */
const MAY_PASS = new Set<unknown>(['remote_timeout', 'remote_unreachable', 'remote_unavailable']);

/** What a file that was changed by accident shows too. */
const ALTERED = new Set([
  'canonicalization_failed',
  'jwt_claim_mismatch',
  'proof_malformed',
  'proof_missing',
  'signature_invalid',
  'unmapped_term',
]);

/**
 * What someone who has to decide can do now. Nothing where there is nothing to do.
 *
 * @param mayRelay whether the page offers to have the server fetch what this browser could not
 */
export function adviceFor(
  words: Words,
  answer: Answer,
  report: Pick<VerificationReport, 'checks' | 'state' | 'issuer' | 'credential'>,
  { place, mayRelay }: { readonly place: Place; readonly mayRelay: boolean },
): string[] {
  const { checks, state, issuer, credential } = report;
  if (answer === 'authentic_valid') {
    return isAnonymous(issuer) ? [words.t('verdict.nextSigner')] : [];
  }
  if (answer === 'authentic_no_longer_valid') {
    if (state === 'revoked') return sayRevoked(words, credential);
    return state === 'expired' ? [words.t('verdict.nextExpired')] : [];
  }
  const first =
    answer === 'not_authentic'
      ? originalFor(words, checks)
      : waysToKnow(words, checks, { place, mayRelay });
  return [...first, words.t('verdict.nextIssuer')];
}

/** A copy with a name ends with its link: nobody is suspected for having closed one. */
function sayRevoked(words: Words, credential: VerificationReport['credential']): string[] {
  const first = signedNameOf(credential) ? [words.t('verdict.nextNamedCopy')] : [];
  return [...first, words.t('verdict.nextRevoked')];
}

function originalFor(words: Words, checks: readonly Check[]): string[] {
  const isAltered = checks.some(({ outcome, code }) => outcome === 'failed' && ALTERED.has(code));
  return isAltered ? [words.t('verdict.nextOriginal')] : [];
}

/** How what could not be checked here may be checked yet. */
function waysToKnow(
  words: Words,
  checks: readonly Check[],
  { place, mayRelay }: { readonly place: Place; readonly mayRelay: boolean },
): string[] {
  const unknown = checks.filter(({ outcome }) => outcome === 'unknown');
  if (place === 'offline') {
    const isAsked = unknown.some(({ code }) => /_offline$|^archive_/.test(code));
    return isAsked ? [words.t('verdict.nextOnline')] : [];
  }
  if (mayRelay) return [words.t('verdict.nextServer')];
  const mayPass = unknown.some(
    ({ code, params }) => MAY_PASS.has(code) || MAY_PASS.has(params['cause']),
  );
  return mayPass ? [words.t('verdict.nextLater')] : [];
}
