/** Everything that can be wrong with a proof, a key, a DID or a status entry made by someone else. */
export const PROOF_PROBLEM_CODES = [
  'alg_not_allowed',
  'canonicalization_failed',
  'canonicalization_limit',
  'context_not_allowed',
  'crit_unsupported',
  'cryptosuite_unsupported',
  'did_invalid',
  'did_method_unsupported',
  'digest_malformed',
  'header_not_allowed',
  'jwt_claim_mismatch',
  'key_malformed',
  'key_suite_mismatch',
  'key_too_weak',
  'key_type_unsupported',
  'key_weak_point',
  'kid_invalid',
  'private_key_exposed',
  'proof_chain_broken',
  'proof_malformed',
  'proof_not_derived',
  'proof_purpose_mismatch',
  'related_resource_mismatch',
  'signature_invalid',
  'status_encoding',
  'status_entry_invalid',
  'status_index_invalid',
  'status_purpose_mismatch',
  'status_size',
  'status_type_mismatch',
  'status_type_unsupported',
  'term_not_plain',
  'unmapped_term',
] as const;

export type ProofProblemCode = (typeof PROOF_PROBLEM_CODES)[number];

/**
 * Why something from outside cannot be relied on. It is a finding, not a refusal: it becomes a check
 * of the report. `detail` is technical English and quotes no value that may be about a person.
 */
export type ProofProblem = { code: ProofProblemCode; detail: string };

/** The form in which functions return a problem instead of their result. */
export function problem(code: ProofProblemCode, detail: string): { problem: ProofProblem } {
  return { problem: { code, detail } };
}
