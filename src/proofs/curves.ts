import { toHex } from '../formats/bytes.ts';

/** The two NIST curves, y² = x³ - 3x + b over the prime field p. */
export interface Curve {
  readonly crv: 'P-256' | 'P-384';
  readonly alg: 'ES256' | 'ES384';
  /** Bytes of one coordinate. */
  readonly size: number;
  readonly p: bigint;
  readonly b: bigint;
}

export const P256: Curve = {
  crv: 'P-256',
  alg: 'ES256',
  size: 32,
  p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
};

export const P384: Curve = {
  crv: 'P-384',
  alg: 'ES384',
  size: 48,
  p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
  b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
};

const ED25519_P = 2n ** 255n - 19n;
/** The y of the points of order 8; with the other sign they are p - y. */
const ED25519_ORDER_8_Y = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  ED25519_P - 1n,
  ED25519_ORDER_8_Y,
  ED25519_P - ED25519_ORDER_8_Y,
]);

/** `undefined` when the 33 or 49 bytes are no compressed point of the curve. */
export function decompressPoint(
  bytes: Uint8Array,
  curve: Curve,
): { x: Uint8Array; y: Uint8Array } | undefined {
  const sign = bytes[0];
  if (bytes.length !== curve.size + 1 || (sign !== 2 && sign !== 3)) return undefined;
  const x = toInteger(bytes.subarray(1));
  if (x >= curve.p) return undefined;
  const square = rightSide(x, curve);
  // Both primes are 3 modulo 4, where this power is a square root if there is one.
  const root = power(square, (curve.p + 1n) / 4n, curve.p);
  if ((root * root) % curve.p !== square) return undefined;
  const y = root % 2n === BigInt(sign % 2) ? root : curve.p - root;
  return { x: bytes.slice(1), y: fromInteger(y, curve.size) };
}

/** Whether two coordinates, big-endian and of full length, are a point of the curve. */
export function isOnCurve(x: Uint8Array, y: Uint8Array, curve: Curve): boolean {
  if (x.length !== curve.size || y.length !== curve.size) return false;
  const [a, b] = [toInteger(x), toInteger(y)];
  return a < curve.p && b < curve.p && (b * b) % curve.p === rightSide(a, curve);
}

/**
 * Whether 32 bytes are an Ed25519 public key that must be refused: one of the points of small order,
 * for which one signature fits every message, or a point in a spelling that is not canonical.
 */
export function isWeakEd25519Point(bytes: Uint8Array): boolean {
  const y = toInteger(bytes.toReversed()) & (2n ** 255n - 1n);
  return y >= ED25519_P || SMALL_ORDER_Y.has(y);
}

function rightSide(x: bigint, { p, b }: Curve): bigint {
  const value = (x * x * x - 3n * x + b) % p;
  return value < 0n ? value + p : value;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Big-endian. */
function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}

function fromInteger(value: bigint, size: number): Uint8Array {
  const digits = value.toString(16).padStart(size * 2, '0');
  return Uint8Array.from({ length: size }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}
