import type { JsonObject } from '../formats/strict-json.ts';
import { canonicalNQuads, isProofProblem } from './canonize.ts';
import { plainTermsProblem } from './plain-terms.ts';
import { type ProofProblem, problem } from './problem.ts';

/**
 * Why a document cannot be signed as the graph that it says it is; `undefined` when it can. Asked
 * before anything is stored or signed, of documents that someone else wrote.
 *
 * Problems: those of `plainTermsProblem` and of `canonicalNQuads`.
 */
export async function documentProblem(
  document: JsonObject,
): Promise<{ problem: ProofProblem } | undefined> {
  const hidden = plainTermsProblem(document);
  if (hidden) return hidden;
  try {
    await canonicalNQuads(document);
    return undefined;
  } catch (error) {
    if (!isProofProblem(error)) throw error;
    return problem(error.code, error.detail);
  }
}
