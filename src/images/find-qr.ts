import decodeQR from 'qr/decode.js';
import { openPicture } from './make-png.ts';

/**
 * Longest side in pixels, one after the other: the reader copes with noise best when the picture is
 * not larger than it has to be, and with a dense code only when it is large.
 */
const SIDES = [1200, 2400, 600];
const MILLISECONDS_EACH = 1000;

/**
 * The text of the QR code that a picture shows; empty when none is found. Meant for the caged
 * process.
 *
 * @throws {BadgeError} `image_too_large`, `picture_unreadable`
 */
export async function findQr(bytes: Uint8Array): Promise<string> {
  const picture = (await openPicture(bytes)).flatten({ background: '#fff' }).toColourspace('srgb');
  for (const side of SIDES) {
    const { data, info } = await picture
      .clone()
      .resize(side, side, { fit: 'inside', withoutEnlargement: side > 600 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const text = decoded({ data, width: info.width, height: info.height });
    if (text !== '') return text;
  }
  return '';
}

function decoded(image: { data: Uint8Array; width: number; height: number }): string {
  try {
    return decodeQR(image, { format: 'RGB', effort: 8, timeLimit: MILLISECONDS_EACH });
  } catch {
    return '';
  }
}
