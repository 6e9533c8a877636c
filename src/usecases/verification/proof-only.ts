import type { VerificationReport } from '../../domain/verification.ts';
import { checkContexts } from './check-contexts.ts';
import { checkProof } from './check-proof.ts';
import { answerAll, type Facts, type Step } from './policy.ts';
import type { Answers } from './refresh.ts';

/** What a signature alone can tell: not whether what was signed is well-formed, in force or taken back. */
export const MECHANICS: readonly Step[] = [checkContexts, checkProof];

/** Asks of the signature only. The verdict stays undetermined, since the other questions are open. */
export async function answerProofOnly(facts: Facts): Promise<Answers> {
  return { facts, checks: await answerAll(facts, MECHANICS) };
}

/** Whether what `answerProofOnly` asks was all answered well. */
export function isProofSound({ checks }: Pick<VerificationReport, 'checks'>): boolean {
  return (['contexts', 'issuer', 'proof'] as const).every((name) =>
    checks.some((check) => check.name === name && check.outcome === 'passed'),
  );
}
