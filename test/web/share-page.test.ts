import { expect, test } from '@jest/globals';
import { sharePageOf } from '../../src/web/views/verifier/share-page.ts';

const ORIGIN = 'https://issuer.test';
const page = (value: string, name: 'link' | 'text' = 'link') =>
  sharePageOf({ name, value }, ORIGIN);

test('a link of a share leads back to its page', () => {
  expect(page(`${ORIGIN}/s/abc-DEF_1`)).toBe('/s/abc-DEF_1');
  expect(page(`${ORIGIN}/s/abc/2`)).toBe('/s/abc/2');
  expect(page(`${ORIGIN}/v/K7QF-2M9X`)).toBe('/v/K7QF-2M9X');
});

// What a visitor typed is never made a link to anywhere else (T50).
test.each([
  'https://evil.test/s/abc',
  'https://issuer.test.evil.test/s/abc',
  'https://issuer.test@evil.test/s/abc',
  'http://issuer.test/s/abc',
  `${ORIGIN}//evil.test/s/abc`,
  `${ORIGIN}/s/abc/../../leave`,
  `${ORIGIN}/s/abc/1.json`,
  `${ORIGIN}/backpack`,
  'javascript:alert(1)//s/abc',
  '',
])('%s does not', (link) => {
  expect(page(link)).toBe('');
});

test('neither does a badge, nor nothing', () => {
  expect(page(`${ORIGIN}/s/abc`, 'text')).toBe('');
  expect(sharePageOf(undefined, ORIGIN)).toBe('');
});
