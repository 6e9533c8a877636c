import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

/**
 * Encrypts a text under the master key with AES-256-GCM. `purpose` is bound to it: what was sealed
 * for one thing opens for no other.
 */
export function seal(masterKey: Uint8Array, purpose: string, text: string): string {
  const iv = randomBytes(IV_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', masterKey, iv).setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

/** The text that was sealed; `undefined` under another key, for another purpose, or altered. */
export function unseal(masterKey: Uint8Array, purpose: string, sealed: string): string | undefined {
  const [version, body] = sealed.split('.');
  if (version !== VERSION || body === undefined) return undefined;
  const bytes = Buffer.from(body, 'base64url');
  const iv = bytes.subarray(0, IV_LENGTH);
  const tag = bytes.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH);
  try {
    const decipher = createDecipheriv('aes-256-gcm', masterKey, iv, { authTagLength: TAG_LENGTH })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(tag);
    const text = decipher.update(bytes.subarray(IV_LENGTH + TAG_LENGTH));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
