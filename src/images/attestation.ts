import type { AttestationSheet } from '../domain/attestation-sheet.ts';
import { artifact, drawIcon, type Icons, readIcons } from './pdf-icons.ts';
import { loadPen, type Pen } from './pdf-text.ts';
import { qrModules } from './qr.ts';

type PdfDocument = PDFKit.PDFDocument;

/** Points. A4 is 595 by 842. */
const LEFT = 48;
const WIDTH = 499;
const QUIET = '#575b66';
const TONES = {
  good: { colour: '#22532f', ground: '#e4efe1', icon: 'circle-check' },
  late: { colour: '#6d3f00', ground: '#fbeecf', icon: 'clock' },
  bad: { colour: '#8c2318', ground: '#fae5e0', icon: 'octagon-x' },
  unsure: { colour: '#3b4668', ground: '#e6eaf4', icon: 'circle-question-mark' },
} as const;
const OUTCOMES = {
  passed: TONES.good,
  failed: TONES.bad,
  unknown: TONES.unsure,
  skipped: { colour: QUIET, icon: 'circle-minus' },
} as const;
const FOOT = 790;

/** One sheet being written: everything on it is tagged, for those who have it read to them. */
interface Page {
  readonly doc: PdfDocument;
  readonly pen: Pen;
  readonly icons: Icons;
  say(tag: string, draw: () => void, options?: { readonly alt?: string }): void;
}

/**
 * A verification on one sheet of A4, as a tagged PDF with its fonts inside. What is too long is cut
 * with an ellipsis; what the fonts cannot write is replaced: it is always one page.
 *
 * @param options `compress: false` for those who read the bytes
 */
export async function drawAttestation(
  sheet: AttestationSheet,
  options: { readonly compress?: boolean } = {},
): Promise<Uint8Array> {
  const { default: PDFDocument } = await import('pdfkit');
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    displayTitle: true,
    lang: sheet.language,
    info: { Title: sheet.title, Creator: 'Écusson', Author: sheet.made[0] ?? '' },
    compress: options.compress ?? true,
    autoFirstPage: false,
  });
  const done = collect(doc);
  const page = { doc, pen: await loadPen(doc), icons: await readIcons() };
  const modules = await qrModules(sheet.qr.text);
  doc.addPage();
  const root = doc.struct('Document');
  doc.addStructure(root);
  const say: Page['say'] = (tag, draw, options = {}) => {
    root.add(doc.struct(tag, options, draw));
  };
  writeSheet({ ...page, say }, sheet, modules);
  root.end();
  doc.end();
  return done;
}

function writeSheet(page: Page, sheet: AttestationSheet, modules: boolean[][]): void {
  let y = writeHead(page, sheet);
  y = writeVerdict(page, sheet, y);
  y = writeBadge(page, sheet, modules, y);
  y = writeChecks(page, sheet, y);
  writeNotes(page, sheet, y);
  page.say('P', () => {
    page.pen.write(sheet.foot, LEFT, FOOT, { size: 8.5, width: WIDTH, colour: QUIET, maxLines: 2 });
  });
}

function writeHead({ pen, say }: Page, { title, made }: AttestationSheet): number {
  say('H1', () => {
    pen.write(title, LEFT, 40, { size: 17, width: WIDTH, bold: true, maxLines: 1 });
  });
  say('P', () => {
    pen.write(made.join(' · '), LEFT, 63, { size: 9.5, width: WIDTH, colour: QUIET, maxLines: 1 });
  });
  return 86;
}

function writeVerdict(page: Page, sheet: AttestationSheet, y: number): number {
  const { doc, pen, say } = page;
  const { colour, ground, icon } = TONES[sheet.tone];
  const [x, width] = [LEFT + 62, WIDTH - 78];
  const headline = { size: 17, width, bold: true, colour, maxLines: 2 };
  const why = { size: 10.5, width, colour, maxLines: 4 };
  const headHeight = pen.linesOf(sheet.headline, headline).length * 17 * 1.28;
  const height = headHeight + pen.linesOf(sheet.why, why).length * 10.5 * 1.28 + 28;
  artifact(doc, () => {
    doc.roundedRect(LEFT, y, WIDTH, height, 6).lineWidth(2).fillAndStroke(ground, colour);
    drawIcon(page, icon, colour, { x: LEFT + 16, y: y + 14, size: 34 });
  });
  say('H2', () => {
    pen.write(sheet.headline, x, y + 12, headline);
  });
  say('P', () => {
    pen.write(sheet.why, x, y + 14 + headHeight, why);
  });
  return y + height + 16;
}

/** What the badge says on the left, the code on the right. */
function writeBadge(page: Page, sheet: AttestationSheet, modules: boolean[][], y: number): number {
  const { pen, say } = page;
  // A module of less than half a millimetre is hard to read with a phone.
  const side = Math.min(178, Math.max(92, modules.length * 1.5));
  const width = WIDTH - side - 20;
  let below = y;
  const put = (tag: string, text: string, ink: Omit<Parameters<Pen['write']>[3], 'width'>) =>
    say(tag, () => {
      below += pen.write(text, LEFT, below, { width, ...ink });
    });
  put('H2', sheet.contentTitle, { size: 12.5, bold: true, maxLines: 1 });
  put('P', sheet.name, { size: 13, bold: true, maxLines: 3 });
  if (sheet.description) put('P', sheet.description, { size: 9.5, colour: QUIET, maxLines: 3 });
  below += 6;
  for (const { label, value } of sheet.facts.slice(0, 7)) {
    put('P', label ? `${label}\u00a0: ${value}` : value, { size: 10, maxLines: 2 });
    below += 2;
  }
  drawQr(page, modules, { x: LEFT + WIDTH - side, y, side }, sheet.qr.caption);
  return Math.max(below, y + side + 30) + 10;
}

function drawQr(
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

function writeChecks(page: Page, sheet: AttestationSheet, y: number): number {
  const { pen, say } = page;
  say('H2', () => {
    pen.write(sheet.checksTitle, LEFT, y, { size: 12.5, width: WIDTH, bold: true, maxLines: 1 });
  });
  const column = WIDTH / 2;
  let top = y + 20;
  for (let at = 0; at < Math.min(sheet.checks.length, 8); at += 2) {
    const pair = sheet.checks.slice(at, at + 2);
    const heights = pair.map((check, place) =>
      writeCheck(page, check, LEFT + place * column, top, column - 34),
    );
    top += Math.max(...heights) + 6;
  }
  return top + 4;
}

function writeCheck(
  page: Page,
  { name, outcome, outcomeWord, sentence }: AttestationSheet['checks'][number],
  x: number,
  y: number,
  width: number,
): number {
  const { doc, pen, say } = page;
  const { colour, icon } = OUTCOMES[outcome];
  artifact(doc, () => drawIcon(page, icon, colour, { x, y: y + 1, size: 13 }));
  let height = 0;
  say('P', () => {
    const title = `${name}\u00a0: ${outcomeWord}`;
    height += pen.write(title, x + 20, y, { size: 9.5, width, bold: true, colour, maxLines: 1 });
    height += pen.write(sentence, x + 20, y + height, { size: 9, width, maxLines: 3 });
  });
  return height;
}

function writeNotes({ pen, say }: Page, { notes }: AttestationSheet, y: number): void {
  const heading = { size: 10.5, width: WIDTH, bold: true, maxLines: 1 };
  const body = { size: 9.5, width: WIDTH, maxLines: 3 };
  let top = y;
  for (const { title, text } of notes) {
    const height = (heading.size + pen.linesOf(text, body).length * body.size) * 1.28;
    if (top + height > FOOT) return;
    say('H2', () => {
      top += pen.write(title, LEFT, top, heading);
    });
    say('P', () => {
      top += pen.write(text, LEFT, top, body) + 8;
    });
  }
}

function collect(doc: PdfDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    doc.on('error', reject);
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
}
