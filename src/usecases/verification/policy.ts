import type { Check, CredentialKind } from '../../domain/verification.ts';
import { answerSteps } from './answer-steps.ts';
import { checkContexts } from './check-contexts.ts';
import { checkEndorsements } from './check-endorsements.ts';
import { checkOwnSchemas } from './check-own-schemas.ts';
import { checkProof } from './check-proof.ts';
import { checkSchema } from './check-schema.ts';
import { checkStatus } from './check-status.ts';
import { checkValidity } from './check-validity.ts';
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

/**
 * The policy, one line per question, in the order of the standard. Every question is asked, so that
 * a person sees "expired and revoked" and not only the first problem. Leaving a line out leaves the
 * verdict undetermined.
 *
 * @see https://www.imsglobal.org/spec/ob/v3p0/#verification
 */
export const POLICY: readonly Step[] = [
  checkContexts,
  checkSchema,
  checkProof,
  checkValidity,
  checkStatus,
  checkOwnSchemas,
  checkEndorsements,
];

/** The answers to every question of a policy about one credential. */
export function answerAll(facts: Facts, policy = POLICY): Promise<readonly Check[]> {
  return answerSteps(facts, policy);
}
