import { createHash, scrypt } from 'node:crypto';
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

/** SHA-256 of the UTF-8 of a text, in lower-case hexadecimal. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** scrypt with 32 MiB, as OWASP asks at least for; not in the way of other requests. */
export function slowHash(text: string, salt: string): Promise<string> {
  const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, cost, (error, hash) => {
      if (error) reject(error);
      else resolve(hash.toString('base64url'));
    });
  });
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
