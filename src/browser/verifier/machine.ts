import type { UnbakeDeps } from '../../formats/png.ts';
import type { Machine } from '../../proofs/proof-tools.ts';
import { verifySignature } from './verify-signature.ts';

/** A copy that WebCrypto and streams take whatever the bytes stand in. */
export function plainBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** Decompresses, and fails as soon as more than `maxBytes` have come out. */
async function decompress(
  format: 'gzip' | 'deflate' | 'deflate-raw',
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array> {
  const stream = new Blob([plainBytes(bytes)]).stream();
  const reader = stream.pipeThrough(new DecompressionStream(format)).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw new RangeError(`More than ${maxBytes} bytes come out.`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** What this browser does for the verifier. */
export const MACHINE: Machine = {
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', plainBytes(bytes))),
  sha384: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-384', plainBytes(bytes))),
  gunzip: (bytes, maxBytes) => decompress('gzip', bytes, maxBytes),
  validateSchema: async (...args) =>
    (await import('../../proofs/json-schema.ts')).validateSchema(...args),
  verifySignature,
};

/** As a PNG may hold a badge compressed. */
export const inflate: UnbakeDeps['inflate'] = (bytes, maxBytes) =>
  decompress('deflate', bytes, maxBytes);

/** As the text of a QR code is packed. */
export const inflateRaw = (bytes: Uint8Array, maxBytes: number) =>
  decompress('deflate-raw', bytes, maxBytes);
