import { fromBase58 } from '../formats/base58.ts';
import type { JsonObject, JsonValue } from '../formats/strict-json.ts';
import type { PublicKey } from './keys.ts';
import type { KeyAlgorithm } from './multikey.ts';
import { type ProofProblem, problem } from './problem.ts';

/** Each way of signing inside a document that is read here, with the keys that it takes. */
const SUITES = {
  'eddsa-rdfc-2022': { keys: ['Ed25519'], isOld: false },
  /** The name that the one before had in its drafts; the bytes are the same. */
  'eddsa-2022': { keys: ['Ed25519'], isOld: true },
  'ecdsa-rdfc-2019': { keys: ['ES256', 'ES384'], isOld: false },
  'ecdsa-sd-2023': { keys: ['ES256'], isOld: false },
  /** A type of its own, from before suites were named by `cryptosuite`. */
  Ed25519Signature2020: { keys: ['Ed25519'], isOld: true },
} as const satisfies Record<string, { keys: readonly KeyAlgorithm[]; isOld: boolean }>;

type SuiteName = keyof typeof SUITES;

export interface Suite {
  readonly name: SuiteName;
  readonly keys: readonly KeyAlgorithm[];
  /** Deprecated: whoever still signs so should be told. */
  readonly isOld: boolean;
}

/** One signature that a proof stands on. */
export interface RequiredSignature {
  readonly key: 'issuer' | PublicKey;
  readonly alg: 'EdDSA' | 'ES256' | 'ES384';
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
/** The 96 bytes of P-384 take at most 132 digits of base58. */
const MAX_VALUE_LENGTH = 140;

/** `undefined` for a suite that is not read here. */
export function suiteOf({ type, cryptosuite }: JsonObject): Suite | undefined {
  const isNamed = type === 'DataIntegrityProof' && cryptosuite !== 'Ed25519Signature2020';
  const isTyped = type === 'Ed25519Signature2020' && cryptosuite === undefined;
  const name = isNamed ? cryptosuite : isTyped ? type : undefined;
  return isSuite(name) ? { name, ...SUITES[name] } : undefined;
}

function isSuite(name: JsonValue | undefined): name is SuiteName {
  return typeof name === 'string' && Object.hasOwn(SUITES, name);
}

/**
 * What is wrong with the form of a proof, whoever made it; `undefined` when nothing is.
 *
 * Problems: `cryptosuite_unsupported`, `proof_malformed`, `proof_purpose_mismatch`.
 *
 * @see https://www.w3.org/TR/vc-data-integrity/#proofs
 */
export function proofProblem(
  proof: JsonObject,
  purpose = 'assertionMethod',
): ProofProblem | undefined {
  const { type, proofPurpose, verificationMethod, created, expires } = proof;
  if (!suiteOf(proof)) {
    const { cryptosuite } = proof;
    const [name] = [cryptosuite, type].filter((each) => typeof each === 'string');
    return { code: 'cryptosuite_unsupported', detail: `Not read here: ${name?.slice(0, 60)}` };
  }
  if (typeof proofPurpose !== 'string' || typeof verificationMethod !== 'string') {
    return malformed('proofPurpose and verificationMethod must be strings.');
  }
  if (proofPurpose !== purpose) {
    return { code: 'proof_purpose_mismatch', detail: `proofPurpose must be ${purpose}.` };
  }
  if (![created, expires].every((date) => date === undefined || isDateTime(date))) {
    return malformed('created and expires must be dates and times with a time zone.');
  }
  return undefined;
}

/** The bytes of a `proofValue` in base58-btc, of exactly this many; else `signature_invalid`. */
export function signatureOf(
  { proofValue }: JsonObject,
  length: number,
): { signature: Uint8Array } | { problem: ProofProblem } {
  const isReadable =
    typeof proofValue === 'string' &&
    proofValue.startsWith('z') &&
    proofValue.length <= MAX_VALUE_LENGTH;
  const bytes = isReadable ? fromBase58(proofValue.slice(1)) : undefined;
  return bytes?.length === length
    ? { signature: bytes }
    : problem('signature_invalid', `proofValue does not hold ${length} bytes of base58-btc.`);
}

function malformed(detail: string): ProofProblem {
  return { code: 'proof_malformed', detail };
}

function isDateTime(value: JsonValue): boolean {
  return typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
}
