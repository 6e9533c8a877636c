import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concat, decodeUtf8, equalBytes, utf8 } from '../../src/formats/bytes.ts';
import { parseCompactJws } from '../../src/formats/jws.ts';
import { bakePng, type UnbakeDeps, unbakePng } from '../../src/formats/png.ts';
import {
  createChunk,
  PNG_SIGNATURE,
  type PngChunk,
  readPngChunks,
} from '../../src/formats/png-chunks.ts';
import { isJsonObject, parseStrictJson } from '../../src/formats/strict-json.ts';
import { codeOf } from './refusal.ts';
import { readShared, testWithVectors } from './vectors.ts';

const MIB = 1024 * 1024;
const deps: UnbakeDeps = {
  inflate: (bytes, maxOutputLength) => new Uint8Array(inflateSync(bytes, { maxOutputLength })),
};
const header = createChunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0));
const pixels = createChunk('IDAT', new Uint8Array(deflateSync(Uint8Array.of(0, 0))));
const end = createChunk('IEND', new Uint8Array());
const png = pngOf(pixels);

/** A PNG of one pixel with these chunks between header and end. */
function pngOf(...chunks: PngChunk[]): Uint8Array {
  return concat(PNG_SIGNATURE, ...[header, ...chunks, end].map(({ bytes }) => bytes));
}

function textChunk(type: string, start: string, text: string | Uint8Array = ''): PngChunk {
  return createChunk(type, concat(utf8(start), typeof text === 'string' ? utf8(text) : text));
}

const badge = (text: string | Uint8Array) =>
  textChunk('iTXt', 'openbadgecredential\0\0\0\0\0', text);
const compressed = (bytes: Uint8Array) =>
  textChunk('iTXt', 'openbadgecredential\0\u0001\0\0\0', bytes);

const unbake = (bytes: Uint8Array) => unbakePng(bytes, deps);
const refusal = (bytes: Uint8Array) => codeOf(() => unbake(bytes));

/** The same bytes, one byte changed. */
function damaged(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('a credential baked into a PNG', () => {
  test('comes back as it went, whatever it holds', async () => {
    const credential = fc.oneof(fc.json({ stringUnit: 'binary' }), fc.string());
    await fc.assert(
      fc.asyncProperty(credential, async (text) => {
        const baked = bakePng(png, text);
        expect(await unbake(baked)).toEqual({
          text,
          keyword: 'openbadgecredential',
          warnings: [],
        });
      }),
    );
  });

  test('stands right after the header, as the standard spells it, the rest unchanged', () => {
    const { chunks } = readPngChunks(bakePng(png, '{"é":1}'));
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'iTXt', 'IDAT', 'IEND']);
    expect(decodeUtf8(chunks[1]?.data ?? png)).toBe('openbadgecredential\0\0\0\0\0{"é":1}');
    expect(chunks[2]?.bytes).toEqual(pixels.bytes);
  });

  test('replaces every badge of any version and drops what follows the image', async () => {
    const others = [badge('{"old":1}'), textChunk('tEXt', 'openbadges\0', 'https://a.test/1')];
    const kept = textChunk('tEXt', 'Author\0', 'L.');
    const baked = bakePng(concat(pngOf(...others, kept, pixels), utf8('<html>')), '{"new":1}');
    expect(equalBytes(baked, bakePng(pngOf(kept, pixels), '{"new":1}'))).toBe(true);
    expect((await unbake(baked)).text).toBe('{"new":1}');
  });

  // Published check value of CRC-32: 0xCBF43926 over "123456789".
  test('has the checksum that PNG asks for', () => {
    const { bytes } = createChunk('1234', utf8('56789'));
    expect([...bytes.subarray(-4)]).toEqual([0xcb, 0xf4, 0x39, 0x26]);
  });

  test('is refused where it could not be read back', async () => {
    expect(await codeOf(() => bakePng(png, ' '.repeat(2 * MIB + 1)))).toBe('image_too_large');
    const large = pngOf(createChunk('IDAT', new Uint8Array(8 * MIB - 200)));
    expect(await codeOf(() => bakePng(large, ' '.repeat(300)))).toBe('image_too_large');
    const empty = createChunk('IDAT', new Uint8Array());
    const many = pngOf(...Array.from({ length: 4094 }, () => empty));
    expect(readPngChunks(many).chunks).toHaveLength(4096);
    expect(await codeOf(() => bakePng(many, '{}'))).toBe('png_too_many_chunks');
  });
});

describe('what others baked', () => {
  testWithVectors('Open Badges 3 as JSON', async () => {
    const { text, keyword, warnings } = await unbake(
      readShared('vectors/1edtech-validator/ob30/simple-json.png'),
    );
    expect({ keyword, warnings }).toEqual({ keyword: 'openbadgecredential', warnings: [] });
    const credential = parseStrictJson(text);
    expect(isJsonObject(credential) && credential['type']).toContain('OpenBadgeCredential');
  });

  testWithVectors('Open Badges 3 as JWT', async () => {
    for (const name of ['simple-jwt', 'simple-jwt_v1']) {
      const { text } = await unbake(readShared(`vectors/1edtech-validator/ob30/${name}.png`));
      const claims = parseStrictJson(decodeUtf8(parseCompactJws(text).payload));
      expect(claims).toHaveProperty('iss');
    }
  });

  testWithVectors('Open Badges 2 as JSON, Open Badges 1 as an address', async () => {
    const second = await unbake(readShared('vectors/1edtech-validator/ob20/simple-badge.png'));
    expect(second.keyword).toBe('openbadges');
    expect(parseStrictJson(second.text)).toMatchObject({ type: 'Assertion' });
    const first = await unbake(readShared('vectors/mozilla-openbadges-backpack/valid-baked.png'));
    expect(first).toMatchObject({ text: 'https://example.org/assertion', keyword: 'openbadges' });
  });

  testWithVectors('nothing', async () => {
    const path = 'vectors/mozilla-openbadges-backpack/unbaked.png';
    expect(await refusal(readShared(path))).toBe('no_credential_in_image');
  });

  test('compressed under a cap, language and translated keyword passed over', async () => {
    const data = concat(utf8('fr\0badge signé\0'), deflateSync(utf8('{"é":1}')));
    const chunk = textChunk('iTXt', 'openbadges\0\u0001\0', data);
    expect(await unbake(pngOf(chunk))).toEqual({
      text: '{"é":1}',
      keyword: 'openbadges',
      warnings: ['compressed_credential'],
    });
  });

  test('in a huge image, whose pixels are never decoded (SECURITY row 88)', async () => {
    const huge = createChunk('IHDR', Uint8Array.of(0, 0, 117, 48, 0, 0, 117, 48, 8, 0, 0, 0, 0));
    const chunks = [huge, badge('{}'), createChunk('IDAT', utf8('no pixels')), end];
    const image = concat(PNG_SIGNATURE, ...chunks.map(({ bytes }) => bytes));
    expect((await unbake(image)).text).toBe('{}');
  });

  test('followed by something else (SECURITY row 89)', async () => {
    const { text, warnings } = await unbake(concat(pngOf(badge('{}')), utf8('<html>')));
    expect({ text, warnings }).toEqual({ text: '{}', warnings: ['trailing_data'] });
  });
});

const longChunk = (length: number) => {
  const bytes = pngOf(badge('{}'));
  new DataView(bytes.buffer).setUint32(33, length);
  return bytes;
};
const withNul = 'openbadgecredential\0';

describe('what is refused', () => {
  test.each<[string, string, Uint8Array]>([
    ['row 81', 'no_credential_in_image', png],
    ['row 82', 'multiple_credentials', pngOf(badge('{}'), badge('{}'))],
    ['row 82', 'multiple_credentials', pngOf(badge('{}'), textChunk('tEXt', 'openbadges\0'))],
    ['row 84', 'no_credential_in_image', pngOf(textChunk('tEXt', withNul, '{}'))],
    ['row 84', 'no_credential_in_image', pngOf(textChunk('zTXt', withNul, '\0{}'))],
    ['row 85', 'png_malformed', longChunk(0x7fffffff)],
    ['row 85', 'png_malformed', longChunk(0xffffffff)],
    ['row 85', 'png_malformed', longChunk(1000)],
    ['row 86', 'png_crc', damaged(pngOf(badge('{}')), 65)],
    ['row 89', 'unsupported_media', utf8('GIF89a')],
    ['row 89', 'unsupported_media', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
    ['row 89', 'png_malformed', PNG_SIGNATURE.subarray(0, 6)],
    ['row 89', 'png_malformed', PNG_SIGNATURE],
    ['row 89', 'png_malformed', damaged(png, 5)],
    ['row 90', 'png_malformed', pngOf(badge(Uint8Array.of(0x22, 0xff, 0x22)))],
    ['row 90', 'png_malformed', pngOf(textChunk('iTXt', 'openbadgecredential'))],
    ['row 90', 'png_malformed', pngOf(textChunk('iTXt', `${withNul}\0\0{}`))],
    ['row 90', 'png_malformed', pngOf(textChunk('iTXt', `${'k'.repeat(80)}\0\0\0\0\0`))],
    ['row 90', 'png_malformed', pngOf(textChunk('iTXt', '\0\0\0\0\0'))],
    ['PNG 11.3.3.4: method 0', 'png_malformed', pngOf(textChunk('iTXt', `${withNul}\0\u0001\0\0`))],
    [
      'PNG 11.3.3.4: flag 0 or 1',
      'png_malformed',
      pngOf(textChunk('iTXt', `${withNul}\u0002\0\0\0`)),
    ],
    ['row 83', 'png_malformed', pngOf(compressed(utf8('not zlib')))],
    ['row 83', 'png_malformed', pngOf(compressed(deflateSync(new Uint8Array(2 * MIB + 1))))],
    ['DESIGN section 6', 'image_too_large', pngOf(badge(new Uint8Array(2 * MIB + 1)))],
    ['DESIGN section 6', 'image_too_large', new Uint8Array(8 * MIB + 1)],
    ['PNG 5.6: the header first', 'png_malformed', concat(PNG_SIGNATURE, end.bytes)],
    ['PNG 5.6: the end last', 'png_malformed', png.subarray(0, -12)],
    ['PNG 5.3: types are letters', 'png_malformed', pngOf(createChunk('iT1t', utf8('a')))],
  ])('SECURITY %s: %s', async (_rule, code, bytes) => {
    expect(await refusal(bytes)).toBe(code);
  });

  test('SECURITY row 87: 100,000 empty chunks', async () => {
    const { bytes } = createChunk('IDAT', new Uint8Array());
    const image = new Uint8Array(png.length + 100_000 * bytes.length);
    image.set(png.subarray(0, 33));
    for (let at = 33; at < image.length - bytes.length; at += bytes.length) image.set(bytes, at);
    expect(await refusal(image)).toBe('png_too_many_chunks');
    expect(await codeOf(() => bakePng(image, '{}'))).toBe('png_too_many_chunks');
  });

  test('SECURITY row 83: a port that lets a bomb through is not trusted', async () => {
    const careless = { inflate: () => new Uint8Array(2 * MIB + 1) };
    const image = pngOf(compressed(utf8('small')));
    expect(await codeOf(() => unbakePng(image, careless))).toBe('image_too_large');
  });

  test('SECURITY row 130: no bytes make it fail otherwise than by a refusal', async () => {
    const image = pngOf(badge('{"a":1}'), compressed(deflateSync(utf8('{}'))), pixels);
    const mutation = fc.tuple(fc.nat(image.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { maxLength: 4 }), fc.nat(20), async (bytes, cut) => {
        const copy = image.slice(0, image.length - cut);
        for (const [at, byte] of bytes) copy[at] = byte;
        await refusal(copy);
        await codeOf(() => bakePng(copy, '{}'));
      }),
      { numRuns: 3000 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => void (await refusal(bytes))),
    );
  });
});
