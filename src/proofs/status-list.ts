import { fromBase64Url, toBase64Url } from '../formats/bytes.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { CREDENTIALS_V2 } from './contexts.ts';
import { type ProofProblem, problem } from './problem.ts';
import { includes, type StatusEntry } from './status-entry.ts';

/** The smallest list that hides one person among enough others. */
const MIN_LIST_LENGTH = 131_072;
const MAX_LIST_BYTES = 16 * 1024 * 1024;
/** How long, in milliseconds, a reader may keep a list: a revocation is known within this time. */
const TIME_TO_LIVE = 300_000;

/** Bit 0 is the most significant bit of the first byte. `length` is in bits, a multiple of 8. */
export function bitsOf(revokedIndexes: Iterable<number>, length = MIN_LIST_LENGTH): Uint8Array {
  const bits = new Uint8Array(length / 8);
  for (const index of revokedIndexes) {
    if (!(index >= 0 && index < length)) throw new RangeError('An index is outside of the list.');
    bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  return bits;
}

/** @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstring-generation-algorithm */
export async function encodeList(
  bits: Uint8Array,
  { gzip }: { gzip: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array },
): Promise<string> {
  return `u${toBase64Url(await gzip(bits))}`;
}

/**
 * The text of a status list credential, for revocation, without its proof. Of the issuer only id and
 * name are named: the words of a Profile belong to the Open Badges context, which a list does not
 * need, and its id is what ties the list to the badges.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistcredential
 */
export function statusListCredential(list: {
  id: string;
  issuer: { id: string; name?: string };
  /** ISO 8601 date and time in UTC, to the second. */
  validFrom: string;
  encodedList: string;
}): string {
  const { id, name } = list.issuer;
  return JSON.stringify({
    '@context': [CREDENTIALS_V2],
    id: list.id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { id, name },
    validFrom: list.validFrom,
    credentialSubject: {
      id: `${list.id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      ttl: TIME_TO_LIVE,
      encodedList: list.encodedList,
    },
  });
}

/**
 * Reads one status, a number of usually one bit, of a list whose proof, issuer, id and dates the caller has checked. `gunzip` must
 * stop at `maxBytes`.
 *
 * Problems: `status_type_mismatch`, `status_purpose_mismatch`, `status_encoding`,
 * `status_index_invalid`. Warnings: `status_length` when the list is shorter than 131,072 entries,
 * `status_multibase_missing` when it lacks the prefix `u`, as lists of older drafts do.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
 */
export async function readStatus(
  listCredential: JsonObject,
  entry: StatusEntry,
  { gunzip }: { gunzip: Gunzip },
): Promise<{ value: number; warnings: string[] } | { problem: ProofProblem }> {
  const list = listCredential['credentialSubject'];
  if (
    !includes(listCredential['type'], 'BitstringStatusListCredential') ||
    !isJsonObject(list) ||
    !includes(list['type'], 'BitstringStatusList')
  ) {
    return problem('status_type_mismatch', 'This is no BitstringStatusListCredential.');
  }
  if (!includes(list['statusPurpose'], entry.purpose)) {
    return problem('status_purpose_mismatch', 'The list serves another purpose.');
  }
  const bits = await bitsOfList(listCredential, list['encodedList'], gunzip);
  if (bits === undefined) return problem('status_encoding', 'encodedList cannot be read.');
  const value = valueAt(bits, entry);
  if (value === undefined)
    return problem('status_index_invalid', 'The list ends before the index.');
  const warnings = [
    ...((bits.length * 8) / entry.size < MIN_LIST_LENGTH ? ['status_length'] : []),
    ...(isMultibase(list['encodedList']) ? [] : ['status_multibase_missing']),
  ];
  return { value, warnings };
}

/** The highest bit comes first; `undefined` past the end. */
function valueAt(bits: Uint8Array, { index, size }: StatusEntry): number | undefined {
  const start = index * size;
  if (start + size > bits.length * 8) return undefined;
  let value = 0;
  for (let at = start; at < start + size; at += 1) {
    const byte = bits[Math.floor(at / 8)] ?? 0;
    value = value * 2 + ((byte >> (7 - (at % 8))) & 1);
  }
  return value;
}

/** Eight times the usual length. */
const MAX_KEPT_BYTES = 131_072;

type Gunzip = (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array> | Uint8Array;

/** The bits of lists that are held on to elsewhere: unpacking costs more than everything else. */
const unpacked = new WeakMap<JsonObject, Promise<Uint8Array | undefined>>();

function bitsOfList(
  listCredential: JsonObject,
  encoded: JsonValue | undefined,
  gunzip: Gunzip,
): Promise<Uint8Array | undefined> {
  const known = unpacked.get(listCredential);
  if (known) return known;
  const bits = decodeList(encoded, gunzip);
  unpacked.set(listCredential, bits);
  return bits.then((unpackedBits) => {
    // A small file may unpack to megabytes: only lists of a usual size stay.
    if (unpackedBits && unpackedBits.length > MAX_KEPT_BYTES) unpacked.delete(listCredential);
    return unpackedBits;
  });
}

async function decodeList(
  encoded: JsonValue | undefined,
  gunzip: Gunzip,
): Promise<Uint8Array | undefined> {
  if (typeof encoded !== 'string') return undefined;
  const packed = fromBase64Url(isMultibase(encoded) ? encoded.slice(1) : encoded);
  if (packed === undefined || packed[0] !== 0x1f || packed[1] !== 0x8b) return undefined;
  const bits = await Promise.resolve(packed)
    .then((bytes) => gunzip(bytes, MAX_LIST_BYTES))
    .catch(() => undefined);
  return bits && bits.length <= MAX_LIST_BYTES && isWhole(packed, bits) ? bits : undefined;
}

/**
 * Whether the file ends with the length of what came out of it. It does not when something follows,
 * or when there are several members, which readers do not all read alike.
 */
function isWhole(packed: Uint8Array, bits: Uint8Array): boolean {
  const trailer = new DataView(packed.buffer, packed.byteOffset + packed.length - 4, 4);
  return trailer.getUint32(0, true) === bits.length;
}

/** A list without multibase prefix starts with the `H4sI` of every GZIP file. */
function isMultibase(encoded: JsonValue | undefined): boolean {
  return typeof encoded === 'string' && encoded.startsWith('u');
}
