import { BadgeError } from '../domain/errors.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { concat, decodeUtf8 } from './bytes.ts';

/** A code of 177 by 177 modules, the largest, holds fewer characters of a link than this. */
const MAX_TEXT = 8192;
/** Of the badge inside; what fits in a code has a tenth of it. */
const MAX_CREDENTIAL_BYTES = 256 * 1024;

/** Whoever's page it is, nothing of it is fetched: what counts is what the fragment holds. */
const PAGE = /^https?:\/\/[^\s/#?]+\/q#/i;
const BASE45 = /^[0-9A-Z $%*+\-./:]+$/;
/** No badge is shorter, and few other texts in capitals are longer. */
const MIN_BARE_TEXT = 100;

/** An empty stored block of deflate: what follows means the same and is spelled otherwise. */
const EMPTY_BLOCK = Uint8Array.of(0x00, 0x00, 0x00, 0xff, 0xff);

export interface QrTextDeps {
  /** Decompresses raw deflate. Must reject as soon as more than `maxBytes` come out. */
  readonly inflateRaw: (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array> | Uint8Array;
}

/**
 * A whole signed credential as the text of a QR code: base45 of raw deflate, to stand after
 * `<origin>/q#`. Only capitals and digits, so that the code stays as small as it can.
 *
 * What opens such a link writes a space as `%20`, and what copies a text drops a space before it: a
 * text that would suffer is spelled another way.
 *
 * @param credential the bytes of JSON or of a compact JWS
 */
export async function writeQrText(
  credential: Uint8Array,
  deps: { readonly deflateRaw: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array },
): Promise<string> {
  const packed = await deps.deflateRaw(credential);
  // The second shifts the pairs by one byte, the third by none: hardly ever all three are unlucky.
  const spellings = [
    packed,
    concat(EMPTY_BLOCK, packed),
    concat(EMPTY_BLOCK, EMPTY_BLOCK, packed),
  ].map(toBase45);
  const isSafe = (text: string) => !text.includes('%20') && !text.startsWith(' ');
  return spellings.find(isSafe) ?? (spellings[0] as string);
}

/** Whether a text may be a badge carried whole in a QR code, with the page before it or bare. */
export function looksLikeQrText(text: string): boolean {
  if (PAGE.test(text)) return true;
  return text.length >= MIN_BARE_TEXT && text.length <= MAX_TEXT && BASE45.test(text);
}

/**
 * The credential that `writeQrText` packed: JSON or a compact JWS, byte for byte. Reads the text of
 * the code, with or without a page before it, and what browsers make of it in an address bar.
 *
 * @throws {BadgeError} `qr_text_malformed`, `invalid_utf8`
 */
export async function readQrText(text: string, deps: QrTextDeps): Promise<string> {
  const carried = text.replace(PAGE, '');
  if (carried.length > MAX_TEXT) throw malformed('The text is longer than any QR code holds.');
  for (const spelling of spellingsOf(carried)) {
    const unpacked = await unpack(spelling, deps);
    if (unpacked) return decodeUtf8(unpacked);
  }
  throw malformed('The text is not base45 of raw deflate.');
}

/** As scanned; with the spaces that a browser escaped; with everything that another escaped. */
function spellingsOf(text: string): Iterable<string> {
  const spellings = new Set([text, text.replaceAll('%20', ' ')]);
  try {
    spellings.add(decodeURIComponent(text));
  } catch {
    // A percent sign of base45: nothing was escaped.
  }
  return spellings;
}

async function unpack(text: string, { inflateRaw }: QrTextDeps): Promise<Uint8Array | undefined> {
  const packed = fromBase45(text);
  if (packed === undefined || packed.length === 0) return undefined;
  try {
    const bytes = await inflateRaw(packed, MAX_CREDENTIAL_BYTES);
    return startsAsBadge(bytes) ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** With `{` or `e`, as every object and every token. */
function startsAsBadge(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b || bytes[0] === 0x65;
}

function malformed(detail: string): BadgeError {
  return new BadgeError('qr_text_malformed', detail);
}
