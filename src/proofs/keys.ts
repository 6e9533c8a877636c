import { toBase58 } from '../formats/base58.ts';
import { concat, toBase64Url, utf8 } from '../formats/bytes.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { readJwk } from './jwk.ts';
import { type KeyMaterial, readMultikey } from './multikey.ts';
import type { ProofProblem } from './problem.ts';

export interface KeyDeps {
  sha256: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
}

export interface PublicKey extends KeyMaterial {
  /** SHA-256 thumbprint in base64url: the same for every way of writing the key. */
  thumbprint: string;
}

export type KeyReading = { key: PublicKey } | { problem: ProofProblem };

/**
 * Reads `publicKeyMultibase`: Ed25519, P-256 or P-384. Points that would make a signature worthless
 * are refused, points of the curves are decompressed.
 *
 * Problems: `key_malformed`, `key_type_unsupported`, `key_weak_point`, `private_key_exposed`.
 *
 * @see https://www.w3.org/TR/cid-1.0/#Multikey
 */
export async function keyFromMultibase(text: string, deps: KeyDeps): Promise<KeyReading> {
  const known = keptKeys.get(text);
  if (known) return known;
  const reading = await withThumbprint(readMultikey(text), deps);
  if ('key' in reading) keep(text, reading);
  return reading;
}

/** An issuer signs many badges with one key, and the arithmetic of its curve is slow; the oldest leave first. */
const MAX_KEPT = 500;
const keptKeys = new Map<string, KeyReading>();

function keep(text: string, reading: KeyReading): void {
  const [oldest] = keptKeys.keys();
  if (keptKeys.size >= MAX_KEPT && oldest !== undefined) keptKeys.delete(oldest);
  keptKeys.set(text, reading);
}

/**
 * Reads a public JWK: Ed25519, P-256, P-384, or RSA of 2048 to 8192 bits. Members of a private key
 * are a problem even beside a good public key.
 *
 * Problems: `key_malformed`, `key_type_unsupported`, `key_weak_point`, `key_too_weak`,
 * `private_key_exposed`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7517
 */
export async function keyFromJwk(jwk: JsonObject, deps: KeyDeps): Promise<KeyReading> {
  return withThumbprint(readJwk(jwk), deps);
}

/**
 * Writes an Ed25519 public key, 32 bytes, as `publicKeyMultibase`: `z6Mk…`.
 *
 * @see https://www.w3.org/TR/cid-1.0/#Multikey
 */
export function multibaseOfEd25519(raw: Uint8Array): string {
  if (raw.length !== 32) throw new RangeError('An Ed25519 public key has 32 bytes.');
  return `z${toBase58(concat(Uint8Array.of(0xed, 0x01), raw))}`;
}

/** @see https://www.rfc-editor.org/rfc/rfc7638#section-3 */
async function withThumbprint(
  reading: KeyMaterial | { problem: ProofProblem },
  { sha256 }: KeyDeps,
): Promise<KeyReading> {
  if ('problem' in reading) return reading;
  const sorted = Object.fromEntries(
    Object.entries(reading.jwk).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const digest = await sha256(utf8(JSON.stringify(sorted)));
  return { key: { ...reading, thumbprint: toBase64Url(digest) } };
}
