/** How many pages an uncompressed PDF has. */
export function pageCount(bytes: Uint8Array): number {
  return latin1(bytes).match(/\/Type \/Page\b/g)?.length ?? 0;
}

/**
 * The text of an uncompressed PDF whose fonts say which letters their glyphs are, in the order in
 * which it was written; the pieces of a line that several fonts write stand together.
 */
export function pdfText(bytes: Uint8Array): string {
  const objects = new Map(
    [...latin1(bytes).matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(
      ([, id = '', body = '']) => [id, body] as const,
    ),
  );
  const fonts = fontNames(objects);
  const content = [...objects.values()].filter((body) => /\sBT\s/.test(body)).join('\n');
  let letters: ReadonlyMap<string, string> = new Map();
  let text = '';
  let line = '';
  for (const [, x, y, font, shown] of content.matchAll(
    /1 0 0 1 ([\d.-]+) ([\d.-]+) Tm|\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g,
  )) {
    if (x !== undefined && y !== line) {
      text += line ? '\n' : '';
      line = y ?? '';
    }
    if (font) letters = lettersOf(objects, fonts.get(font) ?? '');
    if (shown)
      text += glyphsIn(shown)
        .map((glyph) => letters.get(glyph) ?? '?')
        .join('');
  }
  return text.replaceAll('\u00a0', ' ').replace(/\n/g, ' ');
}

function glyphsIn(shown: string): string[] {
  return [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
}

/** The names that pages use for fonts, and the objects that they stand for. */
function fontNames(objects: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const names = [...objects.values()].flatMap((body) => [...body.matchAll(/\/(F\d+) (\d+) 0 R/g)]);
  return new Map(names.map(([, name = '', id = '']) => [name, id]));
}

function lettersOf(
  objects: ReadonlyMap<string, string>,
  font: string,
): ReadonlyMap<string, string> {
  const id = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1] ?? '';
  const map = new Map<string, string>();
  for (const [, first = '', list = ''] of (objects.get(id) ?? '').matchAll(
    /<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi,
  )) {
    list.match(/<[^>]*>/g)?.forEach((entry, at) => {
      const units = entry.match(/[0-9a-f]{4}/gi) ?? [];
      const glyph = (Number.parseInt(first, 16) + at).toString(16).padStart(4, '0');
      map.set(glyph, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    });
  }
  return map;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
