import { BadgeError } from '../domain/errors.ts';
import { concat, decodeUtf8, utf8 } from './bytes.ts';
import {
  checkCrc,
  createChunk,
  formatPng,
  malformed,
  type PngChunk,
  readPngChunks,
  tooLarge,
} from './png-chunks.ts';

const KEYWORDS = ['openbadgecredential', 'openbadges'] as const;
type Keyword = (typeof KEYWORDS)[number];

const MAX_CREDENTIAL_BYTES = 2 * 1024 * 1024;
const MAX_KEYWORD_BYTES = 79;

const latin1 = new TextDecoder('latin1');

export interface UnbakeDeps {
  /**
   * Decompresses zlib data. Must stop and reject as soon as more than `maxBytes` come out; any
   * rejection that is not a BadgeError makes the image malformed.
   */
  inflate: (bytes: Uint8Array, maxBytes: number) => Uint8Array | Promise<Uint8Array>;
}

export interface UnbakedPng {
  /** JSON, a compact JWS or, from Open Badges 1 and 2, the address of an assertion. */
  text: string;
  keyword: Keyword;
  warnings: string[];
}

/**
 * Writes a credential into a PNG, in place of every badge that it carries, of any version. The
 * pixels and all other chunks stay as they are; whatever follows the end of the image is dropped.
 *
 * The chunk goes right after the header: readers that stop at the first pixels, Java's among them,
 * still find it.
 *
 * @param credential JSON or a compact JWS, already signed
 * @throws {BadgeError} `unsupported_media`, `png_malformed`, `png_too_many_chunks`,
 *   `image_too_large` (8 MiB with the credential, 2 MiB of credential)
 * @see https://www.imsglobal.org/spec/ob/v3p0/#png
 */
export function bakePng(png: Uint8Array, credential: string): Uint8Array {
  const text = utf8(credential);
  if (text.length > MAX_CREDENTIAL_BYTES) throw tooLarge();
  const [header, ...others] = readPngChunks(png).chunks;
  if (header === undefined) throw malformed('There is no header.');
  const [keyword] = KEYWORDS;
  // End of keyword, not compressed, method 0, empty language tag, empty translated keyword.
  const badge = createChunk('iTXt', concat(utf8(keyword), new Uint8Array(5), text));
  const kept = others.filter((chunk) => !(isText(chunk) && badgeKeywordOf(chunk)));
  return formatPng([header, badge, ...kept]);
}

/**
 * Reads the one credential that a PNG carries, never its pixels. Open Badges 1 and 2 are read too.
 * Warnings: `compressed_credential` (the standard forbids compression), `trailing_data` (bytes
 * follow the image).
 *
 * @throws {BadgeError} `no_credential_in_image`, `multiple_credentials`, `png_crc`,
 *   `unsupported_media`, `png_malformed`, `png_too_many_chunks`, `image_too_large` (8 MiB, or
 *   2 MiB of credential)
 * @see https://www.imsglobal.org/spec/ob/v3p0/#png
 */
export async function unbakePng(png: Uint8Array, deps: UnbakeDeps): Promise<UnbakedPng> {
  const { chunks, hasTrailingData } = readPngChunks(png);
  const badges = chunks.filter(isBadge);
  const [badge] = badges;
  if (badge === undefined) {
    throw new BadgeError('no_credential_in_image', 'No chunk holds a credential.');
  }
  // Two readers could each take another one, even when the keywords differ.
  if (badges.length > 1) {
    throw new BadgeError('multiple_credentials', 'More than one chunk holds a credential.');
  }
  checkCrc(badge);
  const keyword = badgeKeywordOf(badge) as Keyword;
  const { text, compressed } = await readText(badge, keyword, deps);
  const warnings = compressed ? ['compressed_credential'] : [];
  if (hasTrailingData) warnings.push('trailing_data');
  return { text, keyword, warnings };
}

function isText({ type }: PngChunk): boolean {
  return type === 'iTXt' || type === 'tEXt' || type === 'zTXt';
}

function isBadge(chunk: PngChunk): boolean {
  if (chunk.type === 'tEXt') return badgeKeywordOf(chunk) === 'openbadges';
  if (chunk.type !== 'iTXt') return false;
  if (keywordLength(chunk) < 1) throw malformed('An iTXt chunk has no keyword.');
  return badgeKeywordOf(chunk) !== undefined;
}

function badgeKeywordOf(chunk: PngChunk): Keyword | undefined {
  const keyword = latin1.decode(chunk.data.subarray(0, Math.max(0, keywordLength(chunk))));
  return KEYWORDS.find((known) => known === keyword);
}

/** Not above 0 when the chunk does not start with a keyword and its NUL. */
function keywordLength({ data }: PngChunk): number {
  return data.subarray(0, MAX_KEYWORD_BYTES + 1).indexOf(0);
}

async function readText(
  { type, data }: PngChunk,
  keyword: Keyword,
  deps: UnbakeDeps,
): Promise<{ text: string; compressed: boolean }> {
  const rest = data.subarray(keyword.length + 1);
  if (type === 'tEXt') return { text: latin1.decode(limited(rest)), compressed: false };
  const [flag, method] = rest;
  const languageEnd = rest.indexOf(0, 2);
  const translationEnd = languageEnd < 0 ? -1 : rest.indexOf(0, languageEnd + 1);
  if ((flag !== 0 && flag !== 1) || method !== 0 || translationEnd < 0) {
    throw malformed('The badge chunk has no proper header.');
  }
  const stored = rest.subarray(translationEnd + 1);
  const text = flag === 1 ? await inflate(stored, deps) : stored;
  return { text: decodeText(limited(text)), compressed: flag === 1 };
}

async function inflate(bytes: Uint8Array, deps: UnbakeDeps): Promise<Uint8Array> {
  try {
    return await deps.inflate(bytes, MAX_CREDENTIAL_BYTES);
  } catch (cause) {
    if (cause instanceof BadgeError) throw cause;
    throw malformed('The compressed credential cannot be read.', cause);
  }
}

function limited(text: Uint8Array): Uint8Array {
  if (text.length > MAX_CREDENTIAL_BYTES) throw tooLarge();
  return text;
}

function decodeText(text: Uint8Array): string {
  try {
    return decodeUtf8(text);
  } catch (cause) {
    throw malformed('The credential is not valid UTF-8.', cause);
  }
}
