/** What the value of a derived `ecdsa-sd-2023` proof holds. */
export interface DerivedProof {
  /** 64 bytes, by the issuer. */
  readonly baseSignature: Uint8Array;
  /** 35 bytes: multikey of the P-256 key that signed the single statements. */
  readonly publicKey: Uint8Array;
  /** 64 bytes each, one for each statement that was not mandatory. */
  readonly signatures: readonly Uint8Array[];
  /** For the number of each blank node in the canonical form, 32 bytes that stand for it. */
  readonly labels: ReadonlyMap<number, Uint8Array>;
  /** The places of the mandatory statements. */
  readonly mandatory: ReadonlySet<number>;
}

const BASE = [0xd9, 0x5d, 0x00];
const DERIVED = [0xd9, 0x5d, 0x01];
const BYTES_64 = [0xd8, 0x40];

const [UNSIGNED, BYTES, ARRAY, MAP] = [0, 2, 4, 5] as const;

/** A badge has about a hundred statements, and our canonical form reads at most 1500 values. */
const MAX_STATEMENTS = 1500;
const MAX_BLANK_NODES = 500;

/** Where a reader stands; nothing that it read counts unless `isGood` still holds at the end. */
interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  isGood: boolean;
}

/** Whether the bytes start as a base proof does, from which its holder derives what they show. */
export function isBaseProof(bytes: Uint8Array): boolean {
  return BASE.every((byte, at) => bytes[at] === byte);
}

/**
 * Reads the CBOR of a derived proof: this one shape and no other, whole numbers in their shortest
 * spelling, definite lengths, nothing twice and nothing after it. `undefined` for anything else.
 *
 * @see https://www.w3.org/TR/vc-di-ecdsa/#parsederivedproofvalue
 */
export function readDerivedProof(bytes: Uint8Array): DerivedProof | undefined {
  const cursor: Cursor = { bytes, at: 0, isGood: true };
  expectBytes(cursor, DERIVED);
  expect(cursor, readHead(cursor, ARRAY, 5) === 5);
  const baseSignature = readBytes(cursor, 64);
  const publicKey = readBytes(cursor, 35);
  const signatures = readList(cursor, ARRAY, MAX_STATEMENTS, () => readBytes(cursor, 64));
  const labels = readList(cursor, MAP, MAX_BLANK_NODES, () => {
    const node = readHead(cursor, UNSIGNED, MAX_BLANK_NODES);
    return [node, readBytes(cursor, 32)] as const;
  });
  const mandatory = readList(cursor, ARRAY, MAX_STATEMENTS, () =>
    readHead(cursor, UNSIGNED, MAX_STATEMENTS),
  );
  const proof = {
    baseSignature,
    publicKey,
    signatures,
    labels: new Map(labels),
    mandatory: new Set(mandatory),
  };
  expect(cursor, cursor.at === bytes.length);
  expect(cursor, proof.labels.size === labels.length && proof.mandatory.size === mandatory.length);
  return cursor.isGood ? proof : undefined;
}

function expect(cursor: Cursor, isSo: boolean): void {
  if (!isSo) cursor.isGood = false;
}

function expectBytes(cursor: Cursor, expected: readonly number[]): void {
  expect(cursor, startsWith(cursor, expected));
  cursor.at += expected.length;
}

function startsWith({ bytes, at }: Cursor, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[at + index] === byte);
}

/**
 * The number in the head of an item of this major type, at most `max`; 0 when it is not such an item,
 * so that whoever loops over it stops.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8949#section-4.2.1
 */
function readHead(cursor: Cursor, major: number, max: number): number {
  const { bytes, at } = cursor;
  const first = bytes[at] ?? 0xff;
  const short = first & 0x1f;
  const width = Math.max(0, short - 23);
  cursor.at += 1 + width;
  const value =
    width === 0 ? short : width === 1 ? (bytes[at + 1] ?? 0) : readTwoBytes(bytes, at + 1);
  const isShortest = width === 0 || (width === 1 && value > 23) || (width === 2 && value > 0xff);
  expect(cursor, first >> 5 === major && isShortest && value <= max);
  return cursor.isGood ? value : 0;
}

function readTwoBytes(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function readBytes(cursor: Cursor, length: number): Uint8Array {
  // Some encoders say of every array of bytes that it is one.
  if (startsWith(cursor, BYTES_64)) cursor.at += BYTES_64.length;
  expect(cursor, readHead(cursor, BYTES, length) === length);
  const start = cursor.at;
  cursor.at += length;
  expect(cursor, cursor.at <= cursor.bytes.length);
  return cursor.bytes.slice(start, cursor.at);
}

function readList<Item>(cursor: Cursor, major: number, max: number, read: () => Item): Item[] {
  const count = readHead(cursor, major, max);
  return Array.from({ length: count }, () => read());
}
