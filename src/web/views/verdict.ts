import {
  type Answer,
  answerOf,
  type Check,
  type State,
  type VerificationReport,
} from '../../domain/verification.ts';
import type { MessageKey } from '../locales.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';
import { pictureHref } from './achievement.ts';
import { type CheckView, checkViews } from './checks.ts';
import { type CredentialContent, credentialContent } from './credential-content.ts';

/** Colour of the block; words and icon say the same. */
type Tone = 'good' | 'late' | 'bad' | 'unsure';

/** A report as an employer reads it: the answer first, then why, then everything. */
export interface VerdictView {
  readonly tone: Tone;
  /** Name of the partial. */
  readonly icon: string;
  readonly headline: string;
  readonly why: string;
  readonly proves: readonly string[];
  readonly guarantorTitle: string;
  readonly guarantor: {
    /** The domain, or the identifier where there is no domain: always before the name. */
    readonly domain: string;
    /** What it means that there is no domain; empty when there is one. */
    readonly note: string;
    readonly name: string;
    readonly recognised: boolean;
    readonly known: string;
  };
  readonly contentTitle: string;
  readonly content: CredentialContent;
  /** A picture of this very service; empty for a stranger's, which is never loaded. */
  readonly picture: string;
  readonly checks: readonly CheckView[];
  readonly warnings: readonly string[];
  readonly contacted: readonly string[];
}

const TONES: Readonly<Record<Answer, Tone>> = {
  authentic_valid: 'good',
  authentic_no_longer_valid: 'late',
  not_authentic: 'bad',
  cannot_say: 'unsure',
};

export function verdictView(words: Words, report: VerificationReport, origin: string): VerdictView {
  const answer = answerOf(report);
  const isAuthentic = answer === 'authentic_valid' || answer === 'authentic_no_longer_valid';
  const content = credentialContent(words, report.credential);
  const domain = guarantorDomain(words, report);
  const name = plainText(report.issuer.claimedName, 200);
  const { recognised } = report.issuer;
  return {
    tone: TONES[answer],
    icon: `icon-${TONES[answer]}`,
    headline: words.t(headlineOf(answer, report.state)),
    why: whyOf(words, answer, report, domain),
    proves: provesOf(words, answer, domain, content.name),
    guarantorTitle: words.t(isAuthentic ? 'verdict.guarantorTitle' : 'verdict.guarantorClaimed'),
    guarantor: {
      domain,
      note: report.issuer.domain ? '' : words.t('verdict.noDomain'),
      name: name ? words.t('verdict.guarantorName', { name }) : words.t('verdict.guarantorNoName'),
      recognised: recognised && isAuthentic,
      known: words.t(recognised && isAuthentic ? 'verdict.recognised' : 'verdict.notRecognised'),
    },
    contentTitle: words.t(isAuthentic ? 'verdict.contentTitle' : 'verdict.contentClaimed'),
    content,
    picture: isAuthentic ? ownPicture(report, origin) : '',
    checks: checkViews(words, report.checks),
    warnings: report.warnings.map((code) => words.warning(code)),
    contacted: report.contacted.map(({ url, why }) =>
      words.t('verdict.contactedLine', { host: hostIn(url), why: words.t(reasonOf(why)) }),
    ),
  };
}

function headlineOf(answer: Answer, state: State): MessageKey {
  if (answer === 'authentic_valid') return 'verdict.valid';
  if (answer === 'not_authentic') return 'verdict.false';
  if (answer === 'cannot_say') return 'verdict.unknown';
  if (state === 'revoked') return 'verdict.revoked';
  if (state === 'expired') return 'verdict.expired';
  return state === 'not-yet-valid' ? 'verdict.notYet' : 'verdict.noLonger';
}

/** One sentence: the check that decided. */
function whyOf(
  words: Words,
  answer: Answer,
  { checks }: VerificationReport,
  issuer: string,
): string {
  if (answer === 'authentic_valid') {
    const isRevocable = checks.some(
      ({ name, outcome }) => name === 'status' && outcome === 'passed',
    );
    return words.t(isRevocable ? 'verdict.whyValid' : 'verdict.whyValidForever', { issuer });
  }
  const reason = sentenceOf(words, checks, answer === 'cannot_say' ? 'unknown' : 'failed');
  if (answer === 'not_authentic') return words.t('verdict.whyFalse', { reason });
  return answer === 'cannot_say' ? words.t('verdict.whyUnknown', { reason }) : reason;
}

/** A check that was only not reached explains nothing, so it comes last. */
function sentenceOf(words: Words, checks: readonly Check[], outcome: Check['outcome']): string {
  const found = checks.filter((check) => check.outcome === outcome);
  const telling = found.find(({ code }) => !FOLLOWERS.has(code)) ?? found[0];
  return words.check(telling ?? { code: '', outcome, params: {} });
}

const FOLLOWERS: ReadonlySet<string> = new Set(['issuer_not_reached', 'key_unresolvable']);

function provesOf(words: Words, answer: Answer, issuer: string, name: string): string[] {
  if (answer === 'not_authentic') return [words.t('verdict.provesNothing')];
  if (answer === 'cannot_say') return [words.t('verdict.provesUnknown')];
  return [
    words.t('verdict.provesAward', { issuer, name }),
    words.t('verdict.provesIntact'),
    ...(answer === 'authentic_no_longer_valid' ? [words.t('verdict.provesPast')] : []),
  ];
}

function guarantorDomain(words: Words, { issuer }: VerificationReport): string {
  if (issuer.domain) return plainText(issuer.domain, 253);
  const id = plainText(issuer.id, 2048);
  if (!id) return words.t('verdict.nobody');
  return id.length > 48 ? `${id.slice(0, 40)}…${id.slice(-6)}` : id;
}

/** Only a picture that this service serves itself is shown, and only of an issuer that it hosts. */
function ownPicture({ credential, issuer }: VerificationReport, origin: string): string {
  if (!issuer.recognised || issuer.domain !== new URL(origin).host) return '';
  const subject = credential['credentialSubject'] as
    | { readonly achievement?: { readonly id?: unknown } }
    | undefined;
  const id = subject?.achievement?.id;
  const prefix = `${origin}/achievements/`;
  if (typeof id !== 'string' || !id.startsWith(prefix)) return '';
  const own = id.slice(prefix.length);
  return /^[\w-]{1,64}$/.test(own) ? pictureHref(own) : '';
}

const REASONS: Readonly<Record<string, MessageKey>> = {
  issuer: 'verdict.whyIssuer',
  key: 'verdict.whyKey',
  status: 'verdict.whyStatus',
  badge: 'verdict.whyBadge',
};

function reasonOf(why: string): MessageKey {
  return REASONS[why] ?? 'verdict.whyOther';
}

function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).host : plainText(url, 100);
}
