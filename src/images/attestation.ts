import type { AttestationSheet } from '../domain/attestation-sheet.ts';
import { writeChecks, writeNotes, writePoints } from './attestation-body.ts';
import { artifact, drawIcon } from './pdf-icons.ts';
import { drawQr, FOOT, LEADING, LEFT, type Page, QUIET, TONES, WIDTH } from './pdf-page.ts';
import { type SheetOptions, writeSheet } from './pdf-sheet.ts';
import type { Pen } from './pdf-text.ts';
import { qrModules } from './qr.ts';

/**
 * A verification on one sheet of A4, as a tagged PDF with its fonts inside. What is too long is cut
 * with an ellipsis; what the fonts cannot write is replaced: it is always one page.
 *
 * @param options `compress: false` for those who read the bytes
 */
export async function drawAttestation(
  sheet: AttestationSheet,
  options: SheetOptions = {},
): Promise<Uint8Array> {
  const modules = await qrModules(sheet.qr.text);
  const about = { language: sheet.language, title: sheet.title, author: sheet.made[0] ?? '' };
  return writeSheet(
    about,
    (page) => {
      page.doc.addPage();
      writeAll(page, sheet, modules);
    },
    options,
  );
}

function writeAll(page: Page, sheet: AttestationSheet, modules: boolean[][]): void {
  let y = writeHead(page, sheet);
  y = writeVerdict(page, sheet, y);
  y = writeBadge(page, sheet, modules, y);
  y = writePoints(page, sheet, y);
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
  const why = { size: 10.5, width, colour, maxLines: 6 };
  const headHeight = pen.linesOf(sheet.headline, headline).length * 17 * LEADING;
  const height = headHeight + pen.linesOf(sheet.why, why).length * 10.5 * LEADING + 28;
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
