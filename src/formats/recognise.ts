import { equalBytes } from './bytes.ts';
import { looksLikeJws } from './jws.ts';
import { PNG_SIGNATURE } from './png-chunks.ts';
import { looksLikeQrText } from './qr-text.ts';

/** `picture`: a photo, which carries nothing but what it shows. `link`: an address, and no more. */
export type CredentialFormat = 'json' | 'jws' | 'link' | 'picture' | 'png' | 'qr' | 'svg';

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);
/** How far an SVG's root may stand from the start, for comments that drawing tools leave. */
const PROLOG_BYTES = 64 * 1024;

const SVG_START = /^<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?svg(?=[\s/>[])/;
const latin1 = new TextDecoder('latin1');

/** JPEG and WebP. */
const PHOTO_START = /^(?:\xff\xd8\xff|RIFF[\s\S]{4}WEBP)/;
/** A JSON text that is no object: to be told so, and not that it is of another kind. */
const JSON_WORD = /^(?:true|false|null|NaN|-?\d[\d.eE+-]{0,60})$/;
const LINK = /^https?:\/\/[^\s<>"]{1,2040}$/i;
/** The longest text of a QR code. */
const MAX_ONE_LINE = 16 * 1024;

/** Whether a text is an address on the web, and nothing else. */
export function looksLikeLink(text: string): boolean {
  return LINK.test(text);
}

/**
 * Tells what the bytes were meant as, from the bytes alone; a name or a media type may lie. A byte
 * order mark and white space before the start are allowed, except in a PNG. It only chooses the
 * reader: the reader may still refuse.
 */
export function recogniseFormat(bytes: Uint8Array): CredentialFormat | undefined {
  // Four bytes of the eight: a damaged PNG should be told so, not that it is no PNG.
  if (equalBytes(bytes.subarray(0, 4), PNG_SIGNATURE.subarray(0, 4))) return 'png';
  if (PHOTO_START.test(latin1.decode(bytes.subarray(0, 12)))) return 'picture';
  const text = skipToText(bytes);
  switch (text[0]) {
    case 0x22: // "
    case 0x7b: // {
    case 0x5b: // [
      return 'json';
    case 0x3c: // <
      return SVG_START.test(skipProlog(latin1.decode(text.subarray(0, PROLOG_BYTES))))
        ? 'svg'
        : undefined;
    case 0x65: // e, as every base64 of an object starts
      return looksLikeJws(latin1.decode(text).trimEnd()) ? 'jws' : undefined;
    default:
      return recogniseLine(text);
  }
}

function recogniseLine(bytes: Uint8Array): 'json' | 'link' | 'qr' | undefined {
  if (bytes.length > MAX_ONE_LINE) return undefined;
  const line = latin1.decode(bytes).trimEnd();
  if (looksLikeQrText(line)) return 'qr';
  if (JSON_WORD.test(line)) return 'json';
  return looksLikeLink(line) ? 'link' : undefined;
}

function skipToText(bytes: Uint8Array): Uint8Array {
  let at = equalBytes(bytes.subarray(0, 3), BYTE_ORDER_MARK) ? 3 : 0;
  while (at < bytes.length && [0x20, 0x09, 0x0a, 0x0d].includes(bytes[at] as number)) at += 1;
  return bytes.subarray(at);
}

/** What follows the XML declaration, processing instructions and comments. */
function skipProlog(xml: string): string {
  let at = 0;
  for (;;) {
    const closing = closingOf(xml, at);
    if (closing === undefined) return xml.slice(at);
    const end = xml.indexOf(closing, at);
    if (end < 0) return '';
    at = end + closing.length;
    while (' \t\r\n'.includes(xml[at] ?? '-')) at += 1;
  }
}

function closingOf(xml: string, at: number): string | undefined {
  if (xml.startsWith('<?', at)) return '?>';
  if (xml.startsWith('<!--', at)) return '-->';
  return undefined;
}
