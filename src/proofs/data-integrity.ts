import { fromBase58, toBase58 } from '../formats/base58.ts';
import { concat, utf8 } from '../formats/bytes.ts';
import type { JsonObject, JsonValue } from '../formats/strict-json.ts';
import { canonicalNQuads, isProofProblem } from './canonize.ts';
import { appendMembers } from './json-text.ts';
import { plainTermsProblem } from './plain-terms.ts';
import { type ProofProblem, problem } from './problem.ts';

const CRYPTOSUITE = 'eddsa-rdfc-2022';
const SIGNATURE_LENGTH = 64;
/** 64 bytes take at most 88 digits of base58. */
const MAX_PROOF_VALUE_LENGTH = 89;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Only `created` differs between the proofs of one key over one kind of document. */
const MAX_KEPT_CONFIGURATIONS = 64;
const MAX_KEPT_LENGTH = 2048;
const keptConfigurations = new Map<string, Uint8Array>();

interface HashDeps {
  sha256: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
}

/**
 * The 64 bytes that an `eddsa-rdfc-2022` proof signs: the hash of the proof's options, then the hash
 * of the document. The document may carry its proofs and the proof its value: both are left out, so
 * one function serves to sign and to verify. A document that was hashed is not hashed again: it must
 * not be changed.
 *
 * Problems: those of `proofProblem` and of `canonicalNQuads`.
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
  const { proof: _proofs, ...unsecured } = document;
  const { proofValue: _value, ...options } = proof;
  // The document decides what the words of the proof mean; a proof may not bring words of its own.
  const configuration = { ...options, '@context': document['@context'] };
  try {
    // One after the other: the second finds the contexts that the first has processed.
    const documentHash = await hashDocument(deps, document, unsecured);
    const proofHash = await hashConfiguration(deps, configuration);
    return { data: concat(proofHash, documentHash) };
  } catch (error) {
    if (!isProofProblem(error)) throw error;
    return problem(error.code, error.detail);
  }
}

/** Of documents that are being verified: a badge with several proofs is put in order once. */
const hashedDocuments = new WeakMap<JsonObject, Promise<Uint8Array>>();

function hashDocument(
  { sha256 }: HashDeps,
  document: JsonObject,
  unsecured: JsonObject,
): Promise<Uint8Array> {
  const known = hashedDocuments.get(document);
  if (known) return known;
  const hash = canonicalNQuads(unsecured).then((text) => sha256(utf8(text)));
  hashedDocuments.set(document, hash);
  return hash;
}

/** What is wrong with the form of a proof, whoever made it; `undefined` when nothing is. */
function proofProblem(proof: JsonObject): ProofProblem | undefined {
  const { type, cryptosuite, proofPurpose, verificationMethod, created } = proof;
  if (type !== 'DataIntegrityProof' || cryptosuite !== CRYPTOSUITE) {
    return { code: 'cryptosuite_unsupported', detail: `Only ${CRYPTOSUITE} is supported here.` };
  }
  if (typeof proofPurpose !== 'string' || typeof verificationMethod !== 'string') {
    return malformed('proofPurpose and verificationMethod must be strings.');
  }
  if (proofPurpose !== 'assertionMethod') {
    return { code: 'proof_purpose_mismatch', detail: 'proofPurpose must be assertionMethod.' };
  }
  if (created !== undefined && !isDateTime(created)) {
    return malformed('created must be a date and time with a time zone.');
  }
  if ('previousProof' in proof) return malformed('Chains of proofs are not supported.');
  return undefined;
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
 * more member `proof`, an array, at its end.
 *
 * @throws {Error} a fault, when the text has a proof already
 */
export function withProof(credential: string, proof: JsonObject, signature: Uint8Array): string {
  if (signature.length !== SIGNATURE_LENGTH) throw new Error('The signature is not of Ed25519.');
  return appendMembers(credential, {
    proof: [{ ...proof, proofValue: `z${toBase58(signature)}` }],
  });
}

/** The 64 bytes of `proofValue`, `undefined` when it holds none. */
export function signatureOf({ proofValue }: JsonObject): Uint8Array | undefined {
  if (typeof proofValue !== 'string' || !proofValue.startsWith('z')) return undefined;
  if (proofValue.length > MAX_PROOF_VALUE_LENGTH) return undefined;
  const bytes = fromBase58(proofValue.slice(1));
  return bytes?.length === SIGNATURE_LENGTH ? bytes : undefined;
}

async function hashConfiguration({ sha256 }: HashDeps, configuration: object): Promise<Uint8Array> {
  const key = JSON.stringify(configuration);
  const kept = keptConfigurations.get(key);
  if (kept) return kept;
  const hash = await sha256(utf8(await canonicalNQuads(configuration)));
  if (key.length > MAX_KEPT_LENGTH) return hash;
  const [oldest] = keptConfigurations.keys();
  if (keptConfigurations.size >= MAX_KEPT_CONFIGURATIONS && oldest !== undefined) {
    keptConfigurations.delete(oldest);
  }
  keptConfigurations.set(key, hash);
  return hash;
}

function malformed(detail: string): ProofProblem {
  return { code: 'proof_malformed', detail };
}

function isDateTime(value: JsonValue): boolean {
  return typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
}
