import { issuerIdOf } from '../../domain/credential.ts';
import type { Check, VerificationReport } from '../../domain/verification.ts';
import { boundIssuer } from './bound-issuer.ts';
import { checkProof } from './check-proof.ts';
import { isJson, listOf, outcome, outcomeOfProblem, textOf } from './outcomes.ts';
import { answerAll, type Facts, POLICY } from './policy.ts';
import { holderOf } from './presentation-proof.ts';
import { isProofSound, MECHANICS } from './proof-only.ts';
import type { Json, Verification, VerifyDeps } from './tools.ts';
import { verifyBadge } from './verify-badge.ts';

/**
 * Whether a holder may say things of themselves by presenting them: with one proof, by a key that
 * signs for them in their own name too and not only to authenticate.
 */
export async function mayAssert(verification: Verification, presentation: Json): Promise<boolean> {
  const [proof, ...others] = listOf(presentation['proof']).filter(isJson);
  const holder = holderOf(presentation);
  if (!proof || others.length > 0 || holder === undefined) return false;
  const id = textOf(proof['verificationMethod']);
  const { key } = await boundIssuer(verification, holder, { kind: 'method', id });
  return key !== undefined;
}

/** A credential without a proof of its own, whose issuer is the one who shows it. */
export function isSelfAsserted(credential: unknown, presentation: Json): credential is Json {
  if (!isJson(credential) || credential['proof'] !== undefined) return false;
  return issuerIdOf(credential) !== undefined && issuerIdOf(credential) === holderOf(presentation);
}

/**
 * Verifies what a holder says of themselves, signed by the presentation alone, once that was found to
 * hold. Warning: `self_asserted`.
 *
 * @see https://www.w3.org/TR/vc-data-model-2.0/#presentations-including-holder-claims
 */
export async function verifySelfAsserted(
  deps: VerifyDeps,
  credential: Json,
  { proofOnly }: { readonly proofOnly: boolean },
): Promise<{ readonly verified: boolean; readonly report: VerificationReport }> {
  const asked = proofOnly ? MECHANICS : POLICY;
  const policy = asked.map((step) => (step === checkProof ? asserted : step));
  const badge = { format: 'json', credential, warnings: [] } as const;
  const report = await verifyBadge(deps, badge, async (facts) => ({
    facts,
    checks: await answerAll(facts, policy),
  }));
  return { verified: proofOnly ? isProofSound(report) : report.verdict === 'verified', report };
}

/** The presentation's proof covers statements: here too, they have to be spelled plainly. */
async function asserted({ verification, credential }: Facts): Promise<readonly Check[]> {
  verification.warnings.push('self_asserted');
  const hidden = await verification.tools.documentProblem(credential);
  return [
    outcome('issuer', 'passed', 'issuer_is_holder'),
    hidden
      ? outcomeOfProblem('proof', hidden.problem)
      : outcome('proof', 'passed', 'signed_by_presentation'),
  ];
}
