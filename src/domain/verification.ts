/**
 * Every question that a verification answers. The list is closed: a report without one of them
 * cannot be `verified`.
 */
export const CHECK_NAMES = [
  /** The JSON-LD contexts are the pinned ones, in order. */
  'contexts',
  /** The credential has the shape that the standard gives. */
  'schema',
  /** The signing key belongs to the issuer that the credential names. */
  'issuer',
  /** The signature holds over every property. */
  'proof',
  /** Now lies between the dates. */
  'validity',
  /** The issuer has not taken it back. */
  'status',
  /** The schemas that the credential itself names. */
  'credential_schema',
  /** What others signed about it. */
  'endorsements',
] as const;

export type CheckName = (typeof CHECK_NAMES)[number];

/** `skipped` only when the credential does not carry the thing; `unknown` when it could not be told. */
export type Outcome = 'passed' | 'failed' | 'unknown' | 'skipped';

export interface Check {
  readonly name: CheckName;
  readonly outcome: Outcome;
  /** Stable, snake_case; its sentence is in the locales. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Technical English. */
  readonly detail: string;
}

export type Verdict = 'verified' | 'rejected' | 'undetermined';
export type State = 'active' | 'expired' | 'revoked' | 'not-yet-valid' | 'unknown';

export interface Contact {
  readonly url: string;
  readonly why: string;
  readonly ms: number;
}

export interface IssuerReport {
  readonly id: string;
  /** The host of a did:web or https issuer; empty for a did:key. */
  readonly domain: string;
  /** What the issuer calls itself: shown after the domain, never instead of it. */
  readonly claimedName: string;
  /** Known to the operator of this service, and shown to be the issuer: never of a forgery. */
  readonly recognised: boolean;
  /** The domain mixes alphabets, as a look-alike of another domain would. */
  readonly mixedScript: boolean;
}

/**
 * What the credential claims to be: a badge of Open Badges 3.0, an endorsement of it, a badge of an
 * older version read as one of 3.0, or any other verifiable credential.
 */
export type CredentialKind = 'open-badge' | 'endorsement' | 'open-badge-2' | 'credential';

/** What someone else signed about the badge, its achievement, its issuer or its creator. */
export interface EndorsementReport {
  readonly verdict: Verdict;
  readonly issuer: IssuerReport;
  /** The id of what is endorsed. */
  readonly about: string;
  /** What is endorsed is the badge's issuer, or on its host: else it says nothing about that issuer. */
  readonly issuersOwn: boolean;
  /** Markdown; empty when there is none. */
  readonly comment: string;
}

/**
 * The answer to "is it true?". Its shape is promised: within a `version`, members and values may be
 * added, and none changes its meaning or goes.
 */
export interface VerificationReport {
  readonly version: 1;
  readonly verdict: Verdict;
  readonly state: State;
  readonly checks: readonly Check[];
  readonly kind: CredentialKind;
  readonly format: CarrierFormat;
  readonly issuer: IssuerReport;
  /** What was verified, and the only thing that may be shown; of version 2, as one of 3.0 says it. */
  readonly credential: Readonly<Record<string, unknown>>;
  readonly endorsements: readonly EndorsementReport[];
  readonly warnings: readonly string[];
  readonly contacted: readonly Contact[];
}

/** What carried the credential here. */
export type CarrierFormat = 'json' | 'jwt' | 'png' | 'svg' | 'qr';

/** The worst answer to a question is the answer. */
export const OUTCOME_WEIGHT: Readonly<Record<Outcome, number>> = {
  failed: 3,
  unknown: 2,
  passed: 1,
  skipped: 0,
};

/** The outcome of one question; a question that nobody answered is `unknown`. */
function outcomeOf(checks: readonly Check[], name: CheckName): Outcome {
  const found = checks.filter((check) => check.name === name).map(({ outcome }) => outcome);
  if (found.length === 0) return 'unknown';
  return found.reduce((worst, outcome) =>
    OUTCOME_WEIGHT[outcome] > OUTCOME_WEIGHT[worst] ? outcome : worst,
  );
}

/**
 * AND over the closed list: any failed check rejects, else any unknown one leaves it undetermined.
 * Contexts, schema, issuer, proof and validity can never be skipped.
 */
export function verdictOf(checks: readonly Check[]): Verdict {
  const outcomes = CHECK_NAMES.map((name) => outcomeOf(checks, name));
  if (outcomes.includes('failed')) return 'rejected';
  if (outcomes.includes('unknown')) return 'undetermined';
  const required: CheckName[] = ['contexts', 'schema', 'issuer', 'proof', 'validity'];
  return required.every((name) => outcomeOf(checks, name) === 'passed')
    ? 'verified'
    : 'undetermined';
}

const AUTHENTICITY: readonly CheckName[] = ['contexts', 'issuer', 'proof'];
/** What may be amiss in a credential that is its issuer's, unchanged, whenever it is read. */
const SOUNDNESS: readonly CheckName[] = ['schema', 'credential_schema', 'endorsements'];

/** Whether it is shown to be its issuer's and unchanged, whatever it is worth today. */
export function isGenuine(checks: readonly Check[]): boolean {
  return AUTHENTICITY.every((name) => outcomeOf(checks, name) === 'passed');
}

/** Whether a part is not as it should be: the shape, or what others signed about it. */
export function isUnsound(checks: readonly Check[]): boolean {
  return SOUNDNESS.some((name) => outcomeOf(checks, name) === 'failed');
}

/** A signer that nothing ties to an organisation and that nobody here knows, whatever it calls itself. */
export function isAnonymous({ id, domain, recognised }: IssuerReport): boolean {
  return id !== '' && domain === '' && !recognised;
}

/** Whether it is refused for words unknown here and nothing else: what cannot be read is not false. */
export function isUnreadable(checks: readonly Check[]): boolean {
  const failed = checks.filter(
    (one) => one.outcome === 'failed' && AUTHENTICITY.includes(one.name),
  );
  return failed.length > 0 && failed.every(isUnknownVocabulary);
}

/** A context that is not pinned and no more than that: `context` is its address. */
export function isUnknownVocabulary({ name, code, params }: Check): boolean {
  return name === 'contexts' && code === 'context_not_allowed' && params['context'] !== undefined;
}

/** Where the credential stands in time; `active` is said of an authentic one alone. */
export function stateOf(checks: readonly Check[]): State {
  const codes = new Set(checks.map(({ code }) => code));
  if (codes.has('revoked')) return 'revoked';
  if (codes.has('expired')) return 'expired';
  if (codes.has('not_yet_valid')) return 'not-yet-valid';
  const known = (name: CheckName) => ['passed', 'skipped'].includes(outcomeOf(checks, name));
  const isActive = isGenuine(checks) && outcomeOf(checks, 'schema') === 'passed';
  return isActive && known('validity') && known('status') ? 'active' : 'unknown';
}

/** The four things that a page may say to a person. */
export type Answer =
  | 'authentic_valid'
  | 'authentic_no_longer_valid'
  | 'not_authentic'
  | 'cannot_say';

/**
 * Authenticity first: what cannot be shown to be authentic is never called expired or revoked, and
 * what could not be checked is called neither true nor false. Nor is what its issuer did sign, badly
 * formed or with somebody's forgery inside: it is no forgery, and nobody should lean on it.
 */
export function answerOf({
  checks,
  verdict,
}: Pick<VerificationReport, 'checks' | 'verdict'>): Answer {
  const outcomes = AUTHENTICITY.map((name) => outcomeOf(checks, name));
  if (outcomes.includes('failed')) return isUnreadable(checks) ? 'cannot_say' : 'not_authentic';
  if (outcomes.some((outcome) => outcome !== 'passed')) return 'cannot_say';
  if (verdict === 'verified') return 'authentic_valid';
  return isLate(checks) ? 'authentic_no_longer_valid' : 'cannot_say';
}

/** Dates that are no dates say nothing of the time in a credential that is badly formed anyway. */
function isLate(checks: readonly Check[]): boolean {
  if (outcomeOf(checks, 'status') === 'failed') return true;
  if (outcomeOf(checks, 'validity') !== 'failed') return false;
  return !isUnsound(checks) || ['expired', 'not-yet-valid'].includes(stateOf(checks));
}
