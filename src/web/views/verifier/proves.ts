import {
  type Answer,
  isAnonymous,
  isGenuine,
  isUnsound,
  type VerificationReport,
} from '../../../domain/verification.ts';
import type { Words } from '../../words.ts';
import { isHosted } from './checks.ts';
import { signedNameOf } from './identity.ts';
import { capital } from './verdict-words.ts';

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
  const intact = isHosted(report.checks) ? 'verdict.provesPublished' : 'verdict.provesIntact';
  return [
    words.t(award, { issuer: capital(issuer), name }),
    ...(signed ? [words.t('verdict.provesNamed', { name: signed })] : []),
    words.t(intact),
    ...(answer === 'authentic_valid' ? [] : [limitOf(words, answer, report)]),
  ];
}

/** How far in time, and in what it says, the proof goes. */
function limitOf(words: Words, answer: Answer, { checks, state }: VerificationReport): string {
  if (answer === 'cannot_say' && isUnsound(checks)) return words.t('verdict.provesUnsound');
  if (state === 'revoked' || state === 'expired') return words.t('verdict.provesPast');
  const later = checks.find(({ code }) => code === 'not_yet_valid');
  if (!later) return words.t('verdict.provesUnknownNow');
  return words.t('verdict.provesLater', { date: words.day(String(later.params['date'])) });
}

/** What people take a badge to prove, and it does not; of a forgery there is nothing to add. */
export function notProvesOf(
  words: Words,
  answer: Answer,
  report: VerificationReport,
  isBadge: boolean,
): string[] {
  if (answer === 'not_authentic') return [];
  const name = isGenuine(report.checks) ? signedNameOf(report.credential) : '';
  const signer = isAnonymous(report.issuer) ? [words.t('verdict.notProvesKey')] : [];
  if (!isBadge) return [...signer, words.t('verdict.notProvesTruth')];
  return [
    ...signer,
    name ? words.t('verdict.notProvesNamed', { name }) : words.t('verdict.notProvesPerson'),
    words.t('verdict.notProvesLevel'),
  ];
}
