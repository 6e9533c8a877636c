import type { BadgeError } from '../../domain/errors.ts';
import type { Check, VerificationReport } from '../../domain/verification.ts';
import type { PresentationReport } from '../../usecases/verification/verify-presentation.ts';

/** As the standards that name a problem write it, with our own stable code beside. */
interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly code: string;
}

interface VcApiAnswer {
  readonly status: 200 | 400;
  readonly body: object;
}

const MODEL = 'https://www.w3.org/TR/vc-data-model#';
const SECURITY = 'https://w3id.org/security#';
const STATUS_LIST = 'https://www.w3.org/ns/credentials/status-list#';

/** @see https://www.w3.org/TR/vc-data-model-2.0/#problem-details */
const TYPES_OF_CHECKS: Readonly<Record<Check['name'], string>> = {
  contexts: `${MODEL}MALFORMED_VALUE_ERROR`,
  schema: `${MODEL}MALFORMED_VALUE_ERROR`,
  issuer: `${MODEL}CRYPTOGRAPHIC_SECURITY_ERROR`,
  proof: `${MODEL}CRYPTOGRAPHIC_SECURITY_ERROR`,
  validity: `${MODEL}RANGE_ERROR`,
  status: `${STATUS_LIST}STATUS_VERIFICATION_ERROR`,
  credential_schema: `${MODEL}MALFORMED_VALUE_ERROR`,
  endorsements: `${MODEL}CRYPTOGRAPHIC_SECURITY_ERROR`,
};

/** @see https://www.w3.org/TR/vc-data-integrity/#processing-errors */
const TYPES_OF_CODES: ReadonlyMap<string, string> = new Map([
  ['challenge_mismatch', `${SECURITY}INVALID_CHALLENGE_ERROR`],
  ['domain_mismatch', `${SECURITY}INVALID_DOMAIN_ERROR`],
  ['signature_invalid', `${SECURITY}PROOF_VERIFICATION_ERROR`],
  ['proof_malformed', `${SECURITY}PROOF_VERIFICATION_ERROR`],
  ['proof_missing', `${SECURITY}PROOF_VERIFICATION_ERROR`],
  ['proof_purpose_mismatch', `${SECURITY}MISMATCHED_PROOF_PURPOSE_ERROR`],
  ['proof_purpose_not_authorized', `${SECURITY}INVALID_PROOF_PURPOSE_FOR_VERIFICATION_METHOD`],
  ['unmapped_term', `${SECURITY}PROOF_TRANSFORMATION_ERROR`],
  ['status_unreachable', `${STATUS_LIST}STATUS_RETRIEVAL_ERROR`],
  ['status_index_invalid', `${MODEL}RANGE_ERROR`],
]);

/** The whole report, with what clients of the VC-API look for. */
export function credentialAnswer(verified: boolean, report: VerificationReport): VcApiAnswer {
  const bad = verified ? [] : report.checks.filter(isBad);
  return answer(verified, { ...report, ...problemsOf(bad) });
}

export function presentationAnswer(
  { verified, presentation, holder, checks, credentials, ...rest }: PresentationReport,
  withPresentation: boolean,
): VcApiAnswer {
  const inside = credentials.flatMap((one) => (one.verified ? [] : one.report.checks));
  return answer(verified, {
    ...rest,
    checks,
    holder,
    presentationResult: { verified: !checks.some(isBad), checks },
    credentialResults: credentials.map((one) => ({ verified: one.verified, ...one.report })),
    ...problemsOf(verified ? [] : [...checks, ...inside].filter(isBad)),
    ...(withPresentation ? { verifiablePresentation: presentation } : {}),
  });
}

/** What was sent claims to be nothing that could be verified: an answer too, and not a good one. */
export function unreadableAnswer({ code, message }: BadgeError): VcApiAnswer {
  const problem = { type: `${MODEL}PARSING_ERROR`, title: 'Parsing error', detail: message, code };
  return answer(false, { checks: [], warnings: [], ...summaryOf([problem]) });
}

function answer(verified: boolean, more: object): VcApiAnswer {
  return { status: verified ? 200 : 400, body: { verified, ...more } };
}

function isBad({ outcome }: Check): boolean {
  return outcome === 'failed' || outcome === 'unknown';
}

function problemsOf(checks: readonly Check[]) {
  return summaryOf(
    checks.map(({ name, code, detail }) => {
      const type = TYPES_OF_CODES.get(code) ?? TYPES_OF_CHECKS[name];
      return { type, title: titleOf(type), detail, code };
    }),
  );
}

function summaryOf(problemDetails: readonly ProblemDetails[]) {
  const errors = problemDetails.map(({ code, detail }) => `${code}: ${detail}`);
  return { errors, problemDetails };
}

/** `RANGE_ERROR` as a phrase. */
function titleOf(type: string): string {
  const words = (type.split('#')[1] ?? '').toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
