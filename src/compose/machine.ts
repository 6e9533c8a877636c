import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, gunzip, gzip, inflate, inflateRaw } from 'node:zlib';

const gunzipLater = promisify(gunzip);
const gzipLater = promisify(gzip);
const inflateLater = promisify(inflate);
const deflateRawLater = promisify(deflateRaw);

export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

export function sha384(bytes: Uint8Array): Uint8Array {
  return createHash('sha384').update(bytes).digest();
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

/** As `gunzipCapped`, for raw deflate; fails also on what follows the end of the stream. */
export function inflateRawCapped(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const options = { maxOutputLength: maxBytes, info: true };
    inflateRaw(bytes, options, (error, result) => {
      if (error) return reject(error);
      // With `info`, which the types of Node do not know here, the engine comes along.
      const { buffer, engine } = result as unknown as {
        buffer: Buffer;
        engine: { bytesWritten: number };
      };
      if (engine.bytesWritten === bytes.length) resolve(buffer);
      else reject(new Error('Bytes follow the end of the stream.'));
    });
  });
}

/** As small as it gets: it becomes a QR code. */
export function deflateRawWell(bytes: Uint8Array): Promise<Uint8Array> {
  return deflateRawLater(bytes, { level: 9 });
}
