import { isJsonObject, type JsonObject } from '../formats/strict-json.ts';
import { type ProofProblem, problem } from './problem.ts';

/** The verifier itself reads no document with more proofs. */
const MAX_PROOFS = 4;

/**
 * The proofs of a document that one of its proofs builds on, by `previousProof`: what it signs
 * contains them. Whether they hold themselves is a question of its own: a change in one of them
 * already breaks the proof that contains it.
 *
 * Problem: `proof_chain_broken` when one of them, or one that it builds on in turn, is missing, has
 * an id that two proofs share, or leads back to itself.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof-sets-and-chains
 */
export function previousProofs(
  document: JsonObject,
  proof: JsonObject,
): { previous: readonly JsonObject[] } | { problem: ProofProblem } {
  if (proof['previousProof'] === undefined) return { previous: [] };
  const proofs = [document['proof'] ?? []].flat().filter(isJsonObject);
  const isWhole = proofs.length <= MAX_PROOFS && isSound(proof, proofs, []);
  if (!isWhole) return problem('proof_chain_broken', 'A previous proof is missing or circular.');
  const ids = idsOf(proof) ?? [];
  return { previous: proofs.filter(({ id }) => typeof id === 'string' && ids.includes(id)) };
}

function isSound(
  proof: JsonObject,
  proofs: readonly JsonObject[],
  later: readonly JsonObject[],
): boolean {
  if (later.includes(proof)) return false;
  const ids = idsOf(proof);
  return ids?.every((id) => isOne(id, proofs, [...later, proof])) ?? false;
}

function isOne(id: string, proofs: readonly JsonObject[], later: readonly JsonObject[]): boolean {
  const [one, ...others] = proofs.filter((proof) => proof['id'] === id);
  return one !== undefined && others.length === 0 && isSound(one, proofs, later);
}

/** `undefined` when `previousProof` is neither a text nor a list of texts. */
function idsOf({ previousProof = [] }: JsonObject): readonly string[] | undefined {
  const ids = [previousProof].flat();
  return ids.every((id) => typeof id === 'string') ? [...new Set(ids)] : undefined;
}
