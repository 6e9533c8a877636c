import { BadgeError } from '../domain/errors.ts';
import { refuse, refuseSyntax, type Scan, skipIf, skipSpace } from './json-scan.ts';

export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue;
}

const MAX_DEPTH = 64;
const MAX_NODES = 100_000;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** A whole string without escapes, controls and surrogates: nearly all of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON does not allow them in strings.
const SIMPLE_STRING = /"[^"\\\u0000-\u001f\ud800-\udfff]*"/y;
const FOUR_HEX_DIGITS = /[0-9a-fA-F]{4}/y;
const WORDS = ['true', 'false', 'null'];

/**
 * Parses JSON that every reader understands alike (I-JSON), and that no reader chokes on. What two
 * parsers could read differently, duplicate keys first, is refused, because a signature would then
 * not say which reading was signed.
 *
 * Every refusal but `empty_body` has `params` `{ line, column }`, both from 1, in UTF-16 units.
 *
 * @throws {BadgeError} `empty_body`, `json_syntax`, `json_too_deep` (more than 64),
 *   `json_too_many_nodes` (more than 100,000 values), `json_duplicate_key`, `json_forbidden_key`,
 *   `json_lone_surrogate`, `json_number_range` (beyond 2^53 - 1 either way, fractions included)
 * @see https://www.rfc-editor.org/rfc/rfc7493#section-2
 */
export function parseStrictJson(text: string): JsonValue {
  const scan: Scan = { text, at: 0, nodes: 0 };
  skipSpace(scan);
  if (scan.at === text.length) throw new BadgeError('empty_body', 'There is nothing to read.');
  skipValue(scan, 0);
  skipSpace(scan);
  if (scan.at < text.length) refuseSyntax(scan);
  return JSON.parse(text) as JsonValue;
}

/** An object, not an array nor `null`. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function skipValue(scan: Scan, depth: number): void {
  scan.nodes += 1;
  if (scan.nodes > MAX_NODES) refuse(scan, 'json_too_many_nodes', scan.at);
  const code = scan.text.charCodeAt(scan.at);
  if (code === OPEN_BRACE) skipObject(scan, depth + 1);
  else if (code === OPEN_BRACKET) skipArray(scan, depth + 1);
  else if (code === QUOTE) skipString(scan);
  else skipWordOrNumber(scan);
}

function skipObject(scan: Scan, depth: number): void {
  if (depth > MAX_DEPTH) refuse(scan, 'json_too_deep', scan.at);
  const keys = new Set<string>();
  scan.at += 1;
  skipSpace(scan);
  if (skipIf(scan, CLOSE_BRACE)) return;
  do {
    skipSpace(scan);
    skipKey(scan, keys);
    skipSpace(scan);
    if (!skipIf(scan, COLON)) refuseSyntax(scan);
    skipSpace(scan);
    skipValue(scan, depth);
    skipSpace(scan);
  } while (skipIf(scan, COMMA));
  if (!skipIf(scan, CLOSE_BRACE)) refuseSyntax(scan);
}

function skipArray(scan: Scan, depth: number): void {
  if (depth > MAX_DEPTH) refuse(scan, 'json_too_deep', scan.at);
  scan.at += 1;
  skipSpace(scan);
  if (skipIf(scan, CLOSE_BRACKET)) return;
  do {
    skipSpace(scan);
    skipValue(scan, depth);
    skipSpace(scan);
  } while (skipIf(scan, COMMA));
  if (!skipIf(scan, CLOSE_BRACKET)) refuseSyntax(scan);
}

function skipKey(scan: Scan, keys: Set<string>): void {
  const start = scan.at;
  if (scan.text.charCodeAt(start) !== QUOTE) refuseSyntax(scan);
  const escaped = skipString(scan);
  // Two spellings of one key are still one key.
  const key = escaped
    ? (JSON.parse(scan.text.slice(start, scan.at)) as string)
    : scan.text.slice(start + 1, scan.at - 1);
  if (FORBIDDEN_KEYS.has(key)) refuse(scan, 'json_forbidden_key', start);
  if (keys.has(key)) refuse(scan, 'json_duplicate_key', start);
  keys.add(key);
}

/** Returns whether the string holds an escape. */
function skipString(scan: Scan): boolean {
  SIMPLE_STRING.lastIndex = scan.at;
  if (!SIMPLE_STRING.test(scan.text)) return skipOddString(scan);
  scan.at = SIMPLE_STRING.lastIndex;
  return false;
}

function skipOddString(scan: Scan): boolean {
  let escaped = false;
  let highAt = -1;
  scan.at += 1;
  for (;;) {
    const start = scan.at;
    const code = scan.text.charCodeAt(start);
    const unit = code === BACKSLASH ? readEscape(scan) : readPlain(scan, code);
    highAt = openHighSurrogate(scan, unit, start, highAt);
    if (code === QUOTE) return escaped;
    escaped ||= code === BACKSLASH;
  }
}

function readPlain(scan: Scan, code: number): number {
  // The end of the text is NaN, which is not at least a space either.
  if (!(code >= 0x20)) refuseSyntax(scan);
  scan.at += 1;
  return code;
}

/**
 * Where a high surrogate waits for its low half once `unit` is read, -1 if none does; `highAt` is
 * the answer for the unit before. Halves may be spelled as escapes or not.
 */
function openHighSurrogate(scan: Scan, unit: number, at: number, highAt: number): number {
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  if (isLow !== highAt >= 0) refuse(scan, 'json_lone_surrogate', isLow ? at : highAt);
  return unit >= 0xd800 && unit <= 0xdbff ? at : -1;
}

/** Returns the UTF-16 unit that the escape stands for; only surrogates matter to the caller. */
function readEscape(scan: Scan): number {
  const letter = scan.text.charAt(scan.at + 1);
  if (letter !== '' && '"\\/bfnrt'.includes(letter)) {
    scan.at += 2;
    return 0;
  }
  FOUR_HEX_DIGITS.lastIndex = scan.at + 2;
  if (letter !== 'u' || !FOUR_HEX_DIGITS.test(scan.text)) refuseSyntax(scan);
  const unit = Number.parseInt(scan.text.slice(scan.at + 2, scan.at + 6), 16);
  scan.at += 6;
  return unit;
}

function skipWordOrNumber(scan: Scan): void {
  const word = WORDS.find((candidate) => scan.text.startsWith(candidate, scan.at));
  if (word !== undefined) {
    scan.at += word.length;
    return;
  }
  NUMBER.lastIndex = scan.at;
  const digits = NUMBER.exec(scan.text)?.[0];
  if (digits === undefined) refuseSyntax(scan);
  // From 2^53 on every double is an integer and neighbours are lost.
  if (Math.abs(Number(digits)) > Number.MAX_SAFE_INTEGER) {
    refuse(scan, 'json_number_range', scan.at);
  }
  scan.at += digits.length;
}
