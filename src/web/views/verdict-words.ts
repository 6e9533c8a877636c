import {
  type Answer,
  type Check,
  isGenuine,
  isUnsound,
  type State,
  type VerificationReport,
} from '../../domain/verification.ts';
import type { MessageKey } from '../locales.ts';
import type { Words } from '../words.ts';
import { isAnonymous } from './guarantor.ts';
import { signedNameOf } from './identity.ts';

/** One of the four things that a page may say, with the reason in time. */
export function headlineOf(answer: Answer, state: State): MessageKey {
  if (answer === 'authentic_valid') return 'verdict.valid';
  if (answer === 'not_authentic') return 'verdict.false';
  if (answer === 'cannot_say') return 'verdict.unknown';
  if (state === 'revoked') return 'verdict.revoked';
  if (state === 'expired') return 'verdict.expired';
  return state === 'not-yet-valid' ? 'verdict.notYet' : 'verdict.noLonger';
}

/** One sentence or two: the checks that decided. */
export function whyOf(
  words: Words,
  answer: Answer,
  { checks, issuer: signer }: VerificationReport,
  issuer: string,
): string {
  if (answer === 'authentic_valid') {
    if (isAnonymous(signer)) return words.t('verdict.whyValidKey');
    const isRevocable = checks.some(
      ({ name, outcome }) => name === 'status' && outcome === 'passed',
    );
    return words.t(isRevocable ? 'verdict.whyValid' : 'verdict.whyValidForever', { issuer });
  }
  if (answer === 'authentic_no_longer_valid') {
    const failed = checks.filter(({ outcome }) => outcome === 'failed');
    return [...new Set(failed.map((check) => words.check(check)))].join(' ');
  }
  if (answer === 'cannot_say' && isGenuine(checks) && isUnsound(checks)) {
    return whyUnsound(words, checks, isAnonymous(signer) ? '' : issuer);
  }
  const reason = sentenceOf(words, checks, answer === 'cannot_say' ? 'unknown' : 'failed');
  if (answer === 'not_authentic') return words.t('verdict.whyFalse', { reason });
  if (!isGenuine(checks)) return words.t('verdict.whyUnknown', { reason });
  const key = isAnonymous(signer) ? 'verdict.whyUnknownKey' : 'verdict.whyUnknownGenuine';
  return words.t(key, { reason, issuer });
}

/** First that it is no forgery, then what is amiss. @param issuer empty when only a key signed */
function whyUnsound(words: Words, checks: readonly Check[], issuer: string): string {
  const isBadlyFormed = checks.some(
    ({ name, outcome }) => outcome === 'failed' && name !== 'endorsements',
  );
  return [
    issuer ? words.t('verdict.genuine', { issuer }) : words.t('verdict.genuineKey'),
    words.t(isBadlyFormed ? 'verdict.badlyFormed' : 'verdict.unsoundInside'),
    sentenceOf(words, checks, 'failed'),
  ].join(' ');
}

/** A check that was only not reached explains nothing, so it comes last. */
function sentenceOf(words: Words, checks: readonly Check[], outcome: Check['outcome']): string {
  const found = checks.filter((check) => check.outcome === outcome);
  const telling = found.find(({ code }) => !FOLLOWERS.has(code)) ?? found[0];
  return words.check(telling ?? { code: '', outcome, params: {} });
}

const FOLLOWERS: ReadonlySet<string> = new Set([
  'issuer_not_reached',
  'key_unresolvable',
  'status_not_reached',
]);

/** Nothing that was not shown: an issuer and what it signed, and how far that goes. */
export function provesOf(
  words: Words,
  answer: Answer,
  report: VerificationReport,
  { issuer, name, isBadge }: { issuer: string; name: string; isBadge: boolean },
): string[] {
  if (answer === 'not_authentic') return [words.t('verdict.provesNothing')];
  if (!isGenuine(report.checks)) return [words.t('verdict.provesUnknown')];
  const signed = signedNameOf(report.credential);
  const award = isBadge ? 'verdict.provesAward' : 'verdict.provesSigned';
  return [
    words.t(award, { issuer: capital(issuer), name }),
    ...(signed ? [words.t('verdict.provesNamed', { name: signed })] : []),
    words.t('verdict.provesIntact'),
    ...(answer === 'authentic_no_longer_valid' ? [words.t('verdict.provesPast')] : []),
    ...(answer === 'cannot_say' ? [words.t(limitOf(report.checks))] : []),
  ];
}

function limitOf(checks: readonly Check[]): MessageKey {
  return isUnsound(checks) ? 'verdict.provesUnsound' : 'verdict.provesUnknownNow';
}

/** What people take a badge to prove, and it does not. */
export function notProvesOf(
  words: Words,
  report: VerificationReport,
  isProven: boolean,
  isBadge: boolean,
): string[] {
  const name = isProven ? signedNameOf(report.credential) : '';
  const signer = isAnonymous(report.issuer) ? [words.t('verdict.notProvesKey')] : [];
  if (!isBadge) return [...signer, words.t('verdict.notProvesTruth')];
  return [
    ...signer,
    name ? words.t('verdict.notProvesNamed', { name }) : words.t('verdict.notProvesPerson'),
    words.t('verdict.notProvesLevel'),
  ];
}

export function contentTitleOf(isProven: boolean, isBadge: boolean): MessageKey {
  if (!isProven) return 'verdict.contentClaimed';
  return isBadge ? 'verdict.contentTitle' : 'verdict.documentTitle';
}

/** At the beginning of a sentence; a domain stays as it is written. */
export function capital(text: string): string {
  return text.includes(' ') ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
