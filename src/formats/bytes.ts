import { BadgeError } from '../domain/errors.ts';

const encoder = new TextEncoder();
const utf8Decoder = new TextDecoder('utf-8', { fatal: true });
const asciiDecoder = new TextDecoder('utf-8');

const PADDING = 0x3d;
const NOT_A_DIGIT = 0xff;
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE64 = alphabet(`${LETTERS_AND_DIGITS}+/`);
const BASE64URL = alphabet(`${LETTERS_AND_DIGITS}-_`);

interface Alphabet {
  /** ASCII code of each of the 64 digits. */
  readonly digits: Uint8Array;
  /** Value of each ASCII code, `NOT_A_DIGIT` for the others. */
  readonly values: Uint8Array;
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Decodes UTF-8, refusing what other decoders replace by U+FFFD, because a signature must cover
 * exactly what was read. One leading byte order mark is dropped.
 *
 * @throws {BadgeError} `invalid_utf8`
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8Decoder.decode(bytes);
  } catch (cause) {
    throw new BadgeError('invalid_utf8', 'The bytes are not valid UTF-8.', { cause });
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Not constant-time: compare secrets with the vault's own function. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Lower case, two digits per byte. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @see https://www.rfc-editor.org/rfc/rfc7515#section-2 */
export function toBase64Url(bytes: Uint8Array): string {
  return asciiDecoder.decode(encodeDigits(bytes, BASE64URL.digits));
}

/**
 * Reads base64url in its one canonical spelling: no padding, no white space, no `+` or `/`, unused
 * bits zero. Any other spelling gives `undefined`, so that a token cannot be respelled.
 */
export function fromBase64Url(text: string): Uint8Array | undefined {
  return decodeDigits(text, BASE64URL.values);
}

/** With padding. */
export function toBase64(bytes: Uint8Array): string {
  const padding = '='.repeat((3 - (bytes.length % 3)) % 3);
  return asciiDecoder.decode(encodeDigits(bytes, BASE64.digits)) + padding;
}

/** Reads base64 in its one canonical spelling, padding included; `undefined` for any other. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  let end = text.length;
  while (end > text.length - 2 && text.charCodeAt(end - 1) === PADDING) end -= 1;
  return decodeDigits(text.slice(0, end), BASE64.values);
}

function alphabet(text: string): Alphabet {
  const digits = encoder.encode(text);
  const values = new Uint8Array(128).fill(NOT_A_DIGIT);
  for (const [value, code] of digits.entries()) values[code] = value;
  return { digits, values };
}

function encodeDigits(bytes: Uint8Array, digits: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  let pool = 0;
  let bits = 0;
  for (const byte of bytes) {
    pool = ((pool << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      out[at++] = digits[(pool >> bits) & 0x3f] as number;
    }
  }
  if (bits > 0) out[at] = digits[(pool << (6 - bits)) & 0x3f] as number;
  return out;
}

function decodeDigits(text: string, values: Uint8Array): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let at = 0;
  let pool = 0;
  let bits = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = values[text.charCodeAt(index)] ?? NOT_A_DIGIT;
    if (value === NOT_A_DIGIT) return undefined;
    pool = ((pool << 6) | value) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (pool >> bits) & 0xff;
    }
  }
  const unused = pool & ((1 << bits) - 1);
  return unused === 0 ? out : undefined;
}
