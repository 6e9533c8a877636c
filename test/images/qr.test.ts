import { expect, test } from '@jest/globals';
import { qrSvg } from '../../src/images/qr.ts';

test('a code is a drawing alone: no style, nothing to load, no size of its own', async () => {
  const svg = await qrSvg('https://issuer.test/backpack/abc');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/);
  expect(svg).not.toMatch(/style|href|script|width="\d/);
  expect(svg).not.toContain('backpack');
});

/** 50 bytes fill 29 modules at level L, 33 at M, 37 at Q and 41 at H. @see ISO/IEC 18004, table 7 */
test('it has error correction level M and four modules of quiet around it', async () => {
  expect(await qrSvg('a'.repeat(50))).toMatch('viewBox="0 0 41 41"');
});

test('another text is another code, the same text the same', async () => {
  const [one, same, other] = await Promise.all(['a', 'a', 'b'].map((text) => qrSvg(text)));
  expect(one).toBe(same);
  expect(one).not.toBe(other);
});
