/** What resvg could follow out of the picture, or what our own drawings never hold. */
const FOREIGN = /href|<!|<\?|<style|<script/i;

const MAX_SIZE = 2000;

export interface Rasteriser {
  /** `size` is the width in pixels, 1 to 2000; the height follows the picture's proportions. */
  png(svg: string, size: number): Promise<Uint8Array>;
}

/**
 * Turns drawings into PNG, off the main thread. Only for SVG that this product drew and that is
 * about square: resvg reads local files and takes any amount of memory, so a picture from outside
 * must never come here. What shows that this rule was broken is a fault, not a refusal. Fonts are
 * not loaded: text would print nothing. The native part is loaded at the first picture, so that a
 * start that draws nothing does not pay for it.
 */
export function createRasteriser(): Rasteriser {
  return {
    async png(svg, size) {
      if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) {
        throw new RangeError(`A picture is 1 to ${MAX_SIZE} pixels wide, not ${size}.`);
      }
      if (FOREIGN.test(svg)) throw new Error('This SVG was not drawn here: not rasterised.');
      const { renderAsync } = await import('@resvg/resvg-js');
      const image = await renderAsync(svg, {
        fitTo: { mode: 'width', value: size },
        font: { loadSystemFonts: false },
        logLevel: 'off',
      });
      const bytes = image.asPng();
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
  };
}
