import { inflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';

/** Pixels to the point: about 216 to the inch, as a poor scanner has. */
const SCALE = 3;
const HEIGHT = 842;
const WIDTH = 842;

/**
 * A page of a PDF as a picture, as far as filled rectangles go: codes, and nothing else. What a
 * phone sees of a printed sheet when it looks for a code.
 */
export function pdfPicture(bytes: Uint8Array, page = 0): Uint8Array {
  const content = contentsOf(bytes)[page] ?? '';
  const shapes = [...content.matchAll(/(?:^[\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+ re\n)+/gm)].map(
    ([rects]) =>
      [...rects.matchAll(/([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re/g)]
        .map(([, x, y, width, height]) => `M${x} ${y}h${width}v${height}h-${width}z`)
        .join(''),
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH * SCALE}" height="${HEIGHT * SCALE}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    `<rect width="100%" height="100%" fill="#fff"/>${shapes.map((d) => `<path d="${d}"/>`).join('')}</svg>`;
  return new Uint8Array(new Resvg(svg).render().asPng());
}

/** What is drawn on each page, in order. */
function contentsOf(bytes: Uint8Array): string[] {
  const pdf = Buffer.from(bytes).toString('latin1');
  const references = [...pdf.matchAll(/\/Type \/Page\b[\s\S]*?\/Contents (\d+) 0 R/g)];
  return references.map(([, id = '']) => streamOf(pdf, id));
}

function streamOf(pdf: string, id: string): string {
  const start = pdf.search(new RegExp(`(^|\\n)${id} 0 obj\\n`));
  const body = pdf.slice(start);
  const head = body.slice(0, body.indexOf('stream\n'));
  const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
  const raw = Buffer.from(body.slice(head.length + 7, head.length + 7 + length), 'latin1');
  return (head.includes('FlateDecode') ? inflateSync(raw) : raw).toString('latin1');
}
