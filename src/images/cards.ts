import type { CardSheet, PrintedCard } from '../domain/card-sheet.ts';
import { BLACK, drawCard, MM, type Paper, type Place, type Prepared } from './card-face.ts';
import { iconPaths } from './icon-paths.ts';
import { artifact } from './pdf-icons.ts';
import { collect } from './pdf-page.ts';
import { loadPen } from './pdf-text.ts';
import { qrModules } from './qr.ts';

type PdfDocument = PDFKit.PDFDocument;

/** A4, and where the cards begin on it: printers leave a rim of their own. */
const PAGE = { width: 210 * MM, height: 297 * MM };
const RIM = 10 * MM;
const COLUMNS = 2;
const HAIR = 0.5;

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
