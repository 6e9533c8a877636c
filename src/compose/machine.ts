import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip, inflate } from 'node:zlib';

const gunzipLater = promisify(gunzip);
const gzipLater = promisify(gzip);
const inflateLater = promisify(inflate);

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Fails, before it has made them, on more than `maxBytes`. */
export function gunzipCapped(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  return gunzipLater(bytes, { maxOutputLength: maxBytes });
}

/** As `gunzipCapped`, for the zlib streams inside a PNG. */
export function inflateCapped(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  return inflateLater(bytes, { maxOutputLength: maxBytes });
}

/** Level 1: a list of bits gains nothing from more, and costs a tenth. */
export function gzipFast(bytes: Uint8Array): Promise<Uint8Array> {
  return gzipLater(bytes, { level: 1 });
}
