import { describe, expect, test } from '@jest/globals';
import { readFormData } from '../../src/web/read-form-data.ts';
import { codeOf } from '../formats/refusal.ts';

const EDGE = '----geckoformboundary';
const part = (header: string, value: string) => `--${EDGE}\r\n${header}\r\n\r\n${value}\r\n`;
const named = (name: string) => `Content-Disposition: form-data; name="${name}"`;

const read = (text: string, type = `multipart/form-data; boundary=${EDGE}`) =>
  readFormData({ body: Buffer.from(text), get: (() => type) as never });

const URLENCODED = 'application/x-www-form-urlencoded';

describe('a form with parts', () => {
  test('is taken apart as browsers write it, a long file name included', async () => {
    const file = `${named('file')}; filename="${'é'.repeat(255)}.csv"\r\nContent-Type: text/csv`;
    const text = `${part(named('a'), '1')}${part(named('a'), '2')}${part(file, 'x')}--${EDGE}--\r\n`;
    const form = await read(text);
    expect(form.fields).toEqual({ a: ['1', '2'] });
    expect(Buffer.from(form.file ?? []).toString()).toBe('x');
    expect((await read(`--${EDGE}--\r\n`)).fields).toEqual({});
    expect(await codeOf(() => read(''))).toBe('form_invalid');
  });

  // SECURITY row 122: nobody's form keeps everybody else waiting.
  test.each([
    ['one header of 8.5 MB', part(`${named('a')}\r\nX-A: ${'a'.repeat(8_500_000)}`, '1')],
    ['a header of 9 kB', part(`${named('a')}\r\nX-A: ${'a'.repeat(9000)}`, '1')],
    ['8.5 MB of short header lines', part(`${named('a')}${'\r\nX: y'.repeat(1_400_000)}`, '1')],
    [
      'many headers that are each nearly too long',
      part(`${named('a')}${'\r\nX: y'.repeat(1300)}`, '1').repeat(40),
    ],
    ['a header without an end', `--${EDGE}\r\n${named('a')}\r\n`],
    ['8.5 MB before the first part', `${'\r\n'.repeat(4_250_000)}${part(named('a'), '1')}`],
    ['no part at all', 'a=1'],
  ])('with %s is refused', async (_what, text) => {
    expect(await codeOf(() => read(`${text}--${EDGE}--\r\n`))).toBe('form_invalid');
    expect(await codeOf(() => read(text))).toBe('form_invalid');
  });
});

describe('a form without parts', () => {
  // SECURITY row 122 again: megabytes of percent signs are as slow to read.
  test('of more than 256 kB is refused, in parts it is read', async () => {
    const most = 'a'.repeat(256 * 1024 - 2);
    expect((await read(`a=${most}`, URLENCODED)).fields).toEqual({ a: most });
    for (const body of [`a=${most}a`, `a=${'%'.repeat(8_000_000)}`]) {
      expect(await codeOf(() => read(body, URLENCODED))).toBe('body_too_large');
    }
    const inParts = await read(`${part(named('a'), `${most}a`)}--${EDGE}--\r\n`);
    expect(inParts.fields).toEqual({ a: `${most}a` });
  });
});
