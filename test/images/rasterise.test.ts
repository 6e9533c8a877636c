import { describe, expect, test } from '@jest/globals';
import { drawBadge, EMBLEMS } from '../../src/images/badge-art.ts';
import { createRasteriser } from '../../src/images/rasterise.ts';

const rasteriser = createRasteriser();
const badge = drawBadge({ seed: 'a', emblem: 'leaf', title: 'Jardin' });

/** Width and height from the header chunk. */
function pngSize(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return [view.getUint32(16), view.getUint32(20)];
}

describe('png', () => {
  test.each([96, 600])('draws a square of %d pixels', async (size) => {
    expect(pngSize(await rasteriser.png(badge, size))).toEqual([size, size]);
  });

  test('the same drawing gives the same bytes, plain Uint8Array', async () => {
    const [first, second] = await Promise.all([
      rasteriser.png(badge, 200),
      rasteriser.png(badge, 200),
    ]);
    expect(Object.getPrototypeOf(first).constructor.name).toBe('Uint8Array');
    expect(first).toEqual(second);
  });

  test('every emblem becomes a picture of its own', async () => {
    const pictures = await Promise.all(
      EMBLEMS.map((emblem) => rasteriser.png(drawBadge({ seed: 'a', emblem, title: emblem }), 96)),
    );
    expect(new Set(pictures.map((png) => png.join())).size).toBe(EMBLEMS.length);
  });

  test('a badge that teaches href, <style> and <!DOCTYPE> is still ours to draw', async () => {
    const title = 'Écrire <a href>, <style>, <script>, <!DOCTYPE> et <?xml?> : HREF';
    const svg = drawBadge({ seed: 'a', emblem: 'tools', title });
    expect(pngSize(await rasteriser.png(svg, 96))).toEqual([96, 96]);
  });

  // The rasteriser reads local files by reference: what was not drawn here must not reach it.
  test.each([
    '<image href="/etc/hostname.png"/>',
    '<image xlink:href="x.png"/>',
    '<image HREF="x.png"/>',
    '<!DOCTYPE svg>',
    '<![CDATA[x]]>',
    '<?xml-stylesheet?>',
    '<style>*{fill:red}</style>',
    '<script>1</script>',
  ])('a drawing with %s is a fault', async (foreign) => {
    const svg = badge.replace('</svg>', `${foreign}</svg>`);
    await expect(rasteriser.png(svg, 96)).rejects.toThrow('not drawn here');
  });

  test.each([0, -1, 1.5, 2001, Number.NaN, Number.POSITIVE_INFINITY])(
    'a width of %d pixels is a fault',
    async (size) => {
      await expect(rasteriser.png(badge, size)).rejects.toThrow(RangeError);
    },
  );
});
