import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { concat, utf8 } from '../../src/formats/bytes.ts';
import { PNG_SIGNATURE } from '../../src/formats/png-chunks.ts';
import { recogniseFormat } from '../../src/formats/recognise.ts';
import { readShared, testWithVectors } from './vectors.ts';

describe('a format is recognised', () => {
  test.each([
    ['json', '{"a":1}'],
    ['json', '\ufeff \r\n\t[]'],
    ['json', '{"a":'],
    ['jws', 'eyJhbGciOiJub25lIn0.e30.'],
    ['jws', '\ufeff\n eyJhbGciOiJub25lIn0.e30.AA==\r\n'],
    ['svg', '<svg/>'],
    ['svg', '\ufeff\n<svg\nxmlns="a">'],
    ['svg', '<s:svg>'],
    ['svg', '<?xml version="1.0"?>\n<!-- <html> -->\n<?a b?><svg>'],
    ['svg', '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "a" "b"><svg>'],
    ['svg', '<!DOCTYPE svg[<!ENTITY a "b">]><svg>'],
  ])('as %s: %j', (format, text) => {
    expect(recogniseFormat(utf8(text))).toBe(format);
  });

  test('as PNG, even one whose signature a text transfer damaged (SECURITY row 89)', () => {
    expect(recogniseFormat(PNG_SIGNATURE)).toBe('png');
    expect(recogniseFormat(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0a, 0x1a))).toBe('png');
  });

  testWithVectors('in what others made', () => {
    const expected = {
      'ob30/simple.json': 'json',
      'ob30/simple.1ob': 'json',
      'ob30/simple.jwt': 'jws',
      'ob30/velocity.jwt': 'jws',
      'ob30/simple-json.png': 'png',
      'ob30/simple-jwt.svg': 'svg',
      'ob20/simple.jwt': 'jws',
      'ob20/simple-badge.png': 'png',
    };
    for (const [path, format] of Object.entries(expected)) {
      expect(recogniseFormat(readShared(`vectors/1edtech-validator/${path}`))).toBe(format);
    }
  });
});

test.each([
  ['"text"', 'json'],
  [' null ', 'json'],
  ['-1.5e3', 'json'],
  ['NaN', 'json'],
  ['https://example.org/badge\n', 'link'],
  ['https://example.org/q#6BFOXN', 'qr'],
  [`%69 VD92EX0${'A1B'.repeat(40)}`, 'qr'],
])('%j is %s', (text, format) => {
  expect(recogniseFormat(utf8(text))).toBe(format);
});

test.each(['ffd8ffe0', '524946461a00000057454250'])('a photograph is told: %s', (hex) => {
  expect(recogniseFormat(new Uint8Array(Buffer.from(hex, 'hex')))).toBe('picture');
});

describe('nothing is recognised', () => {
  test.each([
    '',
    '\ufeff  ',
    'GIF89a',
    '<!DOCTYPE html><svg/>',
    '<html><svg/></html>',
    '<svgs/>',
    '<!-- <svg/>',
    'example.org.fr',
    'https://example.org/badge and more',
    'ftp://example.org/badge',
    'HELLO',
    'eyJhbGciOiJub25lIn0.e30',
  ])('in %j', (text) => {
    expect(recogniseFormat(utf8(text))).toBeUndefined();
  });

  test('in UTF-16 (SECURITY row 95)', () => {
    const utf16 = new Uint8Array(Buffer.from('\ufeff<svg/>', 'utf16le'));
    expect(recogniseFormat(utf16)).toBeUndefined();
  });

  test('but nothing fails', () => {
    const start = fc.constantFrom('', '<', '<!--', '<?', 'e', '\ufeff').map(utf8);
    fc.assert(
      fc.property(start, fc.uint8Array(), (first, rest) => {
        recogniseFormat(concat(first, rest));
      }),
    );
  });
});
