import { BadgeError } from '../domain/errors.ts';
import { decodeUtf8 } from './bytes.ts';

export interface DecodedText {
  encoding: 'utf-8' | 'windows-1252';
  text: string;
}

/** What windows-1252 has at 0x80 to 0x9F; it leaves five places as control characters. */
const WINDOWS_1252_C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const windows1252 = new TextDecoder('windows-1252');

/**
 * Decodes what a spreadsheet saved: UTF-8 when the bytes are valid UTF-8, its mark dropped, else
 * windows-1252, which French spreadsheets of old write.
 *
 * @throws {BadgeError} `unsupported_charset` for UTF-16, UTF-32 and files that are no text
 */
export function decodeSpreadsheetText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  const isMarkedUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isMarkedUtf16 || bytes.includes(0)) {
    throw new BadgeError('unsupported_charset', 'The file is neither UTF-8 nor windows-1252.');
  }
  try {
    return { encoding: 'utf-8', text: decodeUtf8(bytes) };
  } catch {
    return { encoding: 'windows-1252', text: decodeWindows1252(bytes) };
  }
}

/** Some releases of Node, 20 among them, decode windows-1252 as ISO-8859-1 and lose `œ` and `’`. */
function decodeWindows1252(bytes: Uint8Array): string {
  return windows1252
    .decode(bytes)
    .replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252_C1.charAt(control.charCodeAt(0) - 0x80));
}
