import type { Answer, Check, VerificationReport } from '../../domain/verification.ts';
import type { Words } from '../words.ts';

/** Codes of what an issuer's site, or the way to it, did not give today. */
const MAY_PASS = /^(remote_|egress_|dns_|status_unreachable|key_unresolvable|issuer_not_reached)/;

/**
 * What someone who has to decide can do now. Nothing where there is nothing to do.
 *
 * @param place where the checks were made: a browser is kept from some sites that the server reaches
 */
export function adviceFor(
  words: Words,
  answer: Answer,
  { checks, state }: Pick<VerificationReport, 'checks' | 'state'>,
  place: 'server' | 'browser',
): string[] {
  if (answer === 'authentic_valid') return [];
  if (answer === 'not_authentic') {
    return [words.t('verdict.nextOriginal'), words.t('verdict.nextIssuer')];
  }
  if (answer === 'authentic_no_longer_valid') {
    if (state === 'revoked') return [words.t('verdict.nextRevoked')];
    return state === 'expired' ? [words.t('verdict.nextExpired')] : [];
  }
  const unknown = checks.filter(({ outcome }) => outcome === 'unknown');
  const later = unknown.some(({ code }: Check) => MAY_PASS.test(code));
  return [
    ...(later ? [words.t('verdict.nextLater')] : []),
    ...(later && place === 'browser' ? [words.t('verdict.nextServer')] : []),
    words.t('verdict.nextIssuer'),
  ];
}
