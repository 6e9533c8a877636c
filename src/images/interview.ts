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
const MOST_DONE = 4;
const SMALL: Ink = { size: 9.5, width: WIDTH, maxLines: 2 };
const SMALL_STEP = 9.5 * LEADING + 1;
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

/** What it is and what was done, as far as the fonts can say it, then as many lines to write on as there is room for. */
function writeBadge(
  page: Page,
  { prompts }: InterviewSheet,
  badge: InterviewBadge,
  { y, height }: { readonly y: number; readonly height: number },
): void {
  const { doc, pen, say } = page;
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
  if (pen.canWrite(badge.name)) put('H2', badge.name, { size: 13, bold: true, maxLines: 1 }, 0);
  else top = drawLine(page, top + WRITING);
  if (pen.canWrite(badge.facts)) put('P', badge.facts, { size: 9, colour: GREY, maxLines: 1 });
  const least = prompts.length * (ABOVE + 10 * LEADING + WRITING);
  // What the learner says themselves goes before what the centre wrote.
  const ownWords = pen.canWrite(badge.ownWords) ? badge.ownWords : '';
  const own = ownWords ? pen.linesOf(ownWords, SMALL).length * SMALL_STEP : 0;
  const lines = Math.floor((end - least - own - top) / SMALL_STEP);
  const done = badge.done.filter(pen.canWrite).join(' ');
  if (done && lines > 0) put('P', done, { ...SMALL, maxLines: Math.min(MOST_DONE, lines) });
  if (ownWords) put('P', ownWords, SMALL);
  writePrompts(page, prompts, { y: top, end });
}

/** For a name that no font has. @returns where the page goes on */
function drawLine({ doc }: Page, y: number): number {
  artifact(doc, () => {
    doc
      .moveTo(LEFT, y)
      .lineTo(LEFT + WIDTH / 2, y)
      .lineWidth(0.6)
      .stroke(GREY);
  });
  return y + 3;
}

/** Each with as many lines to write on as there is room for, and one at least. */
function writePrompts(
  { doc, pen, say }: Page,
  prompts: readonly string[],
  { y, end }: { readonly y: number; readonly end: number },
): void {
  const room = (end - y) / Math.max(1, prompts.length) - ABOVE - 10 * LEADING;
  const lines = Math.min(MOST_LINES, Math.max(1, Math.floor(room / WRITING)));
  let top = y;
  for (const prompt of prompts) {
    top += ABOVE;
    say('P', () => {
      const ink = { size: 10, width: WIDTH, bold: true, colour: BLACK, maxLines: 1 };
      top += pen.write(prompt, LEFT, top, ink);
    });
    artifact(doc, () => {
      for (let line = 1; line <= lines; line += 1) {
        const at = top + line * WRITING - 4;
        doc.moveTo(LEFT, at).lineTo(LEFT + WIDTH, at);
        doc.lineWidth(0.6).dash(1, { space: 2.5 }).stroke(GREY).undash();
      }
    });
    top += lines * WRITING;
  }
}
