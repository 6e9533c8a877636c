import { type CarriedBadge, readBadge } from '../../formats/read-badge.ts';
import { inflate, inflateRaw, plainBytes } from './machine.ts';

/** Sides of the largest picture in which a code is looked for, in pixels. */
const MAX_SIDE = 4096;

/** The badge in a file: what it carries, or the QR code that it shows. @throws {BadgeError} as `readBadge` */
export function readFile(bytes: Uint8Array): Promise<CarriedBadge> {
  return readBadge(bytes, { inflate, inflateRaw, readQr });
}

/** The text of the QR code in a picture; `undefined` when it is no picture, or shows none. */
async function readQr(bytes: Uint8Array): Promise<string | undefined> {
  const picture = await createImageBitmap(new Blob([plainBytes(bytes)])).catch(() => undefined);
  if (!picture) return undefined;
  try {
    const drawn = drawPicture(picture);
    const { default: decodeQr } = await import('qr/decode.js');
    return drawn && decodeQr(drawn);
  } catch {
    return undefined;
  } finally {
    picture.close();
  }
}

/** The pixels of a picture, on white where it is transparent. */
function drawPicture(picture: ImageBitmap): ImageData | undefined {
  const scale = Math.min(1, MAX_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const drawing = new OffscreenCanvas(width, height).getContext('2d');
  if (!drawing) return undefined;
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, width, height);
  drawing.drawImage(picture, 0, 0, width, height);
  return drawing.getImageData(0, 0, width, height);
}
