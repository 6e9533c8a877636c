import { isJson, listOf, textOf } from '../../domain/loose-json.ts';
import type { Check, VerificationReport } from '../../domain/verification.ts';
import { checkContexts } from './check-contexts.ts';
import { checkEmbeddedProofs, checkProof } from './check-proof.ts';
import { answerSteps, type Facts, type Step } from './facts.ts';
import type { Answers } from './refresh.ts';

/** What a signature alone can tell: not whether what was signed is well-formed, in force or taken back. */
export const MECHANICS: readonly Step[] = [checkContexts, checkProof];

/**
 * Asks of the signature only, for whoever wants the mechanics of a proof and nothing of trust: a key
 * that is not the issuer's is then looked up under its own controller. The issuer's check still says
 * that the key is a stranger's, and the verdict is never `verified`.
 */
export async function answerProofOnly(facts: Facts): Promise<Answers> {
  const checks = await answerSteps(facts, MECHANICS);
  const isStrangers = checks.some(({ code }) => code === 'issuer_key_unbound');
  if (!isStrangers || facts.jwt) return { facts, checks };
  const proof = await proofOfWhoeverSigned(facts);
  return { facts, checks: checks.map((check) => (check.name === 'proof' ? proof : check)) };
}

/** The proof as its own signer made it; of several, the first that holds. */
async function proofOfWhoeverSigned({ verification, credential }: Facts): Promise<Check> {
  const signers = listOf(credential['proof'])
    .filter(isJson)
    .map((proof) => textOf(proof['verificationMethod']).split('#')[0] ?? '');
  const found: Check[] = [];
  for (const signer of new Set(signers)) {
    const { proof } = await checkEmbeddedProofs(verification, credential, signer);
    found.push(proof);
  }
  return found.find(({ outcome }) => outcome === 'passed') ?? (found[0] as Check);
}

/** Whether what `answerProofOnly` asks was answered well. */
export function isProofSound({ checks }: Pick<VerificationReport, 'checks'>): boolean {
  return (['contexts', 'proof'] as const).every((name) =>
    checks.some((check) => check.name === name && check.outcome === 'passed'),
  );
}
