import type { Check, Contact, Outcome } from '../../domain/verification.ts';
import type { MessageKey } from '../locales.ts';
import { plainText } from '../plain-text.ts';
import type { Words } from '../words.ts';

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

export function checkViews(words: Words, checks: readonly Check[]): CheckView[] {
  return checks.map((check) => ({
    outcome: check.outcome,
    icon: ICONS[check.outcome],
    outcomeWord: words.t(`verdict.outcome.${check.outcome}`),
    name: words.t(`verdict.check.${check.name}`),
    sentence: words.check(check),
    code: check.code,
    detail: plainText(check.detail, 500),
  }));
}

/** Each host that was asked, and what for: once, however often it was asked. */
export function contactLines(words: Words, contacted: readonly Contact[]): string[] {
  const lines = contacted.map(({ url, why }) =>
    words.t('verdict.contactedLine', { host: hostIn(url), why: words.t(reasonOf(why)) }),
  );
  return [...new Set(lines)];
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
