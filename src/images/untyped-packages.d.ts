/** The part of fontkit that is used: shapes of glyphs, in units of the font, y upwards. */
declare module 'fontkit' {
  interface Command {
    readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
    readonly args: readonly number[];
  }
  interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): {
      readonly glyphs: ReadonlyArray<{ readonly path: { readonly commands: readonly Command[] } }>;
      readonly positions: ReadonlyArray<{ readonly xAdvance: number; readonly xOffset: number }>;
    };
  }
  export function create(bytes: Uint8Array): Font;
}
