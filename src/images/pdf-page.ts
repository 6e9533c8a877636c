import type { Icons } from './pdf-icons.ts';
import type { Pen } from './pdf-text.ts';

type PdfDocument = PDFKit.PDFDocument;

/** What stands back: notes, dates, captions. */
export const QUIET = '#575b66';
/** Points. A4 is 595 by 842. */
export const LEFT = 48;
export const WIDTH = 499;
/** Where the last line stands. */
export const FOOT = 790;
/** From one line to the next, in heights of the letters. */
export const LEADING = 1.28;
export const TONES = {
  good: { colour: '#22532f', ground: '#e4efe1', icon: 'circle-check' },
  late: { colour: '#6d3f00', ground: '#fbeecf', icon: 'clock' },
  bad: { colour: '#8c2318', ground: '#fae5e0', icon: 'octagon-x' },
  unsure: { colour: '#3b4668', ground: '#e6eaf4', icon: 'circle-question-mark' },
} as const;

/** One sheet being written: everything on it is tagged, for those who have it read to them. */
export interface Page {
  readonly doc: PdfDocument;
  readonly pen: Pen;
  readonly icons: Icons;
  say(tag: string, draw: () => void, options?: { readonly alt?: string }): void;
}

/** A QR code and what it is for. */
export function drawQr(
  { doc, pen, say }: Page,
  modules: boolean[][],
  { x, y, side }: { x: number; y: number; side: number },
  caption: string,
): void {
  const step = side / modules.length;
  const drawModules = () => {
    modules.forEach((row, down) => {
      for (const [across, isDark] of row.entries()) {
        if (isDark) doc.rect(x + across * step, y + down * step, step, step);
      }
    });
    doc.fill('#000000');
  };
  say('Figure', drawModules, { alt: caption });
  say('P', () => {
    pen.write(caption, x, y + side + 8, { size: 8, width: side, colour: QUIET, maxLines: 3 });
  });
}

/** The bytes of a document, once it has ended. */
export function collect(doc: PdfDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    doc.on('error', reject);
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
}
