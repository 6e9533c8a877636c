import { BadgeError } from '../domain/errors.ts';
import { concat, equalBytes, utf8 } from './bytes.ts';

const MAX_PNG_BYTES = 8 * 1024 * 1024;
const MAX_CHUNKS = 4096;
/** The format's own limit on the length of a chunk. */
const MAX_CHUNK_LENGTH = 0x7fffffff;
/** Length, type and CRC. */
const CHUNK_OVERHEAD = 12;

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

export interface PngChunk {
  type: string;
  data: Uint8Array;
  /** The whole chunk as it stands in the file. */
  bytes: Uint8Array;
}

interface PngChunks {
  /** From IHDR to IEND, both included. */
  chunks: PngChunk[];
  /** Whether bytes follow IEND. */
  hasTrailingData: boolean;
}

/**
 * Cuts a PNG into its chunks, without copying and without looking at pixels. CRCs are not checked.
 *
 * @throws {BadgeError} `image_too_large` (8 MiB), `unsupported_media` (not a PNG),
 *   `png_malformed`, `png_too_many_chunks` (4,096)
 * @see https://www.w3.org/TR/png-3/#5DataRep
 */
export function readPngChunks(png: Uint8Array): PngChunks {
  if (png.length > MAX_PNG_BYTES) throw tooLarge();
  checkSignature(png);
  const chunks: PngChunk[] = [];
  let at = PNG_SIGNATURE.length;
  while (chunks.at(-1)?.type !== 'IEND') {
    if (chunks.length === MAX_CHUNKS) throw tooManyChunks();
    const chunk = readChunk(png, at);
    chunks.push(chunk);
    at += chunk.bytes.length;
  }
  if (chunks[0]?.type !== 'IHDR' || chunks[0].data.length !== 13) {
    throw malformed('The first chunk is not a header.');
  }
  return { chunks, hasTrailingData: at < png.length };
}

/** @throws {BadgeError} `png_too_many_chunks`, `image_too_large` */
export function formatPng(chunks: readonly PngChunk[]): Uint8Array {
  if (chunks.length > MAX_CHUNKS) throw tooManyChunks();
  const png = concat(PNG_SIGNATURE, ...chunks.map(({ bytes }) => bytes));
  if (png.length > MAX_PNG_BYTES) throw tooLarge();
  return png;
}

/** A chunk as it stands in a file: length, type, data, CRC. */
export function createChunk(type: string, data: Uint8Array): PngChunk {
  const bytes = concat(new Uint8Array(4), utf8(type), data, new Uint8Array(4));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  view.setUint32(bytes.length - 4, crcOf(bytes));
  return { type, data, bytes };
}

/** @throws {BadgeError} `png_crc` */
export function checkCrc({ bytes }: PngChunk): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(bytes.length - 4) !== crcOf(bytes)) {
    throw new BadgeError('png_crc', 'The checksum of the badge chunk is wrong.');
  }
}

export function malformed(message: string, cause?: unknown): BadgeError {
  return new BadgeError('png_malformed', message, { cause });
}

export function tooLarge(): BadgeError {
  return new BadgeError('image_too_large', 'The image, or the credential in it, is too large.');
}

function tooManyChunks(): BadgeError {
  return new BadgeError('png_too_many_chunks', `More than ${MAX_CHUNKS} chunks.`);
}

function checkSignature(png: Uint8Array): void {
  const start = png.subarray(0, PNG_SIGNATURE.length);
  if (equalBytes(start, PNG_SIGNATURE)) return;
  // A PNG that was cut, or whose line ends a text-mode transfer rewrote.
  if (equalBytes(start.subarray(0, 4), PNG_SIGNATURE.subarray(0, Math.min(start.length, 4)))) {
    throw malformed('The signature is damaged.');
  }
  throw new BadgeError('unsupported_media', 'The bytes are not a PNG.');
}

function readChunk(png: Uint8Array, at: number): PngChunk {
  if (at + CHUNK_OVERHEAD > png.length) throw malformed('The image ends before its end chunk.');
  const length = new DataView(png.buffer, png.byteOffset + at).getUint32(0);
  const end = at + CHUNK_OVERHEAD + length;
  if (length > MAX_CHUNK_LENGTH || end > png.length) {
    throw malformed('A chunk is longer than the image.');
  }
  const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
  if (!/^[A-Za-z]{4}$/.test(type)) throw malformed('A chunk type is not four letters.');
  return { type, data: png.subarray(at + 8, end - 4), bytes: png.subarray(at, end) };
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** Over type and data, given the whole chunk. */
function crcOf(chunk: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of chunk.subarray(4, -4)) {
    crc = (CRC_TABLE[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
