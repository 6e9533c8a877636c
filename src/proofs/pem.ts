import { equalBytes, fromBase64, toBase64Url } from '../formats/bytes.ts';
import type { JsonObject } from '../formats/strict-json.ts';
import { type Curve, decompressPoint, P256, P384 } from './curves.ts';
import { type KeyDeps, type KeyReading, keyFromJwk } from './keys.ts';
import { type ProofProblem, problem } from './problem.ts';

/** The longest we read, RSA of 8192 bits, takes 1,500 characters. */
const MAX_LENGTH = 4096;
const BLOCK = /^\s*-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----\s*$/;

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_ID = 0x06;
const NULL = Uint8Array.of(0x05, 0x00);

const RSA_ENCRYPTION = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);
const EC_PUBLIC_KEY = Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);
const ED25519 = Uint8Array.of(0x2b, 0x65, 0x70);
const CURVES: ReadonlyArray<readonly [id: Uint8Array, curve: Curve]> = [
  [Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07), P256],
  [Uint8Array.of(0x2b, 0x81, 0x04, 0x00, 0x22), P384],
];

type Reading = { readonly jwk: JsonObject } | { readonly problem: ProofProblem };

/**
 * Reads a public key in PEM: `PUBLIC KEY` (SPKI) with RSA, P-256, P-384 or Ed25519, or
 * `RSA PUBLIC KEY` (PKCS#1), one block and nothing beside it, in strict DER.
 *
 * Problems: those of `keyFromJwk`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7468#section-13
 */
export async function keyFromPem(pem: string, deps: KeyDeps): Promise<KeyReading> {
  const read = readPem(pem);
  return 'problem' in read ? read : keyFromJwk(read.jwk, deps);
}

function readPem(pem: string): Reading {
  const [, label = '', body = ''] = pem.length <= MAX_LENGTH ? (BLOCK.exec(pem) ?? []) : [];
  if (label.endsWith('PRIVATE KEY')) {
    return problem('private_key_exposed', 'The PEM block is a private key.');
  }
  const der = fromBase64(body.replaceAll(/\s/g, ''));
  if (der === undefined || der.length === 0) return malformed();
  if (label === 'PUBLIC KEY') return readSpki(der);
  if (label === 'RSA PUBLIC KEY') return readRsa(der);
  return problem('key_type_unsupported', 'The PEM block is no public key.');
}

function readSpki(der: Uint8Array): Reading {
  const [algorithm, bits] = childrenOf(der, SEQUENCE, BIT_STRING) ?? [];
  // The first byte of a bit string counts the unused bits of its last.
  if (algorithm === undefined || bits?.[0] !== 0) return malformed();
  const [id, rest] = splitFirst(algorithm) ?? [];
  if (id?.tag !== OBJECT_ID || rest === undefined) return malformed();
  const key = bits.subarray(1);
  if (equalBytes(id.content, RSA_ENCRYPTION)) {
    return equalBytes(rest, NULL) ? readRsa(key) : malformed();
  }
  if (equalBytes(id.content, ED25519)) {
    if (rest.length > 0) return malformed();
    return { jwk: { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(key) } };
  }
  if (equalBytes(id.content, EC_PUBLIC_KEY)) return readPoint(rest, key);
  return problem('key_type_unsupported', 'The key is of a type that is not supported.');
}

function readRsa(der: Uint8Array): Reading {
  const [n, e] = childrenOf(der, INTEGER, INTEGER) ?? [];
  if (n === undefined || e === undefined || !isPositive(n) || !isPositive(e)) return malformed();
  return { jwk: { kty: 'RSA', n: toBase64Url(n), e: toBase64Url(e) } };
}

function readPoint(parameters: Uint8Array, point: Uint8Array): Reading {
  const [named, rest] = splitFirst(parameters) ?? [];
  if (named?.tag !== OBJECT_ID || rest === undefined || rest.length > 0) {
    return problem('key_type_unsupported', 'The curve is not named.');
  }
  const curve = CURVES.find(([id]) => equalBytes(id, named.content))?.[1];
  if (!curve) return problem('key_type_unsupported', 'The curve is not supported.');
  const { crv, size } = curve;
  const isWhole = point[0] === 4 && point.length === 1 + 2 * size;
  const coordinates = isWhole
    ? { x: point.subarray(1, 1 + size), y: point.subarray(1 + size) }
    : decompressPoint(point, curve);
  if (!coordinates) return malformed();
  const { x, y } = coordinates;
  return { jwk: { kty: 'EC', crv, x: toBase64Url(x), y: toBase64Url(y) } };
}

/** DER writes integers in the fewest bytes; the highest bit is the sign. */
function isPositive(integer: Uint8Array): boolean {
  const [first = 0x80, second = 0x80] = integer;
  return first < 0x80 && (first > 0 || (integer.length > 1 && second >= 0x80));
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The contents of the two elements, of these tags, of a sequence that is the whole of `der`. */
function childrenOf(
  der: Uint8Array,
  first: number,
  second: number,
): readonly [Uint8Array, Uint8Array] | undefined {
  const [whole, after] = splitFirst(der) ?? [];
  if (whole?.tag !== SEQUENCE || after?.length !== 0) return undefined;
  const [one, rest] = splitFirst(whole.content) ?? [];
  const [two, end] = splitFirst(rest ?? new Uint8Array()) ?? [];
  if (one?.tag !== first || two?.tag !== second || end?.length !== 0) return undefined;
  return [one.content, two.content];
}

/** The first element and what follows it; lengths in their one DER spelling, up to 64 KiB. */
function splitFirst(der: Uint8Array): readonly [Element, Uint8Array] | undefined {
  const [tag, first] = der;
  if (tag === undefined || first === undefined) return undefined;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  if (first >= 0x80 && (extra < 1 || extra > 2 || der.length < 2 + extra)) return undefined;
  let length = extra === 0 ? first : 0;
  for (let at = 2; at < 2 + extra; at += 1) length = (length << 8) | (der[at] as number);
  if (extra > 0 && length < (extra === 1 ? 0x80 : 0x100)) return undefined;
  const start = 2 + extra;
  if (der.length < start + length) return undefined;
  return [{ tag, content: der.subarray(start, start + length) }, der.subarray(start + length)];
}

function malformed(): { problem: ProofProblem } {
  return problem('key_malformed', 'The key is not in strict PEM and DER.');
}
