import { BadgeError } from '../domain/errors.ts';
import type { PictureCage } from './picture-cage.ts';

/** The text of the QR code that a picture shows; `undefined` when none is seen. */
export type ReadQr = (picture: Uint8Array) => Promise<string | undefined>;

/**
 * Looks for a QR code in a PNG, JPEG or WebP, in the cage.
 *
 * @returns a function that throws {BadgeError} `image_too_large`, `too_many_requests`
 */
export function createReadQr(inCage: PictureCage): ReadQr {
  return async (picture) => {
    try {
      const text = new TextDecoder().decode(await inCage('read-qr', picture));
      return text === '' ? undefined : text;
    } catch (error) {
      if (error instanceof BadgeError && error.code === 'picture_unreadable') return undefined;
      throw error;
    }
  };
}
