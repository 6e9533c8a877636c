import type { Check } from '../../domain/verification.ts';
import { answerAll, type Facts } from './policy.ts';

/** A credential with the answers about it. */
export interface Answers {
  readonly facts: Facts;
  readonly checks: readonly Check[];
}

/** The answers about a credential, or about the one that its issuer gives in its place. */
export async function answerRefreshed(facts: Facts): Promise<Answers> {
  return { facts, checks: await answerAll(facts) };
}
