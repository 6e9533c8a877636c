import type { InterviewBadge, InterviewSheet } from '../domain/paper-sheet.ts';
import { artifact } from './pdf-icons.ts';
import { drawQr, FOOT, LEADING, LEFT, type Page, WIDTH } from './pdf-page.ts';
import { type SheetOptions, writeSheet } from './pdf-sheet.ts';
import type { Ink } from './pdf-text.ts';
import { qrModules } from './qr.ts';

const BLACK = '#000000';
/** Prints as a clear grey on any printer. */
const GREY = '#4d4d4d';
const CODE = 104;
/** From one line to write on to the next: a hand needs seven millimetres. */
const WRITING = 20;
const MOST_LINES = 7;
/** Above what asks for something to be written. */
const ABOVE = 5;

/** What to tell of a few badges, on one sheet of A4 in black on white. */
export async function drawInterview(
  sheet: InterviewSheet,
  options: SheetOptions = {},
): Promise<Uint8Array> {
  const modules = await qrModules(sheet.qr.text);
  return writeSheet(
    sheet,
    (page) => {
      page.doc.addPage();
      const top = writeHead(page, sheet, modules);
      const height = (FOOT - top) / Math.max(1, sheet.badges.length);
      sheet.badges.forEach((badge, at) => {
        writeBadge(page, sheet, badge, { y: top + at * height, height });
      });
      page.say('P', () => {
        const ink = { size: 8.5, width: WIDTH, colour: GREY, maxLines: 2 };
        page.pen.write(sheet.foot, LEFT, FOOT + 6, ink);
      });
    },
    options,
  );
}

function writeHead(page: Page, sheet: InterviewSheet, modules: boolean[][]): number {
  const { pen, say } = page;
  const width = WIDTH - CODE - 24;
  let y = 44;
  const put = (tag: string, text: string, ink: Omit<Ink, 'width'>, gap: number) =>
    say(tag, () => {
      y += pen.write(text, LEFT, y, { width, colour: BLACK, ...ink }) + gap;
    });
  put('H1', sheet.title, { size: 19, bold: true, maxLines: 1 }, 2);
  if (pen.canWrite(sheet.person)) put('P', sheet.person, { size: 13, maxLines: 1 }, 2);
  put('P', sheet.lead, { size: 10, colour: GREY, maxLines: 3 }, 8);
  put('P', sheet.key.label, { size: 9.5, colour: GREY, maxLines: 2 }, 0);
  put('P', sheet.key.value, { size: 17, bold: true, maxLines: 1 }, 0);
  put('P', sheet.until, { size: 9, colour: GREY, maxLines: 1 }, 0);
  const place = { x: LEFT + WIDTH - CODE, y: 44, side: CODE };
  drawQr(page, modules, place, sheet.qr.caption);
  return Math.max(y, 44 + CODE + 34) + 8;
}

/** What it is and what was done, then as many lines to write on as there is room for. */
function writeBadge(
  { doc, pen, say }: Page,
  { prompts }: InterviewSheet,
  badge: InterviewBadge,
  { y, height }: { readonly y: number; readonly height: number },
): void {
  const end = y + height - 10;
  artifact(doc, () => {
    doc
      .moveTo(LEFT, y)
      .lineTo(LEFT + WIDTH, y)
      .lineWidth(1)
      .stroke(BLACK);
  });
  let top = y + 7;
  const put = (tag: string, text: string, ink: Omit<Ink, 'width'>, gap = 2) =>
    say(tag, () => {
      top += pen.write(text, LEFT, top, { width: WIDTH, colour: BLACK, ...ink }) + gap;
    });
  put('H2', badge.name, { size: 13, bold: true, maxLines: 1 }, 0);
  put('P', badge.facts, { size: 9, colour: GREY, maxLines: 1 });
  const least = prompts.length * (ABOVE + 10 * LEADING + WRITING);
  for (const line of badge.done.slice(0, 4)) {
    if (top + 2 * 9.5 * LEADING > end - least) break;
    put('P', line, { size: 9.5, maxLines: 2 }, 1);
  }
  if (badge.ownWords && top + 2 * 9.5 * LEADING <= end - least) {
    put('P', badge.ownWords, { size: 9.5, maxLines: 2 });
  }
  const room = (end - top) / Math.max(1, prompts.length) - ABOVE - 10 * LEADING;
  const lines = Math.min(MOST_LINES, Math.max(1, Math.floor(room / WRITING)));
  for (const prompt of prompts) {
    top += ABOVE;
    put('P', prompt, { size: 10, bold: true, maxLines: 1 }, 0);
    artifact(doc, () => {
      for (let line = 1; line <= lines; line += 1) {
        const at = top + line * WRITING - 4;
        doc
          .moveTo(LEFT, at)
          .lineTo(LEFT + WIDTH, at)
          .lineWidth(0.6)
          .dash(1, { space: 2.5 })
          .stroke(GREY)
          .undash();
      }
    });
    top += lines * WRITING;
  }
}
