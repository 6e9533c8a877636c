import sharp, { type Sharp } from 'sharp';
import { BadgeError } from '../domain/errors.ts';
import { cleanSvg } from './clean-svg.ts';

const SIDE = 600;
const MAX_SIDE = 30_000;
const MAX_PIXELS = 24_000_000;
const MAX_SVG_BYTES = 2 * 1024 * 1024;
/** Inside an SVG the picture grows by a third, and has to leave place for a credential. */
const MAX_PNG_BYTES = 1_200_000;

/** The first bytes of the pictures that are taken, and the only decoder that each may reach. */
const FORMATS: ReadonlyArray<readonly [begins: RegExp, loader: string]> = [
  [/^\x89PNG\r\n/, 'VipsForeignLoadPngBuffer'],
  [/^\xff\xd8\xff/, 'VipsForeignLoadJpegBuffer'],
  [/^RIFF[\s\S]{4}WEBP/, 'VipsForeignLoadWebpBuffer'],
  [/^GIF8[79]a/, 'VipsForeignLoadNsgifBuffer'],
];

/**
 * Any PNG, JPEG, WebP, GIF (its first picture) or SVG as a PNG of 600 by 600 pixels that holds
 * pixels alone: what is not square gets clear margins. Meant for the caged process.
 *
 * @throws {BadgeError} `image_too_large`, `picture_unreadable`, `invalid_utf8`, and those of
 *   `cleanSvg`
 */
export async function makePng(bytes: Uint8Array): Promise<Uint8Array> {
  const picture = (await openPicture(bytes)).resize(SIDE, SIDE, {
    fit: 'contain',
    background: { r: 0, g: 0, b: 0, alpha: 0 },
  });
  const png = await picture.clone().png({ compressionLevel: 9 }).toBuffer();
  if (png.length <= MAX_PNG_BYTES) return png;
  return picture.png({ palette: true, effort: 1 }).toBuffer();
}

/**
 * A picture from outside, ready to be decoded by the one decoder of its kind.
 *
 * @throws {BadgeError} as `makePng`
 */
export async function openPicture(bytes: Uint8Array): Promise<Sharp> {
  sharp.cache(false);
  sharp.concurrency(1);
  const head = Buffer.from(bytes.subarray(0, 32)).toString('latin1');
  const loader = FORMATS.find(([begins]) => begins.test(head))?.[1];
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [loader ?? 'VipsForeignLoadSvgBuffer'] });
  if (!loader)
    return sharp(Buffer.from(cleanSvg(svgText(bytes))), { limitInputPixels: SIDE * SIDE });
  const limits = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const;
  const { width, height } = await sharp(bytes, { ...limits, limitInputPixels: false }).metadata();
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    throw new BadgeError('image_too_large', `The picture has ${width} by ${height} pixels.`);
  }
  return sharp(bytes, limits).autoOrient();
}

function svgText(bytes: Uint8Array): string {
  if (bytes.length > MAX_SVG_BYTES)
    throw new BadgeError('image_too_large', 'More than 2 MiB of SVG.');
  const text = decode(bytes);
  // Before any element there may be a declaration, a comment or a document type, nothing else.
  if (!/^\s*</.test(text) || !/<(svg:)?svg[\s>]/.test(text)) {
    throw new BadgeError('picture_unreadable', 'Neither a picture of a known kind nor SVG.');
  }
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BadgeError('picture_unreadable', 'Neither a picture of a known kind nor text.', {
      cause,
    });
  }
}
