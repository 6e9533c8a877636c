import {
  type Check,
  type Contact,
  isAnonymous,
  type Outcome,
  type VerificationReport,
} from '../../../domain/verification.ts';
import type { MessageKey } from '../../locales.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

/** One check as a line for people, with its technical part folded away. */
export interface CheckView {
  readonly outcome: Outcome;
  readonly icon: string;
  readonly outcomeWord: string;
  readonly name: string;
  readonly sentence: string;
  readonly code: string;
  /** Technical English; may be empty. */
  readonly detail: string;
}

const ICONS: Readonly<Record<Outcome, string>> = {
  passed: 'icon-good',
  failed: 'icon-bad',
  unknown: 'icon-unsure',
  skipped: 'icon-none',
};

export function checkViews(
  words: Words,
  { checks, issuer }: Pick<VerificationReport, 'checks' | 'issuer'>,
): CheckView[] {
  // That a key is its own says nothing about who the badge says that it is.
  const isKeyAlone = ({ name, outcome }: Check) =>
    name === 'issuer' && outcome === 'passed' && isAnonymous(issuer);
  return checks.map((check) => ({
    outcome: check.outcome,
    icon: ICONS[check.outcome],
    outcomeWord: words.t(`verdict.outcome.${check.outcome}`),
    name: words.t(isKeyAlone(check) ? 'verdict.check.key' : nameOf(check)),
    sentence: isKeyAlone(check) ? words.t('verdict.keyAlone') : words.check(check),
    code: check.code,
    detail: plainText(check.detail, 500),
  }));
}

/** Codes about a copy that has to be read where it is published. */
const OF_A_COPY = /^(hosted|remote|egress|url)_/;

/** What is published is not signed: its origin is where it is found. */
function nameOf({ name, code }: Check): MessageKey {
  const isCopy = name === 'proof' && OF_A_COPY.test(code);
  return isCopy ? 'verdict.check.publication' : `verdict.check.${name}`;
}

/** Whether it is believed because its issuer publishes it, and not for a signature. */
export function isHosted(checks: readonly Check[]): boolean {
  return checks.some(({ code, outcome }) => code === 'hosted_copy' && outcome === 'passed');
}

/**
 * Each host that was asked, and what for: once, however often it was asked.
 *
 * @param asksOwn whether a browser asked this service for what it publishes
 */
export function contactLines(
  words: Words,
  contacted: readonly Contact[],
  asksOwn: boolean,
): string[] {
  const lines = contacted.map(({ url, why }) =>
    words.t('verdict.contactedLine', { host: hostIn(url), why: words.t(reasonOf(why)) }),
  );
  return [...new Set(asksOwn ? [words.t('verdict.contactedOwn'), ...lines] : lines)];
}

const REASONS: Readonly<Record<string, MessageKey>> = {
  issuer: 'verdict.whyIssuer',
  key: 'verdict.whyKey',
  status: 'verdict.whyStatus',
  badge: 'verdict.whyBadge',
  refresh: 'verdict.whyRefresh',
  credential_schema: 'verdict.whySchema',
};

function reasonOf(why: string): MessageKey {
  return REASONS[why] ?? 'verdict.whyOther';
}

function hostIn(url: string): string {
  return URL.canParse(url) ? new URL(url).host : plainText(url, 100);
}
