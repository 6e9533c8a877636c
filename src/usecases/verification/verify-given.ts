import { isJson, listOf } from '../../domain/loose-json.ts';
import type { Check, VerificationReport } from '../../domain/verification.ts';
import type { Facts } from './facts.ts';
import { outcome } from './outcomes.ts';
import { type Expected, mismatchOf } from './presentation-proof.ts';
import { answerProofOnly, isProofSound } from './proof-only.ts';
import type { Json, ReadJwt, VerifyDeps } from './tools.ts';
import { answerFully, verifyBadge } from './verify-badge.ts';

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
  const answer = proofOnly ? answerProofOnly : answerFully;
  const report = await verifyBadge(deps, badge, async (facts) => {
    const { facts: answered, checks } = await answer(facts);
    const mismatch = occasionOf(facts, options);
    return { facts: answered, checks: mismatch ? instead(checks, mismatch) : checks };
  });
  return { verified: proofOnly ? isProofSound(report) : report.verdict === 'verified', report };
}

/** A proof for another occasion is no proof for this one; what failed already says more. */
function instead(checks: readonly Check[], mismatch: Check): readonly Check[] {
  return checks.map((check) =>
    check.name === 'proof' && check.outcome !== 'failed' ? mismatch : check,
  );
}

/** Every proof must be for the occasion: which of them held is not said. */
function occasionOf({ credential, jwt }: Facts, expected: GivenOptions): Check | undefined {
  const proofs = jwt ? [occasionOfToken(jwt)] : listOf(credential['proof']).filter(isJson);
  for (const { proofPurpose, challenge, domain } of proofs) {
    if (expected.proofPurpose !== undefined && proofPurpose !== expected.proofPurpose) {
      return outcome('proof', 'failed', 'proof_purpose_mismatch', 'Made for another purpose.');
    }
    const code = mismatchOf(challenge, domain, expected);
    if (code) return outcome('proof', 'failed', code, 'Made for another occasion.');
  }
  return undefined;
}

/** The token of a credential is always made to assert; what it was made for stands in its claims. */
function occasionOfToken({ credential, claims }: ReadJwt): Json {
  const { nonce } = credential;
  return { proofPurpose: 'assertionMethod', challenge: nonce, domain: claims['aud'] };
}
