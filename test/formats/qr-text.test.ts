import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deflateRawWell, inflateRawCapped } from '../../src/compose/machine.ts';
import { fromBase45, toBase45 } from '../../src/formats/base45.ts';
import { utf8 } from '../../src/formats/bytes.ts';
import { looksLikeQrText, readQrText, writeQrText } from '../../src/formats/qr-text.ts';
import { codeOf } from './refusal.ts';

const PAGE = 'https://badges.example/q#';
const write = (text: string) => writeQrText(utf8(text), { deflateRaw: deflateRawWell });
const read = (text: string) => readQrText(text, { inflateRaw: inflateRawCapped });

/** JSON of people's words: the objects are not badges, but what is carried does not care. */
const json = fc
  .dictionary(fc.string(), fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.nat()))
  .map((value) => JSON.stringify(value));

describe('base45', () => {
  // The examples of RFC 9285, section 4.3 and 4.4.
  test.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
  ])('%s is %s', (text, written) => {
    expect(toBase45(utf8(text))).toBe(written);
    expect(fromBase45(written)).toEqual(utf8(text));
  });

  test('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      }),
    );
  });

  test('has one spelling for any bytes: what is read is what is written', () => {
    const digits = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:');
    fc.assert(
      fc.property(fc.string({ unit: digits, maxLength: 60 }), (text) => {
        const bytes = fromBase45(text);
        expect(bytes === undefined ? text : toBase45(bytes)).toBe(text);
      }),
    );
  });

  // RFC 9285, section 6: implementations must reject what is not in the alphabet, and overflows.
  test.each([
    ['a small letter', 'bB8'],
    ['a character of no alphabet', 'B_8'],
    ['one character over', 'BB8B'],
    ['three characters of more than two bytes', 'GGW'],
    ['the largest three', ':::'],
    ['two characters of more than one byte', '::'],
    ['what is not ASCII', 'BBé'],
  ])('refuses %s', (_, text) => {
    expect(fromBase45(text)).toBeUndefined();
  });
});

describe('a badge as the text of a QR code', () => {
  test('comes back byte for byte, bare and behind any page', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (text) => {
        const written = await write(text);
        expect(written).toMatch(/^[0-9A-Z $%*+\-./:]*$/);
        for (const page of ['', PAGE, 'http://localhost:3000/q#']) {
          expect(await read(page + written)).toBe(text);
        }
      }),
    );
  });

  test('survives an address bar, whichever way that escapes', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (text) => {
        const written = await write(text);
        expect(await read(new URL(PAGE + written).href)).toBe(text);
        expect(await read(PAGE + encodeURIComponent(written))).toBe(text);
        expect(await read(PAGE + encodeURI(written))).toBe(text);
      }),
    );
  });

  test('is a token as well', async () => {
    const token = 'eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2lnbmF0dXJl';
    expect(await read(await write(token))).toBe(token);
  });

  test('is told from other texts', async () => {
    const written = await write(JSON.stringify({ text: 'x'.repeat(40), n: [...Array(60).keys()] }));
    expect([written, PAGE + written].map(looksLikeQrText)).toEqual([true, true]);
    const others = ['', 'HELLO', 'GIF89A', '{"a":1}', 'https://badges.example/s/q', 'WIFI:S:CSC;;'];
    expect(others.map(looksLikeQrText)).toEqual(others.map(() => false));
  });
});

describe('refuses (SECURITY T22: no text grows without bounds)', () => {
  test.each([
    ['nothing', PAGE],
    ['what is no base45', `${PAGE}{"a":1}`],
    ['what is not deflated', `${PAGE}${toBase45(utf8('{"a":1}'))}`],
    ['a longer text than any code holds', PAGE + 'A'.repeat(9000)],
  ])('%s', async (_, text) => {
    expect(await codeOf(() => read(text))).toBe('qr_text_malformed');
  });

  test('256 KiB and more, though a code may hold them', async () => {
    const bomb = await write(`{"a":"${' '.repeat(300_000)}"}`);
    expect(bomb.length).toBeLessThan(1000);
    expect(await codeOf(() => read(bomb))).toBe('qr_text_malformed');
    expect(await read(await write(`{"a":"${' '.repeat(100_000)}"}`))).toHaveLength(100_008);
  });

  test('bytes after the end, which would make two texts of one badge', async () => {
    const packed = await deflateRawWell(utf8('{"a":1}'));
    const more = toBase45(Uint8Array.of(...packed, 0));
    expect(await codeOf(() => read(more))).toBe('qr_text_malformed');
  });

  test('what is neither an object nor a token, and what is not UTF-8', async () => {
    expect(await codeOf(async () => read(await write('<svg/>')))).toBe('qr_text_malformed');
    const bytes = Uint8Array.of(0x7b, 0xff, 0x7d);
    const text = await writeQrText(bytes, { deflateRaw: deflateRawWell });
    expect(await codeOf(() => read(text))).toBe('invalid_utf8');
  });
});
