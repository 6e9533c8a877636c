import { toBase58 } from '../formats/base58.ts';
import { concat, utf8 } from '../formats/bytes.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { canonicalNQuads, isProofProblem } from './canonize.ts';
import { appendMembers } from './json-text.ts';
import { plainTermsProblem } from './plain-terms.ts';
import { type ProofProblem, problem } from './problem.ts';
import { proofProblem } from './proof-form.ts';

const CRYPTOSUITE = 'eddsa-rdfc-2022';
const SIGNATURE_LENGTH = 64;

/** Only `created` differs between the proofs of one key over one kind of document. */
const MAX_KEPT_CONFIGURATIONS = 64;
const MAX_KEPT_LENGTH = 2048;
const keptConfigurations = new Map<string, Uint8Array>();

type Hash = (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;

interface HashDeps {
  readonly sha256: Hash;
}

/**
 * The 64 bytes that an `eddsa-rdfc-2022` proof signs: the hash of the proof's options, then the hash
 * of the document. The document may carry its proofs and the proof its value: both are left out. A
 * document that was hashed is not hashed again: it must not be changed.
 *
 * Problems: those of `proofProblem`, of `plainTermsProblem` and of `canonicalNQuads`.
 *
 * @see https://www.w3.org/TR/vc-di-eddsa/#hashing-eddsa-rdfc-2022
 */
export async function hashData(
  deps: HashDeps,
  document: JsonObject,
  proof: JsonObject,
): Promise<{ data: Uint8Array } | { problem: ProofProblem }> {
  const malformed = proofProblem(proof);
  if (malformed) return { problem: malformed };
  const hidden = plainTermsProblem(document) ?? plainTermsProblem(proof);
  if (hidden) return hidden;
  return findProblems(async () => ({ data: await hashBoth(deps, document, proof) }));
}

/** What `work` finds, or the problem with the document that it meets. */
export async function findProblems<Found>(
  work: () => Promise<Found>,
): Promise<Found | { problem: ProofProblem }> {
  try {
    return await work();
  } catch (error) {
    if (!isProofProblem(error)) throw error;
    return problem(error.code, error.detail);
  }
}

/**
 * The hash of a proof's options followed by that of the document. `previous` are the proofs of the
 * document that this one signs too.
 *
 * @throws {Error & ProofProblem} those of `canonicalNQuads`
 */
export async function hashBoth(
  deps: HashDeps,
  document: JsonObject,
  proof: JsonObject,
  previous: readonly JsonObject[] = [],
): Promise<Uint8Array> {
  // One after the other: the second finds the contexts that the first has processed.
  const documentHash =
    previous.length > 0
      ? await hashOf(deps, withoutProofs(document, previous))
      : await hashDocument(deps, document);
  return concat(await hashConfiguration(deps, document, proof), documentHash);
}

/**
 * As `hashBoth`, 96 bytes, by SHA-384 from the first blank node to the last: for keys of P-384.
 *
 * @throws {Error & ProofProblem} those of `canonicalNQuads`
 * @see https://www.w3.org/TR/vc-di-ecdsa/#hashing-ecdsa-rdfc-2019
 */
export async function hashBothWide(
  { sha384 }: { readonly sha384: Hash },
  document: JsonObject,
  proof: JsonObject,
  previous: readonly JsonObject[] = [],
): Promise<Uint8Array> {
  const hash = async (part: object) => sha384(utf8(await canonicalNQuads(part, 'SHA-384')));
  const configuration = await hash(configurationOf(document, proof));
  const documentHash =
    previous.length > 0
      ? await hash(withoutProofs(document, previous))
      : await onceOf(hashedWide, document, () => hash(withoutProofs(document)));
  return concat(configuration, documentHash);
}

/** The document as it was signed: with those of its proofs alone that the signer saw. */
export function withoutProofs(
  { proof: _proofs, ...unsecured }: JsonObject,
  previous: readonly JsonObject[] = [],
): JsonObject {
  return previous.length > 0 ? { ...unsecured, proof: [...previous] } : unsecured;
}

/** The document decides what the words of the proof mean; a proof may not bring words of its own. */
function configurationOf(document: JsonObject, { proofValue: _, ...options }: JsonObject) {
  return { ...options, '@context': document['@context'] };
}

async function hashOf({ sha256 }: HashDeps, document: object): Promise<Uint8Array> {
  return sha256(utf8(await canonicalNQuads(document)));
}

/** Of documents that are being verified: a badge with several proofs is put in order once. */
const hashedDocuments = new WeakMap<JsonObject, Promise<Uint8Array>>();
/** By SHA-384. */
const hashedWide: typeof hashedDocuments = new WeakMap();

function hashDocument(deps: HashDeps, document: JsonObject): Promise<Uint8Array> {
  return onceOf(hashedDocuments, document, () => hashOf(deps, withoutProofs(document)));
}

function onceOf(
  hashed: typeof hashedDocuments,
  document: JsonObject,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const known = hashed.get(document);
  if (known) return known;
  const hash = make();
  hashed.set(document, hash);
  return hash;
}

/** @throws {Error & ProofProblem} those of `canonicalNQuads` */
export async function hashConfiguration(
  deps: HashDeps,
  document: JsonObject,
  proof: JsonObject,
): Promise<Uint8Array> {
  const configuration = configurationOf(document, proof);
  const key = JSON.stringify(configuration);
  const kept = keptConfigurations.get(key);
  if (kept) return kept;
  const hash = await hashOf(deps, configuration);
  if (key.length > MAX_KEPT_LENGTH) return hash;
  const [oldest] = keptConfigurations.keys();
  if (keptConfigurations.size >= MAX_KEPT_CONFIGURATIONS && oldest !== undefined) {
    keptConfigurations.delete(oldest);
  }
  keptConfigurations.set(key, hash);
  return hash;
}

/** `created` is an ISO 8601 date and time in UTC, to the second. */
export function unsignedProof(options: {
  verificationMethod: string;
  created: string;
}): JsonObject {
  return {
    type: 'DataIntegrityProof',
    cryptosuite: CRYPTOSUITE,
    created: options.created,
    verificationMethod: options.verificationMethod,
    proofPurpose: 'assertionMethod',
  };
}

/**
 * The text of the signed credential: the text of the unsigned one, character by character, and one
 * more member `proof` at its end: an array, as Open Badges wants it, or the one object that readers of
 * other credentials look for.
 *
 * @throws {Error} a fault, when the text has a proof already
 */
export function withProof(
  credential: string,
  proof: JsonObject,
  signature: Uint8Array,
  shape: 'array' | 'object' = 'array',
): string {
  if (signature.length !== SIGNATURE_LENGTH) throw new Error('The signature is not of Ed25519.');
  const made = { ...proof, proofValue: `z${toBase58(signature)}` };
  return appendMembers(credential, { proof: shape === 'array' ? [made] : made });
}
