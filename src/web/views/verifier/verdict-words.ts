import {
  type Answer,
  type Check,
  isAnonymous,
  isGenuine,
  isUnreadable,
  isUnsound,
  type VerificationReport,
} from '../../../domain/verification.ts';
import type { MessageKey } from '../../locales.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { isHosted } from './checks.ts';

/** One of the four things that a page may say, with the reason in time, or that nobody knows who signed. */
export function headlineOf(
  answer: Answer,
  { state, issuer }: Pick<VerificationReport, 'state' | 'issuer'>,
): MessageKey {
  if (answer === 'authentic_valid') {
    return isAnonymous(issuer) ? 'verdict.validAnonymous' : 'verdict.valid';
  }
  if (answer === 'not_authentic') return 'verdict.false';
  if (answer === 'cannot_say') return 'verdict.unknown';
  if (state === 'revoked') return 'verdict.revoked';
  if (state === 'expired') return 'verdict.expired';
  return state === 'not-yet-valid' ? 'verdict.notYet' : 'verdict.noLonger';
}

/**
 * One sentence or two: the checks that decided, and whether the holder may have left out parts.
 *
 * @param issuer who signed, as a sentence names it
 */
export function whyOf(
  words: Words,
  answer: Answer,
  report: VerificationReport,
  issuer: string,
): string {
  const why = whyDecided(words, answer, report, issuer);
  const isPartial = isGenuine(report.checks) && report.warnings.includes('selectively_disclosed');
  return isPartial ? `${why} ${words.t('verdict.whyPartial')}` : why;
}

function whyDecided(
  words: Words,
  answer: Answer,
  report: VerificationReport,
  issuer: string,
): string {
  if (answer === 'authentic_valid') return whyValid(words, report, issuer);
  if (answer === 'authentic_no_longer_valid') return whyNoLonger(words, report);
  if (answer === 'cannot_say') return whyUnsure(words, report, issuer);
  const reason = sentenceOf(words, report.checks, 'failed');
  return words.t('verdict.whyFalse', { reason });
}

/** No more than was checked: a badge that cannot be revoked is not said not to be. */
function whyValid(
  words: Words,
  { checks, issuer: signer }: VerificationReport,
  issuer: string,
): string {
  if (isAnonymous(signer)) return words.t('verdict.whyValidKey');
  if (isHosted(checks)) return words.t('verdict.genuineHosted', { issuer });
  const status = checks.find(({ name, outcome }) => name === 'status' && outcome === 'passed');
  if (status?.code === 'not_revoked_archived') {
    const date = words.day(String(status.params['date']));
    return words.t('verdict.whyValidArchived', { issuer, date });
  }
  return words.t(status ? 'verdict.whyValid' : 'verdict.whyValidForever', { issuer });
}

/** Everything that speaks against it today, with the reason that its issuer gives. */
function whyNoLonger(words: Words, { checks, issuer }: VerificationReport): string {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const reasons = failed
    .map(({ params }) => plainText(params['reason'], 300))
    .filter((reason) => reason !== '')
    .map((reason) => words.t('verdict.reasonGiven', { reason }));
  const sentences = [...failed.map((check) => words.check(check)), ...reasons];
  const signer = isAnonymous(issuer) ? [words.t('verdict.whyKeyAlone')] : [];
  return [...new Set([...sentences, ...signer])].join(' ');
}

/** First that it is no forgery, where that is known; then what is amiss, or is not known. */
function whyUnsure(words: Words, report: VerificationReport, issuer: string): string {
  const { checks } = report;
  if (isUnreadable(checks)) return words.t('verdict.whyVocabulary');
  const reason = sentenceOf(words, checks, 'unknown');
  if (!isGenuine(checks)) return words.t('verdict.whyUnknown', { reason });
  const genuine = genuineOf(words, report, issuer);
  if (!isUnsound(checks)) return [genuine, words.t('verdict.stillUnknown'), reason].join(' ');
  const isBadlyFormed = checks.some(
    ({ name, outcome }) => outcome === 'failed' && name !== 'endorsements',
  );
  return [
    genuine,
    words.t(isBadlyFormed ? 'verdict.badlyFormed' : 'verdict.unsoundInside'),
    sentenceOf(words, checks, 'failed'),
  ].join(' ');
}

function genuineOf(words: Words, report: VerificationReport, issuer: string): string {
  if (isAnonymous(report.issuer)) return words.t('verdict.genuineKey');
  return words.t(isHosted(report.checks) ? 'verdict.genuineHosted' : 'verdict.genuine', { issuer });
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

export function contentTitleOf(isProven: boolean, isBadge: boolean): MessageKey {
  if (!isProven) return 'verdict.contentClaimed';
  return isBadge ? 'verdict.contentTitle' : 'verdict.documentTitle';
}

/** At the beginning of a sentence; a domain stays as it is written. */
export function capital(text: string): string {
  return text.includes(' ') ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
