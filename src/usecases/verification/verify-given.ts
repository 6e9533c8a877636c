import type { Check, VerificationReport } from '../../domain/verification.ts';
import { isJson, listOf, outcome } from './outcomes.ts';
import { type Expected, mismatchOf } from './presentation-proof.ts';
import { answerProofOnly, isProofSound } from './proof-only.ts';
import type { VerifyDeps } from './tools.ts';
import { verifyBadge } from './verify-badge.ts';

export interface GivenOptions extends Expected {
  /** Asks of the signature only. */
  readonly proofOnly: boolean;
  /** What its embedded proofs must have been made for, when that is asked. */
  readonly proofPurpose?: string;
}

/**
 * Verifies a credential that is a value already: an object, the envelope of a token, or a token.
 *
 * @throws {BadgeError} `not_a_credential`, `envelope_malformed`, `jws_…`: nothing here claims to be one
 */
export async function verifyGiven(
  deps: VerifyDeps,
  value: unknown,
  options: GivenOptions,
): Promise<{ readonly verified: boolean; readonly report: VerificationReport }> {
  const badge =
    typeof value === 'string'
      ? ({ format: 'jwt', jwt: value, warnings: [] } as const)
      : ({ format: 'json', credential: value, warnings: [] } as const);
  const { proofOnly } = options;
  const report = await verifyBadge(deps, badge, ...(proofOnly ? [answerProofOnly] : []));
  const mismatch = occasionOf(report, options);
  if (mismatch)
    return {
      verified: false,
      report: { ...report, verdict: 'rejected', checks: [...report.checks, mismatch] },
    };
  return { verified: proofOnly ? isProofSound(report) : report.verdict === 'verified', report };
}

/** Every proof must be for the occasion: which of them held is not said. */
function occasionOf({ credential }: VerificationReport, expected: GivenOptions): Check | undefined {
  const { proofPurpose } = expected;
  for (const proof of listOf(credential['proof']).filter(isJson)) {
    if (proofPurpose !== undefined && proof['proofPurpose'] !== proofPurpose) {
      return outcome('proof', 'failed', 'proof_purpose_mismatch', 'Made for another purpose.');
    }
    const code = mismatchOf(proof['challenge'], proof['domain'], expected);
    if (code) return outcome('proof', 'failed', code, 'Made for another occasion.');
  }
  return undefined;
}
