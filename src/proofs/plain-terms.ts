import { isJsonObject, type JsonObject } from '../formats/strict-json.ts';
import { type ProofProblem, problem } from './problem.ts';

/** What a verifier reads at the root of a credential or of a proof. */
const READ_AT_THE_ROOT = [
  'credentialSchema',
  'credentialStatus',
  'credentialSubject',
  'endorsement',
  'endorsementJwt',
  'evidence',
  'expirationDate',
  'expires',
  'issuanceDate',
  'issuer',
  'proof',
  'refreshService',
  'validFrom',
  'validUntil',
];

/**
 * Whether what is read as JSON is what is signed as a graph. An embedded proof covers statements,
 * not their spelling: with keywords (`@nest`, `@reverse`), with words written out as addresses, or
 * with a second object of the same id, a revocation or an end date can be moved to where nobody
 * reads it, under an intact signature. Such spellings say nothing that plain terms cannot say.
 *
 * Problem: `term_not_plain`.
 */
export function plainTermsProblem(document: JsonObject): { problem: ProofProblem } | undefined {
  // Grows while it is walked; the canonical form has its own limit on how far.
  const values: unknown[] = [document];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) values.push(member);
    if (!isJsonObject(value)) continue;
    const names = Object.keys(value);
    const strange = names.find((name) => name !== '@context' && /^@|:/.test(name));
    if (strange !== undefined) {
      return problem('term_not_plain', `Not a plain term: ${strange.slice(0, 100)}`);
    }
    const isDouble =
      value !== document && value['id'] !== undefined && value['id'] === document['id'];
    if (isDouble && names.some((name) => READ_AT_THE_ROOT.includes(name))) {
      return problem('term_not_plain', 'An object inside repeats the id of the whole.');
    }
  }
  return undefined;
}
