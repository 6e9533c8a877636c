import type { Check, CredentialKind } from '../../domain/verification.ts';
import type { Json, ReadJwt, Verification } from './tools.ts';

/** What is being verified, and with what. */
export interface Facts {
  readonly verification: Verification;
  readonly credential: Json;
  readonly kind: CredentialKind;
  /** The token that carried it, when one did. */
  readonly jwt?: ReadJwt;
  /** `undefined` when the credential names no issuer. */
  readonly issuerId: string | undefined;
}

/** Answers one question, or two that are answered together; `found` is what was answered before. */
export type Step = (
  facts: Facts,
  found: readonly Check[],
) => Check | readonly Check[] | Promise<Check | readonly Check[]>;

/** Asks one question after the other; each step is told what was found before it. */
export async function answerSteps(facts: Facts, steps: readonly Step[]): Promise<readonly Check[]> {
  const found: Check[] = [];
  for (const step of steps) {
    const answers = [await step(facts, found)].flat();
    facts.verification.onAnswers?.(answers);
    found.push(...answers);
  }
  return found;
}
