import type { CardSheet, PrintedCard } from '../domain/card-sheet.ts';
import { iconPaths } from './icon-paths.ts';
import { artifact } from './pdf-icons.ts';
import { collect } from './pdf-page.ts';
import { loadPen, type Pen } from './pdf-text.ts';
import { qrModules } from './qr.ts';

type PdfDocument = PDFKit.PDFDocument;

const MM = 72 / 25.4;
/** A4, and where the cards begin on it: printers leave a rim of their own. */
const PAGE = { width: 210 * MM, height: 297 * MM };
const RIM = 10 * MM;
const COLUMNS = 2;
const BLACK = '#000000';
/** Prints as a clear grey on any printer. */
const GREY = '#4d4d4d';
const HAIR = 0.5;
/** Modules of quiet around the code that readers count on. */
const QUIET_ZONE = 4;

/** A card with what takes time to read or make. */
interface Prepared extends PrintedCard {
  readonly paths: readonly string[];
  readonly modules: boolean[][];
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Paper {
  readonly doc: PdfDocument;
  readonly pen: Pen;
  /** Puts what is drawn into the reading order. */
  say(tag: string, draw: () => void, options?: { readonly alt?: string }): void;
}

/**
 * Sheets of A4 with cards to cut out: a tagged PDF in black on white, its fonts inside, cut marks
 * at the edges and between the cards.
 *
 * @param options `compress: false` for those who read the bytes
 */
export async function drawCards(
  sheet: CardSheet,
  options: { readonly compress?: boolean } = {},
): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    // The types of the package know of the kinds for archives alone.
    subset: 'PDF/UA' as 'PDF/A-1',
    tagged: true,
    displayTitle: true,
    lang: sheet.language,
    info: { Title: sheet.title, Creator: 'Écusson', Author: sheet.centre },
    compress: options.compress ?? true,
    autoFirstPage: false,
  });
  const done = collect(doc);
  const [pen, cards] = await Promise.all([loadPen(doc), Promise.all(sheet.cards.map(prepare))]);
  const root = doc.struct('Document');
  doc.addStructure(root);
  for (let at = 0; at < cards.length; at += sheet.perSheet) {
    doc.addPage();
    artifact(doc, () => drawCutMarks(doc, sheet));
    cards.slice(at, at + sheet.perSheet).forEach((card, place) => {
      const section = doc.struct('Sect');
      root.add(section);
      const say: Paper['say'] = (tag, draw, alt = {}) => {
        section.add(doc.struct(tag, alt, draw));
      };
      drawCard({ doc, pen, say }, sheet, card, placeOf(sheet, place));
      section.end();
    });
  }
  root.end();
  doc.end();
  return done;
}

async function prepare(card: PrintedCard): Promise<Prepared> {
  const [paths, modules] = await Promise.all([iconPaths(card.picture), qrModules(card.qr.text)]);
  return { ...card, paths, modules };
}

function placeOf({ perSheet }: CardSheet, place: number): Place {
  const width = (PAGE.width - 2 * RIM) / COLUMNS;
  const height = (PAGE.height - 2 * RIM) / (perSheet / COLUMNS);
  return {
    x: RIM + (place % COLUMNS) * width,
    y: RIM + Math.floor(place / COLUMNS) * height,
    width,
    height,
  };
}

/** Strokes in the rim to lay a ruler on, and a thin dashed line between them for scissors. */
function drawCutMarks(doc: PdfDocument, sheet: CardSheet): void {
  const { width, height } = placeOf(sheet, 0);
  const rows = sheet.perSheet / COLUMNS;
  const [right, bottom] = [PAGE.width - RIM, PAGE.height - RIM];
  const stroke = (from: [number, number], to: [number, number]) =>
    doc.moveTo(...from).lineTo(...to);
  const short = 5 * MM;
  for (let column = 0; column <= COLUMNS; column += 1) {
    const x = RIM + column * width;
    stroke([x, RIM - short], [x, RIM]);
    stroke([x, bottom], [x, bottom + short]);
  }
  for (let row = 0; row <= rows; row += 1) {
    const y = RIM + row * height;
    stroke([RIM - short, y], [RIM, y]);
    stroke([right, y], [right + short, y]);
  }
  doc.lineWidth(HAIR).stroke(BLACK);
  for (let column = 0; column <= COLUMNS; column += 1) {
    stroke([RIM + column * width, RIM], [RIM + column * width, bottom]);
  }
  for (let row = 0; row <= rows; row += 1) {
    stroke([RIM, RIM + row * height], [right, RIM + row * height]);
  }
  doc.dash(2, { space: 3 }).lineWidth(HAIR).stroke('#8c8c8c').undash();
}

/** The name and the words on the left, the QR code on the right, the code to type below both. */
function drawCard(paper: Paper, sheet: CardSheet, card: Prepared, place: Place): void {
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
