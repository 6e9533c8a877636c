import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import qrcode from 'qrcode';
import sharp from 'sharp';
import { deflateRawWell } from '../../src/compose/machine.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { writeQrText } from '../../src/formats/qr-text.ts';
import { createPictureCage } from '../../src/images/picture-cage.ts';
import { createReadQr } from '../../src/images/read-qr.ts';
import { codeOf } from '../formats/refusal.ts';
import { badge } from '../proofs/sample.ts';

const SCRIPT = fileURLToPath(new URL('../../dist/picture-child.js', import.meta.url));
// Longer than in the service: other tests share the machine.
const readQr = createReadQr(createPictureCage(SCRIPT, 30_000));
const LINK = 'https://badges.example/s/3Ff8mWl2QnZkq0b7Yc1xAw';

/** The code as a printer draws it: so many pixels for each module. */
async function drawn(text: string, scale = 6): Promise<Buffer> {
  const small = await qrcode.toBuffer(text, { errorCorrectionLevel: 'L', margin: 4, scale: 1 });
  const { width } = await sharp(small).metadata();
  return sharp(small)
    .resize(width * scale, width * scale, { kernel: 'nearest' })
    .png()
    .toBuffer();
}

/** A whole badge behind the page that opens it, as it is printed. */
async function wholeBadge(): Promise<string> {
  const text = JSON.stringify({ ...badge(), proof: { proofValue: `z${'Q7k2'.repeat(22)}` } });
  const carried = await writeQrText(utf8(text), { deflateRaw: deflateRawWell });
  return `https://badges.example/q#${carried}`;
}

describe('a picture of a QR code', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('as %s: its text', async (format) => {
    expect(
      await readQr(
        await sharp(await drawn(LINK))
          .toFormat(format)
          .toBuffer(),
      ),
    ).toBe(LINK);
  });

  test('on a transparent ground', async () => {
    const color = { dark: '#000f', light: '#0000' };
    expect(await readQr(await qrcode.toBuffer(LINK, { color, margin: 4 }))).toBe(LINK);
  });

  test('turned, small in a large photograph that lies on its side, not quite in focus', async () => {
    const code = await sharp(await drawn(LINK))
      .rotate(17, { background: '#fff' })
      .toBuffer();
    const photograph = await sharp({
      create: { width: 4000, height: 3000, channels: 3, background: '#b8a88f' },
    })
      .composite([{ input: code, left: 2100, top: 900 }])
      .blur(1.2)
      .jpeg({ quality: 70 })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await readQr(photograph)).toBe(LINK);
  });

  test('that holds a whole badge, as a scanner and as a photograph see it', async () => {
    const text = await wholeBadge();
    expect(text.length).toBeGreaterThan(700);
    expect(await readQr(await drawn(text, 4))).toBe(text);
    const sheet = await sharp(await drawn(text, 14))
      .rotate(4, { background: '#fff' })
      .extend({ top: 500, bottom: 900, left: 300, right: 300, background: '#fdfdf8' })
      .blur(1.5)
      .jpeg({ quality: 80 })
      .toBuffer();
    expect(await readQr(sheet)).toBe(text);
  });

  test('that is none: nothing', async () => {
    const grey = sharp({ create: { width: 500, height: 400, channels: 3, background: '#888' } });
    expect(await readQr(await grey.png().toBuffer())).toBeUndefined();
  });

  test('that is damaged, or takes too long: nothing', async () => {
    const code = await drawn(LINK);
    expect(await readQr(code.subarray(0, 60))).toBeUndefined();
    expect(await createReadQr(createPictureCage(SCRIPT, 1))(code)).toBeUndefined();
  });

  test('of absurd size: refused before it is decoded (SECURITY T27)', async () => {
    const wide = await sharp({
      create: { width: 31_000, height: 4, channels: 3, background: '#fff' },
    })
      .png()
      .toBuffer();
    expect(await codeOf(() => readQr(wide))).toBe('image_too_large');
    expect(await codeOf(() => readQr(new Uint8Array(9 * 1024 * 1024)))).toBe('image_too_large');
  });
});
