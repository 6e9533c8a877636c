import { isJsonObject, type JsonObject, type JsonValue } from '../formats/strict-json.ts';
import { type ProofProblem, problem } from './problem.ts';

const INDEX = /^(?:0|[1-9]\d{0,8})$/;
/** More states than anyone can name, in what a number holds without loss. */
const MAX_SIZE = 32;
const HEXADECIMAL = /^0x[0-9a-f]{1,8}$/i;
const MAX_URL_LENGTH = 2048;

/** A credential's place in a list. */
export interface StatusEntry {
  listUrl: string;
  index: number;
  /** Bits of one status. */
  size: number;
  purpose: string;
  /** What each status says, where the purpose is a message; empty otherwise. */
  messages: ReadonlyMap<number, string>;
}

/**
 * Reads a `credentialStatus`. The index may be a JSON integer, as in the samples of 1EdTech.
 *
 * Problems: `status_type_unsupported`, `status_size`, `status_index_invalid`, `status_entry_invalid`.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry
 */
export function readEntry(entry: JsonObject): StatusEntry | { problem: ProofProblem } {
  const { type, statusPurpose, statusListIndex, statusListCredential: listUrl } = entry;
  if (!includes(type, 'BitstringStatusListEntry')) {
    return problem('status_type_unsupported', 'The status is not a BitstringStatusListEntry.');
  }
  const size = entry['statusSize'] ?? 1;
  if (!isSize(size)) return problem('status_size', `A status has 1 to ${MAX_SIZE} bits.`);
  const index = typeof statusListIndex === 'number' ? String(statusListIndex) : statusListIndex;
  if (typeof index !== 'string' || !INDEX.test(index)) {
    return problem('status_index_invalid', 'statusListIndex is not the index of a list.');
  }
  if (typeof statusPurpose !== 'string' || !isUrl(listUrl) || entry['id'] === listUrl) {
    return problem('status_entry_invalid', 'id, statusPurpose or statusListCredential is wrong.');
  }
  const messages = statusPurpose === 'message' ? messagesOf(entry['statusMessage']) : new Map();
  return { listUrl, index: Number(index), size, purpose: statusPurpose, messages };
}

function isSize(size: JsonValue): size is number {
  return Number.isInteger(size) && Number(size) >= 1 && Number(size) <= MAX_SIZE;
}

/** By status; its number is written in hexadecimal. */
function messagesOf(listed: JsonValue | undefined): ReadonlyMap<number, string> {
  const messages = new Map<number, string>();
  for (const one of [listed ?? []].flat()) {
    if (!isJsonObject(one)) continue;
    const { status, message } = one;
    if (typeof status !== 'string' || !HEXADECIMAL.test(status)) continue;
    if (typeof message === 'string') messages.set(Number.parseInt(status, 16), message);
  }
  return messages;
}

/** A type or purpose that may stand once or several times. */
export function includes(value: JsonValue | undefined, name: string): boolean {
  return value === name || (Array.isArray(value) && value.includes(name));
}

function isUrl(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.length <= MAX_URL_LENGTH && URL.canParse(value);
}
