import type { JsonObject } from '../formats/strict-json.ts';
import { findProblems, hashBoth, hashBothWide } from './data-integrity.ts';
import type { PublicKey } from './keys.ts';
import { plainTermsProblem } from './plain-terms.ts';
import { type ProofProblem, problem } from './problem.ts';
import { previousProofs } from './proof-chain.ts';
import { proofProblem, type RequiredSignature, signatureOf, suiteOf } from './proof-form.ts';
import { derivedSignatures } from './selective-disclosure.ts';

type Hash = (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;

/** A proof taken apart: it holds when each of the signatures does. */
export interface ReadProof {
  readonly signatures: readonly RequiredSignature[];
  readonly warnings: readonly string[];
}

/**
 * Reads an embedded proof of any suite into the signatures that must all hold, in this order. Nothing
 * is verified here but that each of them covers all of the document and of the proof.
 *
 * Problems: those of `proofProblem`, `plainTermsProblem`, `previousProofs`, `signatureOf`,
 * `derivedSignatures` and `canonicalNQuads`; `key_suite_mismatch` when the issuer's key is not of the
 * kind that the suite takes. Warnings: `cryptosuite_deprecated`; `selectively_disclosed`, since the
 * holder of such a badge chooses what it shows.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#verify-proof
 */
export async function readProof(
  deps: { readonly sha256: Hash; readonly sha384: Hash },
  document: JsonObject,
  proof: JsonObject,
  { key, purpose }: { readonly key: Pick<PublicKey, 'alg'>; readonly purpose?: string },
): Promise<ReadProof | { problem: ProofProblem }> {
  const malformed = proofProblem(proof, purpose);
  if (malformed) return { problem: malformed };
  const suite = suiteOf(proof);
  if (!suite?.keys.includes(key.alg)) {
    return problem('key_suite_mismatch', `${suite?.name} does not take a key of ${key.alg}.`);
  }
  const hidden = plainTermsProblem(document) ?? plainTermsProblem(proof);
  if (hidden) return hidden;
  const chain = previousProofs(document, proof);
  if ('problem' in chain) return chain;
  const isDerived = suite.name === 'ecdsa-sd-2023';
  const read = await findProblems(() =>
    isDerived
      ? derivedSignatures(deps, document, proof, chain.previous)
      : onlySignature(deps, document, proof, { ...chain, key }),
  );
  if ('problem' in read) return read;
  const warnings = [
    ...(suite.isOld ? ['cryptosuite_deprecated'] : []),
    ...(isDerived ? ['selectively_disclosed'] : []),
  ];
  return { signatures: read.signatures, warnings };
}

/** The suites that sign two hashes at once. */
async function onlySignature(
  deps: { readonly sha256: Hash; readonly sha384: Hash },
  document: JsonObject,
  proof: JsonObject,
  { previous, key }: { previous: readonly JsonObject[]; key: Pick<PublicKey, 'alg'> },
): Promise<{ signatures: RequiredSignature[] } | { problem: ProofProblem }> {
  const isWide = key.alg === 'ES384';
  const read = signatureOf(proof, isWide ? 96 : 64);
  if ('problem' in read) return read;
  const data = await (isWide
    ? hashBothWide(deps, document, proof, previous)
    : hashBoth(deps, document, proof, previous));
  const alg = key.alg === 'ES256' || key.alg === 'ES384' ? key.alg : 'EdDSA';
  return { signatures: [{ key: 'issuer', alg, data, signature: read.signature }] };
}
