import { fromBase58 } from '../formats/base58.ts';
import { toBase64Url } from '../formats/bytes.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { type Curve, decompressPoint, isWeakEd25519Point, P256, P384 } from './curves.ts';
import { type ProofProblem, problem } from './problem.ts';

/** What a key is good for: `ES256` means P-256, `ES384` P-384. */
export type KeyAlgorithm = 'Ed25519' | 'ES256' | 'ES384' | 'RSA';

export interface KeyMaterial {
  alg: KeyAlgorithm;
  /** The public members alone, in canonical form: rebuilt, never passed through. */
  jwk: JsonObject;
  /** The one algorithm, by its JOSE name, that the key's owner keeps it for, when they say. */
  onlyFor?: string;
}

/** The longest we read, P-384, takes 70 characters. */
const MAX_LENGTH = 128;

/** Multicodec prefixes, as the two bytes of their variable-length integers. */
const ED25519_PUBLIC = 0xed01;
const P256_PUBLIC = 0x8024;
const P384_PUBLIC = 0x8124;
const SECRETS: ReadonlySet<number> = new Set([0x8026, 0x8626, 0x8726]);

/** Reads `publicKeyMultibase`; the problems are those of `keyFromMultibase`. */
export function readMultikey(text: string): KeyMaterial | { problem: ProofProblem } {
  const bytes =
    text.startsWith('z') && text.length <= MAX_LENGTH ? fromBase58(text.slice(1)) : undefined;
  if (bytes === undefined || bytes.length < 3) {
    return problem('key_malformed', 'The key is not multibase base58-btc.');
  }
  const codec = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  const raw = bytes.subarray(2);
  if (codec === ED25519_PUBLIC) return readEd25519(raw);
  if (codec === P256_PUBLIC) return readCompressed(raw, P256);
  if (codec === P384_PUBLIC) return readCompressed(raw, P384);
  if (SECRETS.has(codec)) return problem('private_key_exposed', 'The key is a secret key.');
  return problem('key_type_unsupported', 'The key is of a type that is not supported.');
}

/** The 32 bytes of an Ed25519 public key, checked for points that verify anything. */
export function readEd25519(raw: Uint8Array): KeyMaterial | { problem: ProofProblem } {
  if (raw.length !== 32) return problem('key_malformed', 'An Ed25519 key has 32 bytes.');
  if (isWeakEd25519Point(raw)) {
    return problem('key_weak_point', 'The key is a point of small order, or not canonical.');
  }
  return { alg: 'Ed25519', jwk: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(raw) } };
}

function readCompressed(raw: Uint8Array, curve: Curve): KeyMaterial | { problem: ProofProblem } {
  const point = decompressPoint(raw, curve);
  if (point === undefined) return problem('key_malformed', `No point of ${curve.crv}.`);
  const { crv, alg } = curve;
  return { alg, jwk: { kty: 'EC', crv, x: toBase64Url(point.x), y: toBase64Url(point.y) } };
}
