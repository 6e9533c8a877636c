import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  concat,
  decodeUtf8,
  equalBytes,
  fromBase64,
  fromBase64Url,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from '../../src/formats/bytes.ts';
import { codeOf } from './refusal.ts';

const anyBytes = fc.uint8Array({ maxLength: 300 });

describe('UTF-8', () => {
  test('comes back as it went', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.startsWith('\ufeff'));
        expect(decodeUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  test('loses one byte order mark, and only one', () => {
    expect(decodeUtf8(utf8('\ufeff{}'))).toBe('{}');
    expect(decodeUtf8(utf8('\ufeff\ufeff{}'))).toBe('\ufeff{}');
  });

  test.each([
    ['a byte that never occurs', [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0xe2, 0x82]],
  ])('SECURITY row 8: %s is refused, and the next text is read', async (_name, bytes) => {
    expect(await codeOf(() => decodeUtf8(Uint8Array.from(bytes)))).toBe('invalid_utf8');
    expect(decodeUtf8(utf8('é'))).toBe('é');
  });
});

describe('base64url and base64', () => {
  test('spell as the platform does', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
  });

  test('come back as they went', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  test('SECURITY row 30: bytes have one spelling, so whatever is read is spelled back alike', () => {
    const nearlyBase64 = fc.string({ unit: fc.constantFrom(...'AQgw9_-+/= \n'), maxLength: 12 });
    fc.assert(
      fc.property(nearlyBase64, (text) => {
        const fromUrl = fromBase64Url(text);
        const fromStandard = fromBase64(text);
        if (fromUrl) expect(toBase64Url(fromUrl)).toBe(text);
        if (fromStandard) expect(toBase64(fromStandard)).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  test.each(['AA==', 'AB', 'AAB', 'A', 'AAAAA', 'AA\n', ' AA', '+A', '/A', 'é', '\u0141A'])(
    'SECURITY row 30: base64url %j is refused',
    (text) => {
      expect(fromBase64Url(text)).toBeUndefined();
    },
  );

  test.each(['AA', 'AA=', 'AB==', 'A===', '====', '-A==', 'AA==\n', 'AA==AAAA'])(
    'base64 %j is refused',
    (text) => {
      expect(fromBase64(text)).toBeUndefined();
    },
  );
});

test('parts are joined in order', () => {
  expect(concat()).toEqual(new Uint8Array());
  expect(concat(utf8('a'), new Uint8Array(), utf8('bc'))).toEqual(utf8('abc'));
});

test('bytes are equal in length and content', () => {
  expect(equalBytes(utf8('ab'), utf8('ab'))).toBe(true);
  expect(equalBytes(utf8('ab'), utf8('ac'))).toBe(false);
  expect(equalBytes(utf8('ab'), utf8('abc'))).toBe(false);
});

test('hexadecimal is lower case with leading zeros', () => {
  expect(toHex(Uint8Array.of(0, 15, 255))).toBe('000fff');
});
