import { BadgeError } from '../domain/errors.ts';
import { decodeUtf8, fromBase64Url, toBase64Url, utf8 } from './bytes.ts';
import { isJsonObject, type JsonObject, parseStrictJson } from './strict-json.ts';

export interface CompactJws {
  header: JsonObject;
  payload: Uint8Array;
  /** Empty for an unsecured JWS: whoever checks the algorithm refuses it. */
  signature: Uint8Array;
  /** The bytes that the signature covers. */
  signingInput: Uint8Array;
}

const BASE64_OF_SOME_KIND = /^[A-Za-z0-9_+/=\s-]*$/;

/**
 * Takes a compact JWS apart, checking its form and nothing else. Each part must be in the one
 * canonical spelling of base64url, so surrounding white space is refused too: trim what comes
 * from a file.
 *
 * @throws {BadgeError} `jws_malformed`, `jws_not_canonical`, and for the header `invalid_utf8` and
 *   the codes of `parseStrictJson`
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-7.1
 */
export function parseCompactJws(text: string): CompactJws {
  // One more than a JWS has, so that a megabyte of dots does not become a megabyte of strings.
  const [header, payload, signature, excess] = text.split('.', 4);
  if (!header || payload === undefined || signature === undefined || excess !== undefined) {
    throw new BadgeError('jws_malformed', 'A compact JWS has three parts and a header.');
  }
  const parsedHeader = parseStrictJson(decodeUtf8(decodePart(header)));
  if (!isJsonObject(parsedHeader)) {
    throw new BadgeError('jws_malformed', 'The header is not a JSON object.');
  }
  return {
    header: parsedHeader,
    payload: decodePart(payload),
    signature: decodePart(signature),
    signingInput: utf8(`${header}.${payload}`),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc7515#section-5.1 */
export function jwsSigningInput(header: object, payload: Uint8Array): string {
  return `${toBase64Url(utf8(JSON.stringify(header)))}.${toBase64Url(payload)}`;
}

/** @param signingInput as `jwsSigningInput` joins it */
export function formatCompactJws(signingInput: string, signature: Uint8Array): string {
  return `${signingInput}.${toBase64Url(signature)}`;
}

/**
 * Whether the text was meant as a compact JWS: three dotted parts of base64 of any kind, broken into
 * lines or not, the first starting like an encoded `{`. True for many a text that `parseCompactJws` then refuses.
 */
export function looksLikeJws(text: string): boolean {
  const parts = text.split('.', 4);
  return (
    parts.length === 3 &&
    /^e[wy]/.test(text) &&
    parts.every((part) => BASE64_OF_SOME_KIND.test(part))
  );
}

function decodePart(part: string): Uint8Array {
  const bytes = fromBase64Url(part);
  if (bytes === undefined) {
    throw new BadgeError('jws_not_canonical', 'A part is not canonical base64url.');
  }
  return bytes;
}
