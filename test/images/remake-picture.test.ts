import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createPictureCage } from '../../src/images/picture-cage.ts';
import { createRemakePicture } from '../../src/images/remake-picture.ts';

const remake = createRemakePicture(
  createPictureCage(fileURLToPath(new URL('../../dist/picture-child.js', import.meta.url))),
);

const blank = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#a33' },
    limitInputPixels: false,
  });

/** A photograph that says where it was taken, lying on its side. */
const photograph = () =>
  blank(400, 200)
    .jpeg()
    .withExif({
      IFD0: { Make: 'CameraOfLea' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 51/1 24/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();

async function describePng(png: Uint8Array) {
  const { format, width, height } = await sharp(png).metadata();
  return { format, width, height };
}

/** A PNG whose head says that it is so large: nothing more has to be read to refuse it. */
async function claimedSize(width: number, height: number): Promise<Buffer> {
  const png = await blank(16, 16).png().toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}

/** What a picture has at a place: red, green, blue, alpha. */
async function pixelAt(png: Uint8Array, x: number, y: number): Promise<number[]> {
  const { data } = await sharp(png)
    .ensureAlpha()
    .extract({ left: x, top: y, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
}

describe('a picture from outside', () => {
  test.each(['png', 'jpeg', 'webp', 'gif'] as const)(
    'as %s becomes 600 by 600 pixels',
    async (format) => {
      const png = await remake(await blank(300, 150).toFormat(format).toBuffer());
      expect(await describePng(png)).toEqual({ format: 'png', width: 600, height: 600 });
      expect((await pixelAt(png, 300, 300))[0]).toBeGreaterThan(140);
      expect((await pixelAt(png, 300, 20))[3]).toBe(0);
    },
  );

  test('as SVG is drawn, and none of the files that it names is in it (SECURITY case 99)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ecusson-picture-'));
    const secret = join(folder, 'secret.png');
    await writeFile(secret, await blank(100, 100).png().toBuffer());
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">' +
      `<image href="${secret}" width="100" height="100"/>` +
      `<image href="file://${secret}" width="100" height="100"/>` +
      '<rect width="100" height="50" fill="#00ff00"/></svg>';
    const png = await remake(Buffer.from(svg));
    await rm(folder, { recursive: true });
    expect(await pixelAt(png, 300, 100)).toEqual([0, 255, 0, 255]);
    expect((await pixelAt(png, 300, 500))[3]).toBe(0);
  });

  test('forgets where and with what it was taken, and stands upright (SECURITY T35)', async () => {
    const taken = await photograph();
    expect(taken.includes('CameraOfLea')).toBe(true);
    const png = await remake(taken);
    const { exif, xmp, icc, iptc } = await sharp(png).metadata();
    expect([exif, xmp, icc, iptc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(Buffer.from(png).includes('CameraOfLea')).toBe(false);
    expect((await pixelAt(png, 300, 10))[3]).toBe(255);
    expect((await pixelAt(png, 10, 300))[3]).toBe(0);
  });

  test('loses what hangs on behind its pixels (SECURITY T31)', async () => {
    const polyglot = Buffer.concat([
      await blank(20, 20).png().toBuffer(),
      Buffer.from('<html><script>alert(document.domain)</script>'),
    ]);
    const png = await remake(polyglot);
    expect(Buffer.from(png).includes('<script>')).toBe(false);
  });

  test('is the same bytes each time', async () => {
    const given = await blank(64, 64).webp().toBuffer();
    const [first, second, third] = await Promise.all([remake(given), remake(given), remake(given)]);
    expect(first).toEqual(second);
    expect(first).toEqual(third);
  });

  test('that hardly compresses still leaves place for a credential in an SVG', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 80 } as const;
    const given = sharp({
      create: { width: 600, height: 600, channels: 4, background: '#0000', noise },
    });
    const png = await remake(await given.png().toBuffer());
    expect(png.length).toBeLessThan(1_200_000);
  });
});

describe('a picture that would fill the memory, or is none, is refused (SECURITY T30, T34)', () => {
  let photo: Buffer;
  let bomb: Buffer;
  beforeAll(async () => {
    photo = await photograph();
    bomb = await claimedSize(30_000, 30_000);
  });

  test('30,000 by 30,000 pixels in a small file', async () => {
    expect(bomb.length).toBeLessThan(1000);
    await expect(remake(bomb)).rejects.toMatchObject({ code: 'image_too_large' });
  });

  test('more than 30,000 pixels wide', async () => {
    const wide = await claimedSize(30_001, 2);
    await expect(remake(wide)).rejects.toMatchObject({ code: 'image_too_large' });
  });

  test('more than 8 MiB', async () => {
    const large = new Uint8Array(8 * 1024 * 1024 + 1);
    await expect(remake(large)).rejects.toMatchObject({ code: 'image_too_large' });
  });

  test.each([
    ['nothing', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('Bonjour')],
    ['a page', () => Buffer.from('<html><body>svg</body></html>')],
    ['a photograph cut in half', () => photo.subarray(0, photo.length / 2)],
    ['a head without a body', () => photo.subarray(0, 20)],
    ['zeros', () => Buffer.alloc(100_000)],
    ['a PNG of nonsense', () => Buffer.concat([bomb.subarray(0, 16), Buffer.alloc(500, 7)])],
    ['a PDF', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    ['an SVG in another encoding', () => Buffer.from('\ufeff<svg viewBox="0 0 1 1"/>', 'utf16le')],
  ])('%s', async (_what, given) => {
    await expect(remake(given())).rejects.toMatchObject({ code: 'picture_unreadable' });
  });

  test('a picture of a kind that we do not take', async () => {
    const tiff = await blank(9, 9).tiff().toBuffer();
    await expect(remake(tiff)).rejects.toMatchObject({ code: 'picture_unreadable' });
  });

  test('the code of an SVG’s refusal comes through', async () => {
    const deep = `<svg viewBox="0 0 1 1">${'<g>'.repeat(100)}`;
    await expect(remake(Buffer.from(deep))).rejects.toMatchObject({ code: 'svg_too_deep' });
  });
});

describe('the cage', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ecusson-cage-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What becomes of a picture when the process inside does this instead. */
  async function remakeWith(script: string): Promise<Uint8Array> {
    const path = join(folder, `${script.length}.mjs`);
    await writeFile(path, script);
    return createRemakePicture(createPictureCage(path, 2000))(Buffer.from('picture'));
  }

  test('has no environment', async () => {
    const said = await remakeWith(
      'process.stdout.write("\\0" + JSON.stringify(process.env), () => process.exit(0))',
    );
    const env: Record<string, string> = JSON.parse(Buffer.from(said).toString());
    // The shell sets its own three.
    for (const name of ['PWD', 'SHLVL', '_', 'OLDPWD']) delete env[name];
    expect(env).toEqual({});
  });

  test.each([
    ['never ends', 'setInterval(() => {}, 1000)'],
    ['takes all memory', 'const all = []; for (;;) all.push(Buffer.alloc(1e8, 1))'],
    ['fills its heap', 'const all = []; for (;;) all.push({ all: [...all] })'],
    ['says too much', 'const much = Buffer.alloc(1e6); for (;;) process.stdout.write(much)'],
    ['says nonsense', 'process.stdout.write("\\x07nonsense", () => process.exit(0))'],
    [
      'names a code that is not its own',
      'process.stdout.write("\\x01{\\"code\\":\\"last_owner\\"}")',
    ],
    ['says no JSON', 'process.stdout.write("\\x01{{{", () => process.exit(0))'],
    ['fails', 'throw new Error("no")'],
    ['ends before it has read', 'process.exit(0)'],
  ])('holds a process that %s', async (_what, script) => {
    await expect(remakeWith(script)).rejects.toMatchObject({ code: 'picture_unreadable' });
  });

  test('lets nothing be written', async () => {
    const path = join(folder, 'written');
    const write = `import('node:fs').then((fs) => fs.writeFileSync(${JSON.stringify(path)}, 'x'))`;
    await expect(remakeWith(write)).rejects.toMatchObject({ code: 'picture_unreadable' });
    expect(await readFile(path, 'utf8').catch(() => '')).toBe('');
  });

  test('a crowd is served in turn, and too large a crowd hears it', async () => {
    const given = await blank(8, 8).png().toBuffer();
    const all = await Promise.allSettled(Array.from({ length: 26 }, () => remake(given)));
    const codes = all.map((one) => (one.status === 'rejected' ? one.reason.code : 'made'));
    expect(codes.filter((code) => code === 'made').length).toBe(22);
    expect(codes.filter((code) => code === 'too_many_requests').length).toBe(4);
    await expect(remake(given)).resolves.toBeDefined();
  }, 30_000);
});
