import { fromBase64Url, toBase64Url } from '../formats/bytes.ts';
import type { JsonObject, JsonValue } from '../formats/strict-json.ts';
import { type Curve, isOnCurve, P256, P384 } from './curves.ts';
import { type KeyMaterial, readEd25519 } from './multikey.ts';
import { type ProofProblem, problem } from './problem.ts';

type Reading = KeyMaterial | { problem: ProofProblem };

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

const MIN_RSA_BITS = 2048;
/** Verifying takes time that grows with the square of the length. */
const MAX_RSA_BITS = 8192;
const MAX_EXPONENT_BITS = 32;

/** Whether the JWK holds any member that only its owner should have. */
export function hasPrivateMembers(jwk: JsonObject): boolean {
  return PRIVATE_MEMBERS.some((member) => Object.hasOwn(jwk, member));
}

/** Reads a public JWK; the problems are those of `keyFromJwk`. */
export function readJwk(jwk: JsonObject): Reading {
  const { alg } = jwk;
  if (alg === undefined) return readMaterial(jwk);
  if (typeof alg !== 'string') return problem('key_malformed', 'alg is not a string.');
  const read = readMaterial(jwk);
  return 'problem' in read ? read : { ...read, onlyFor: alg };
}

function readMaterial(jwk: JsonObject): Reading {
  if (hasPrivateMembers(jwk)) {
    return problem('private_key_exposed', 'The JWK has members of a private key.');
  }
  if (!isForVerifying(jwk)) {
    return problem('key_type_unsupported', 'The JWK is not meant for verifying signatures.');
  }
  if (jwk['kty'] === 'OKP' && jwk['crv'] === 'Ed25519') return readOkp(jwk);
  if (jwk['kty'] === 'EC' && jwk['crv'] === P256.crv) return readEc(jwk, P256);
  if (jwk['kty'] === 'EC' && jwk['crv'] === P384.crv) return readEc(jwk, P384);
  if (jwk['kty'] === 'RSA') return readRsa(jwk);
  return problem('key_type_unsupported', 'The JWK is of a type that is not supported.');
}

function isForVerifying({ use, key_ops: operations }: JsonObject): boolean {
  if (use !== undefined && use !== 'sig') return false;
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'));
}

function readOkp(jwk: JsonObject): Reading {
  const x = readBytes(jwk['x']);
  return x === undefined ? problem('key_malformed', 'x is not base64url.') : readEd25519(x);
}

function readEc(jwk: JsonObject, { crv, alg, ...curve }: Curve): Reading {
  const x = readBytes(jwk['x']);
  const y = readBytes(jwk['y']);
  if (x === undefined || y === undefined || !isOnCurve(x, y, { crv, alg, ...curve })) {
    return problem('key_malformed', `x and y are no point of ${crv}.`);
  }
  return { alg, jwk: { kty: 'EC', crv, x: toBase64Url(x), y: toBase64Url(y) } };
}

function readRsa(jwk: JsonObject): Reading {
  const n = withoutLeadingZeros(readBytes(jwk['n']));
  const e = withoutLeadingZeros(readBytes(jwk['e']));
  if (n === undefined || e === undefined || !isOdd(n) || !isOdd(e)) {
    return problem('key_malformed', 'n and e are no RSA public key.');
  }
  if (countBits(n) < MIN_RSA_BITS || countBits(e) < 2) {
    return problem('key_too_weak', `The RSA modulus has ${countBits(n)} bits.`);
  }
  if (countBits(n) > MAX_RSA_BITS || countBits(e) > MAX_EXPONENT_BITS) {
    return problem('key_type_unsupported', 'The RSA modulus or exponent is too long.');
  }
  return { alg: 'RSA', jwk: { kty: 'RSA', n: toBase64Url(n), e: toBase64Url(e) } };
}

function readBytes(value: JsonValue | undefined): Uint8Array | undefined {
  return typeof value === 'string' ? fromBase64Url(value) : undefined;
}

/** Some tools write a sign byte before the modulus; the number, and so the thumbprint, is the same. */
function withoutLeadingZeros(bytes: Uint8Array | undefined): Uint8Array | undefined {
  const start = bytes?.findIndex((byte) => byte !== 0) ?? -1;
  return start < 0 ? undefined : bytes?.subarray(start);
}

function isOdd(bytes: Uint8Array): boolean {
  return (bytes.at(-1) ?? 0) % 2 === 1;
}

function countBits(bytes: Uint8Array): number {
  return (bytes.length - 1) * 8 + (32 - Math.clz32(bytes[0] ?? 0));
}
