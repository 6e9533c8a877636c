import type { PaperSheet } from '../domain/paper-sheet.ts';
import { artifact } from './pdf-icons.ts';
import { drawQr, FOOT, LEADING, LEFT, type Page, QUIET, WIDTH } from './pdf-page.ts';
import { type SheetOptions, writeSheet } from './pdf-sheet.ts';
import type { Ink } from './pdf-text.ts';
import { qrModules } from './qr.ts';

const PICTURE = 150;
/** Sixty millimetres at least, and three quarters of one for each module where there is room. */
const LEAST_CODE = 172;
const MOST_CODE = 255;
const MODULE = 2.1;
const TITLE: Ink = { size: 12.5, width: WIDTH, bold: true, maxLines: 1 };

/** A badge on one sheet of A4 whose code holds the whole of it. */
export async function drawPaper(
  sheet: PaperSheet,
  options: SheetOptions = {},
): Promise<Uint8Array> {
  const modules = sheet.qr && (await qrModules(sheet.qr.text));
  return writeSheet(
    sheet,
    (page) => {
      page.doc.addPage();
      const side = modules
        ? Math.min(MOST_CODE, Math.max(LEAST_CODE, modules.length * MODULE))
        : LEAST_CODE;
      const top = FOOT - side - 44;
      let y = writeHead(page, sheet);
      y = writePoints(page, sheet, writeList(page, sheet.criteria, { y, end: top - 96 }), top);
      artifact(page.doc, () => {
        const seam = Math.max(y, top - 14);
        page.doc
          .moveTo(LEFT, seam)
          .lineTo(LEFT + WIDTH, seam)
          .lineWidth(1.5)
          .dash(7, { space: 4 })
          .stroke('#8a6a1f')
          .undash();
      });
      if (modules && sheet.qr) {
        drawQr(page, modules, { x: LEFT, y: top, side }, sheet.qr.caption);
      }
      writeSteps(page, sheet, { x: LEFT + (modules ? side + 24 : 0), y: top });
      page.say('P', () => {
        const ink = { size: 8.5, width: WIDTH, colour: QUIET, maxLines: 2 };
        page.pen.write(sheet.foot, LEFT, FOOT + 8, ink);
      });
    },
    options,
  );
}

/** The picture on the left; what it is, of whom, and when, on the right. */
function writeHead({ doc, pen, say }: Page, sheet: PaperSheet): number {
  const x = LEFT + PICTURE + 22;
  const width = WIDTH - PICTURE - 22;
  const draw = () => {
    doc.image(Buffer.from(sheet.picture), LEFT, 48, { width: PICTURE, height: PICTURE });
  };
  let y = 46;
  const put = (tag: string, text: string, ink: Omit<Ink, 'width'>, gap = 4) =>
    say(tag, () => {
      y += pen.write(text, x, y, { width, ...ink }) + gap;
    });
  put('P', sheet.eyebrow, { size: 10, colour: QUIET, maxLines: 1 });
  put('H1', sheet.name, { size: 22, bold: true, maxLines: 3 });
  say('Figure', draw, { alt: sheet.name });
  put('P', sheet.description, { size: 11, maxLines: 4 }, 8);
  for (const { label, value } of sheet.facts) {
    put('P', `${label}\u00a0: ${value}`, { size: 10.5, maxLines: 2 }, 2);
  }
  return Math.max(y, 48 + PICTURE) + 18;
}

interface Room {
  readonly y: number;
  /** Nothing is written below. */
  readonly end: number;
  readonly x?: number;
  readonly width?: number;
}

/** A title and what stands under it, as far as there is room. */
function writeList(
  { pen, say }: Page,
  { title, lines }: { readonly title: string; readonly lines: readonly string[] },
  { x = LEFT, y, width = WIDTH, end }: Room,
): number {
  const body: Ink = { size: 10.5, width: width - 10, maxLines: 4 };
  let top = y;
  say('H2', () => {
    top += pen.write(title, x, top, { ...TITLE, width }) + 3;
  });
  for (const line of lines) {
    if (top + pen.linesOf(line, body).length * body.size * LEADING > end) break;
    say('P', () => {
      top += pen.write(line, x, top, body) + 3;
    });
  }
  return top + 8;
}

function writePoints(page: Page, { points }: PaperSheet, y: number, end: number): number {
  const width = WIDTH / 2 - 10;
  const bottoms = points.map((point, at) =>
    writeList(page, point, { x: LEFT + at * (width + 20), y, width, end: end - 18 }),
  );
  return Math.max(y, ...bottoms);
}

function writeSteps(
  page: Page,
  { steps }: PaperSheet,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  writeList(page, steps, { x, y, width: LEFT + WIDTH - x, end: FOOT });
}
