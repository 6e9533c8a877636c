import { checkContexts } from './check-contexts.ts';
import { checkEndorsements } from './check-endorsements.ts';
import { checkOwnSchemas } from './check-own-schemas.ts';
import { checkProof } from './check-proof.ts';
import { checkSchema } from './check-schema.ts';
import { checkStatus } from './check-status.ts';
import { checkValidity } from './check-validity.ts';
import type { Step } from './facts.ts';

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
