import { issuerIdOf } from '../../domain/credential.ts';
import { isJson, listOf, textOf, typesOf } from '../../domain/loose-json.ts';
import type { Check, VerificationReport } from '../../domain/verification.ts';
import { boundIssuer } from './bound-issuer.ts';
import { checkProof } from './check-proof.ts';
import { tooCostly } from './check-signature.ts';
import { answerSteps, type Facts, type Step } from './facts.ts';
import { outcome, outcomeOfProblem } from './outcomes.ts';
import { POLICY } from './policy.ts';
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

/**
 * A credential without a proof of its own, whose issuer is the one who shows it. Never an envelope:
 * who signed for it, and what it says, is in its token alone.
 */
export function isSelfAsserted(credential: unknown, presentation: Json): credential is Json {
  if (!isJson(credential) || credential['proof'] !== undefined) return false;
  if (typesOf(credential).some((type) => textOf(type).startsWith('Enveloped'))) return false;
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
  { proofOnly, holder }: { readonly proofOnly: boolean; readonly holder: string | undefined },
): Promise<{ readonly verified: boolean; readonly report: VerificationReport }> {
  const asked = proofOnly ? MECHANICS : POLICY;
  const asserted: Step = (facts) => assertedBy(holder, facts);
  const policy = asked.map((step) => (step === checkProof ? asserted : step));
  const badge = { format: 'json', credential, warnings: [] } as const;
  const report = await verifyBadge(deps, badge, async (facts) => ({
    facts,
    checks: await answerSteps(facts, policy),
  }));
  return { verified: proofOnly ? isProofSound(report) : report.verdict === 'verified', report };
}

/**
 * The presentation's proof covers statements: here too, they have to be spelled plainly. It covers no
 * token, and speaks for its holder alone.
 */
async function assertedBy(
  holder: string | undefined,
  { verification, credential, jwt, issuerId }: Facts,
): Promise<readonly Check[]> {
  if (jwt || issuerId === undefined || issuerId !== holder) {
    return [
      outcome('issuer', 'failed', 'issuer_key_unbound', 'Its issuer is not who shows it.'),
      outcome('proof', 'unknown', 'key_unresolvable'),
    ];
  }
  verification.warnings.push('self_asserted');
  if (!verification.allowance.takeForm(credential)) {
    return [outcome('issuer', 'passed', 'issuer_is_holder'), tooCostly()];
  }
  const hidden = await verification.tools.documentProblem(credential);
  return [
    outcome('issuer', 'passed', 'issuer_is_holder'),
    hidden
      ? outcomeOfProblem('proof', hidden.problem)
      : outcome('proof', 'passed', 'signed_by_presentation'),
  ];
}
