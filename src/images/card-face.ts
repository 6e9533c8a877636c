import type { CardSheet, PrintedCard } from '../domain/card-sheet.ts';
import { artifact } from './pdf-icons.ts';
import type { Pen } from './pdf-text.ts';

type PdfDocument = PDFKit.PDFDocument;

export const MM = 72 / 25.4;
export const BLACK = '#000000';
/** Prints as a clear grey on any printer. */
const GREY = '#4d4d4d';
/** Modules of quiet around the code that readers count on. */
const QUIET_ZONE = 4;

/** A card with what takes time to read or make. */
export interface Prepared extends PrintedCard {
  readonly paths: readonly string[];
  readonly modules: boolean[][];
}

/** Points from the upper left corner of the paper. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Paper {
  readonly doc: PdfDocument;
  readonly pen: Pen;
  /** Puts what is drawn into the reading order. */
  say(tag: string, draw: () => void, options?: { readonly alt?: string }): void;
}

/** The name and the words on the left, the QR code on the right, the code to type below both. */
export function drawCard(paper: Paper, sheet: CardSheet, card: Prepared, place: Place): void {
  const { pen, say } = paper;
  const isLarge = sheet.perSheet === 8;
  const pad = 4.5 * MM;
  const [left, top] = [place.x + pad, place.y + pad];
  const side = (isLarge ? 38 : 33) * MM;
  const column = place.width - 2 * pad - side - 2 * MM;
  drawFace(paper, card, { x: left, y: top, width: column, height: 13 * MM });
  let y = top + 15 * MM;
  const put = (text: string, size: number) =>
    say('P', () => {
      y += pen.write(text, left, y, { size, width: column, colour: BLACK, maxLines: 3 }) + 3;
    });
  put(sheet.explanation, isLarge ? 10 : 8.5);
  put(sheet.keep, isLarge ? 10 : 8.5);
  // The quiet around the code reaches into the rim of the card, which is white too.
  const inset = 2 * MM;
  drawCode(paper, card, { x: place.x + place.width - side - inset, y: place.y + inset, side });
  drawTyped(paper, sheet, card, {
    x: left,
    y: place.y + place.height - (isLarge ? 15 : 13) * MM,
    width: place.width - 2 * pad,
    height: 0,
  });
}

/** The picture, what it is called, and whose card it is. */
function drawFace({ doc, pen, say }: Paper, card: Prepared, { x, y, width }: Place): void {
  const size = 12 * MM;
  artifact(doc, () => drawPicture(doc, card.paths, { x, y, size }));
  const [beside, room] = [x + size + 2.5 * MM, width - size - 2.5 * MM];
  const name = card.names.find((one) => pen.canWrite(one));
  let below = y;
  if (name === undefined) {
    artifact(doc, () => drawLine(doc, { x: beside, y: y + 5.5 * MM, width: room }));
  } else {
    say('H1', () => {
      const ink = { size: 15, width: room, bold: true, colour: BLACK, maxLines: 2 };
      const isLong = pen.linesOf(name, ink).length > 1;
      below += pen.write(name, beside, y, { ...ink, size: isLong ? 10.5 : 15 });
    });
  }
  say('P', () => {
    const ink = { size: 9.5, width: room, colour: GREY, maxLines: 1 };
    pen.write(card.word, beside, Math.max(y + 7 * MM, below), ink);
  });
}

/** To write on by hand. */
function drawLine(doc: PdfDocument, { x, y, width }: Omit<Place, 'height'>): void {
  doc
    .moveTo(x, y)
    .lineTo(x + width, y)
    .dash(1, { space: 2 })
    .stroke(BLACK)
    .undash();
}

function drawPicture(
  doc: PdfDocument,
  paths: readonly string[],
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  doc
    .save()
    .translate(x, y)
    .scale(size / 24)
    .lineWidth(1.75)
    .lineCap('round')
    .lineJoin('round');
  for (const path of paths) doc.path(path).stroke(BLACK);
  doc.restore();
}

/** As vectors, neighbours of a row in one piece: no hair of white between them on any printer. */
function drawCode(
  { doc, say }: Paper,
  { modules, qr }: Prepared,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): void {
  const step = side / (modules.length + 2 * QUIET_ZONE);
  const [left, top] = [x + QUIET_ZONE * step, y + QUIET_ZONE * step];
  say(
    'Figure',
    () => {
      modules.forEach((row, down) => {
        for (let start = 0; start < row.length; start += 1) {
          if (!row[start]) continue;
          let end = start;
          while (row[end]) end += 1;
          doc.rect(left + start * step, top + down * step, (end - start) * step, step);
          start = end;
        }
      });
      doc.fill(BLACK);
    },
    { alt: qr.alt },
  );
}

/** Where to type it, and the code itself, as large as the card is wide. */
function drawTyped(
  { pen, say }: Paper,
  { typeAt, centre }: CardSheet,
  { code }: Prepared,
  { x, y, width }: Place,
): void {
  say('P', () => {
    const ink = { size: 8.5, width, colour: BLACK, maxLines: 2 };
    // What is long grows upwards.
    const lines = pen.linesOf(typeAt, ink).length;
    pen.write(typeAt, x, y - (0.5 + lines * 3.9) * MM, ink);
  });
  say('P', () => {
    pen.write(code, x, y - 0.5 * MM, { size: 20, width, bold: true, colour: BLACK, maxLines: 1 });
  });
  say('P', () => {
    pen.write(centre, x, y + 8 * MM, { size: 7.5, width, colour: GREY, maxLines: 1 });
  });
}
