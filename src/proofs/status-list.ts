import { fromBase64Url, toBase64Url } from '../formats/bytes.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { CREDENTIALS_V2 } from './contexts.ts';
import { type ProofProblem, problem } from './problem.ts';

/** The smallest list that hides one person among enough others. */
const MIN_LIST_LENGTH = 131_072;
const MAX_LIST_BYTES = 16 * 1024 * 1024;
/** How long, in milliseconds, a reader may keep a list: a revocation is known within this time. */
const TIME_TO_LIVE = 300_000;
const INDEX = /^(?:0|[1-9]\d{0,8})$/;
const MAX_URL_LENGTH = 2048;

/** A credential's place in a list. */
export interface StatusEntry {
  listUrl: string;
  index: number;
  purpose: string;
}

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
 * Reads a `credentialStatus`. The index may be a JSON integer, as in the samples of 1EdTech.
 *
 * Problems: `status_type_unsupported`, `status_size`, `status_index_invalid`, `status_entry_invalid`.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry
 */
export function readEntry(entry: JsonObject): StatusEntry | { problem: ProofProblem } {
  const { type, statusSize, statusPurpose, statusListIndex, statusListCredential: listUrl } = entry;
  if (!includes(type, 'BitstringStatusListEntry')) {
    return problem('status_type_unsupported', 'The status is not a BitstringStatusListEntry.');
  }
  if (statusSize !== undefined && statusSize !== 1) {
    return problem('status_size', 'Only statuses of one bit are supported.');
  }
  const index = typeof statusListIndex === 'number' ? String(statusListIndex) : statusListIndex;
  if (typeof index !== 'string' || !INDEX.test(index)) {
    return problem('status_index_invalid', 'statusListIndex is not the index of a list.');
  }
  if (typeof statusPurpose !== 'string' || !isUrl(listUrl)) {
    return problem('status_entry_invalid', 'statusPurpose or statusListCredential is wrong.');
  }
  return { listUrl, index: Number(index), purpose: statusPurpose };
}

/**
 * Reads one bit of a list whose proof, issuer, id and dates the caller has checked. `gunzip` must
 * stop at `maxBytes`.
 *
 * Problems: `status_type_mismatch`, `status_purpose_mismatch`, `status_encoding`,
 * `status_index_invalid`. Warnings: `status_length` when the list is shorter than 131,072 entries,
 * `status_multibase_missing` when it lacks the prefix `u`, as lists of older drafts do.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#validate-algorithm
 */
export async function readBit(
  listCredential: JsonObject,
  entry: StatusEntry,
  { gunzip }: { gunzip: Gunzip },
): Promise<{ set: boolean; warnings: string[] } | { problem: ProofProblem }> {
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
  const byte = bits[entry.index >> 3];
  if (byte === undefined) return problem('status_index_invalid', 'The list ends before the index.');
  const warnings = [
    ...(bits.length * 8 < MIN_LIST_LENGTH ? ['status_length'] : []),
    ...(isMultibase(list['encodedList']) ? [] : ['status_multibase_missing']),
  ];
  return { set: (byte & (0x80 >> (entry.index & 7))) !== 0, warnings };
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

function includes(value: JsonValue | undefined, name: string): boolean {
  return value === name || (Array.isArray(value) && value.includes(name));
}

function isUrl(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.length <= MAX_URL_LENGTH && URL.canParse(value);
}
