import type { ConsentSheet } from '../domain/consent-sheet.ts';
import { artifact } from './pdf-icons.ts';
import { drawQr, FOOT, LEADING, LEFT, type Page, QUIET, WIDTH } from './pdf-page.ts';
import { type SheetOptions, writeSheet } from './pdf-sheet.ts';
import type { Ink } from './pdf-text.ts';
import { qrModules } from './qr.ts';

const INK = '#22252e';
/** A box to tick by hand. */
const BOX = 11;
const ROW = 19;
/** Where the boxes of an answer stand, from the left of the sheet. */
const ANSWERS = LEFT + 300;
const GAP = 12;
const QR_SIDE = 92;

/**
 * The form by which people agree on paper: one page of A4, blank but for a nickname and a centre,
 * as a tagged PDF with its fonts inside. What is too long is cut with an ellipsis.
 */
export async function drawConsentForm(
  sheet: ConsentSheet,
  options: SheetOptions = {},
): Promise<Uint8Array> {
  const codes = await Promise.all(
    sheet.links.map(async (link) => ({ ...link, modules: await qrModules(link.text) })),
  );
  const about = { language: sheet.language, title: sheet.title, author: sheet.centre };
  return writeSheet(
    about,
    (page) => {
      page.doc.addPage();
      const who = page.pen.canWrite(sheet.name) ? sheet.name : '';
      let y = writeHead(page, sheet, who);
      for (const purpose of sheet.purposes) y = writePurpose(page, sheet, purpose, { who, y });
      y = writeSigners(page, sheet, { who, y });
      writeEnd(page, sheet, codes, y);
    },
    options,
  );
}

/** Whose sheet it is, and where it goes on. */
interface Row {
  /** Empty when it is to be written by hand. */
  readonly who: string;
  readonly y: number;
}

function writeHead(page: Page, { title, blank, centre, intro }: ConsentSheet, who: string): number {
  let y = 40;
  y += put(page, 'H1', who ? title : blank.title, { y, size: 18, bold: true, maxLines: 2 });
  if (!who) y = writeBlank(page, blank, y);
  y += put(page, 'P', centre, { y, size: 11, maxLines: 1 }) + 6;
  for (const text of intro) y += put(page, 'P', text, { y, size: 10.5, maxLines: 3 }) + 2;
  return y + GAP;
}

/** A line to write the name on, beside it what tells whose sheet it is. */
function writeBlank(page: Page, { hint, card }: ConsentSheet['blank'], top: number): number {
  const y = top + 22;
  artifact(page.doc, () => {
    page.doc
      .moveTo(LEFT, y)
      .lineTo(ANSWERS - GAP, y)
      .lineWidth(0.75)
      .stroke(INK);
  });
  put(page, 'P', card, {
    x: ANSWERS,
    y: y - 12,
    width: WIDTH + LEFT - ANSWERS,
    size: 10.5,
    maxLines: 1,
  });
  return y + 2 + put(page, 'P', hint, { y: y + 2, size: 8.5, colour: QUIET, maxLines: 1 }) + 4;
}

function writePurpose(
  page: Page,
  { yes, no, blank }: ConsentSheet,
  { title, text, parties }: ConsentSheet['purposes'][number],
  { who, y: top }: Row,
): number {
  let y = top;
  y += put(page, 'H2', title, { y, size: 12, bold: true, maxLines: 1 });
  y += put(page, 'P', text, { y, size: 9.5, colour: QUIET, maxLines: 2 }) + 5;
  for (const party of parties) {
    const row = y;
    const name = party || who || blank.who;
    // One line to who has it read: the name, then both answers.
    page.say('P', () => {
      page.pen.write(name, LEFT + 8, row, { size: 10.5, width: 280, maxLines: 1 });
      page.pen.write(yes, ANSWERS + BOX + 6, row, { size: 10.5, width: 60, maxLines: 1 });
      page.pen.write(no, ANSWERS + 90 + BOX + 6, row, { size: 10.5, width: 60, maxLines: 1 });
    });
    box(page, ANSWERS, row);
    box(page, ANSWERS + 90, row);
    y += ROW;
  }
  return y + GAP - 4;
}

/** Side by side: each signs in a field of their own. */
function writeSigners(page: Page, sheet: ConsentSheet, { who, y: top }: Row): number {
  const width = (WIDTH - GAP * (sheet.signers.length - 1)) / sheet.signers.length;
  const bottoms = sheet.signers.map((signer, at) =>
    writeSigner(
      page,
      sheet,
      { ...signer, who: signer.who || who || sheet.blank.who },
      { x: LEFT + at * (width + GAP), y: top, width },
    ),
  );
  const bottom = Math.max(...bottoms) + 48;
  artifact(page.doc, () => {
    for (const at of sheet.signers.keys()) {
      page.doc
        .roundedRect(LEFT + at * (width + GAP), top, width, bottom - top, 4)
        .lineWidth(0.75)
        .stroke(INK);
    }
  });
  return bottom + GAP + 4;
}

function writeSigner(
  page: Page,
  sheet: ConsentSheet,
  { who, capacities }: ConsentSheet['signers'][number],
  { x, y: top, width }: { readonly x: number; readonly y: number; readonly width: number },
): number {
  const inside = { x: x + 8, width: width - 16 };
  let y = top + 8;
  y += put(page, 'H3', who, { ...inside, y, size: 10.5, bold: true, maxLines: 2 }) + 4;
  if (capacities.length > 0) {
    y += put(page, 'P', sheet.capacity, { ...inside, y, size: 9, colour: QUIET, maxLines: 1 }) + 2;
  }
  for (const capacity of capacities) {
    const text = { x: inside.x + BOX + 6, width: inside.width - BOX - 6 };
    box(page, inside.x, y);
    y += put(page, 'P', capacity, { ...text, y, size: 9, maxLines: 2 }) + 4;
  }
  y += put(page, 'P', `${sheet.date}\u00a0:`, { ...inside, y: y + 4, size: 9.5, maxLines: 1 }) + 10;
  return y + put(page, 'P', `${sheet.signature}\u00a0:`, { ...inside, y, size: 9.5, maxLines: 1 });
}

/** How to change one's mind on the left, the ways to answer online on the right. */
function writeEnd(
  page: Page,
  { withdraw, foot }: ConsentSheet,
  codes: ReadonlyArray<{ readonly modules: boolean[][]; readonly caption: string }>,
  top: number,
): void {
  const taken = codes.length * (QR_SIDE + 22);
  let y = top;
  for (const text of withdraw) {
    y += put(page, 'P', text, { y, size: 10, width: WIDTH - taken, maxLines: 8 }) + 6;
  }
  codes.forEach(({ modules, caption }, at) => {
    const x = LEFT + WIDTH - (codes.length - at) * (QR_SIDE + 22) + 22;
    drawQr(page, modules, { x, y: top, side: QR_SIDE }, caption);
  });
  put(page, 'P', foot, { y: FOOT, size: 8.5, colour: QUIET, maxLines: 1 });
}

type Place = Omit<Ink, 'width'> & {
  readonly x?: number;
  readonly y: number;
  readonly width?: number;
};

/** The height of what was written. */
function put(
  { pen, say }: Page,
  tag: string,
  text: string,
  { x = LEFT, y, width = WIDTH, ...ink }: Place,
): number {
  let height = 0;
  say(tag, () => {
    height = pen.write(text, x, y, { width, ...ink });
  });
  return Math.max(height, ink.size * LEADING);
}

function box({ doc }: Page, x: number, y: number): void {
  artifact(doc, () => {
    doc
      .rect(x, y + 1, BOX, BOX)
      .lineWidth(1)
      .stroke(INK);
  });
}
