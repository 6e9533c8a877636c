import type { InterviewBadge, InterviewSheet } from '../domain/paper-sheet.ts';
import { artifact } from './pdf-icons.ts';
import { drawQr, LEADING, LEFT, type Page, WIDTH } from './pdf-page.ts';
import { type SheetOptions, writeSheet } from './pdf-sheet.ts';
import type { Ink } from './pdf-text.ts';
import { qrModules } from './qr.ts';

const BLACK = '#000000';
/** Prints as a clear grey on any printer. */
const GREY = '#4d4d4d';
/** Where the first line stands, and where the room for badges ends. */
const TOP = 40;
const END = 796;
const CODE = 104;
/** From one line to write on to the next: a hand needs seven millimetres. */
const WRITING = 20;
/** A situation is not told in one line. */
const LEAST_LINES = 3;
const MOST_LINES = 7;
/** Further apart they look like lines of something else. */
const WIDEST = 26;
/** With room for {@link LEAST_LINES} under every question; three go on two sheets, or on both sides of one. */
const MOST_ON_PAGE = 2;
const MOST_DONE = 4;
const SMALL: Ink = { size: 9.5, width: WIDTH, maxLines: 2 };
const SMALL_STEP = 9.5 * LEADING + 1;
/** Above what asks for something to be written. */
const ABOVE = 5;

/** What to tell of a few badges, on A4 in black on white: one page, or two for three badges. */
export async function drawInterview(
  sheet: InterviewSheet,
  options: SheetOptions = {},
): Promise<Uint8Array> {
  const modules = await qrModules(sheet.qr.text);
  return writeSheet(
    sheet,
    (page) => {
      page.doc.addPage();
      // The page with the head has less room: of three badges it has one.
      const onFirst = sheet.badges.length > MOST_ON_PAGE ? 1 : sheet.badges.length;
      const [first, second] = [sheet.badges.slice(0, onFirst), sheet.badges.slice(onFirst)];
      writeBadges(page, sheet, first, writeHead(page, sheet, modules));
      page.say('P', () => {
        const ink = { size: 8.5, width: WIDTH, colour: GREY, maxLines: 2 };
        page.pen.write(sheet.foot, LEFT, END + 4, ink);
      });
      if (second.length === 0) return;
      page.doc.addPage();
      writeBadges(page, sheet, second, writeRunningHead(page, sheet));
    },
    options,
  );
}

/** One under the other, in equal parts of what is left of the page. */
function writeBadges(
  page: Page,
  sheet: InterviewSheet,
  badges: readonly InterviewBadge[],
  top: number,
): void {
  const height = (END - top) / Math.max(1, badges.length);
  badges.forEach((badge, at) => {
    writeBadge(page, sheet, badge, { y: top + at * height, height });
  });
}

/** Whose second page it is, when the two come apart. @returns where the page goes on */
function writeRunningHead({ pen, say }: Page, { person, title, key }: InterviewSheet): number {
  const line = [person, title, key.value].filter(pen.canWrite).join(' · ');
  let y = TOP;
  say('P', () => {
    y += pen.write(line, LEFT, y, { size: 9.5, width: WIDTH, colour: GREY, maxLines: 1 });
  });
  return y + 6;
}

function writeHead(page: Page, sheet: InterviewSheet, modules: boolean[][]): number {
  const { pen, say } = page;
  const width = WIDTH - CODE - 24;
  let y = TOP;
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
  drawQr(page, modules, { x: LEFT + WIDTH - CODE, y: TOP, side: CODE }, sheet.qr.caption);
  const caption = pen.linesOf(sheet.qr.caption, { size: 8, width: CODE, maxLines: 3 }).length;
  return Math.max(y, TOP + CODE + 8 + caption * 8 * LEADING) + 8;
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
  const least = prompts.length * (ABOVE + 10 * LEADING + LEAST_LINES * WRITING);
  const room = Math.max(0, Math.floor((end - least - top) / SMALL_STEP));
  // What the learner says themselves goes before what the centre wrote.
  const ownWords = pen.canWrite(badge.ownWords) ? badge.ownWords : '';
  const own = ownWords ? Math.min(room, pen.linesOf(ownWords, SMALL).length) : 0;
  const done = badge.done.filter(pen.canWrite).join(' ');
  const ofDone = Math.min(MOST_DONE, room - own);
  if (done && ofDone > 0) put('P', done, { ...SMALL, maxLines: ofDone });
  if (own > 0) put('P', ownWords, { ...SMALL, maxLines: own });
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

/** Each with as many lines to write on as there is room for, and three at least. */
function writePrompts(
  { doc, pen, say }: Page,
  prompts: readonly string[],
  { y, end }: { readonly y: number; readonly end: number },
): void {
  const room = (end - y) / Math.max(1, prompts.length) - ABOVE - 10 * LEADING;
  const lines = Math.min(MOST_LINES, Math.max(LEAST_LINES, Math.floor(room / WRITING)));
  const step = Math.min(WIDEST, Math.max(WRITING, room / lines));
  let top = y;
  for (const prompt of prompts) {
    top += ABOVE;
    say('P', () => {
      const ink = { size: 10, width: WIDTH, bold: true, colour: BLACK, maxLines: 1 };
      top += pen.write(prompt, LEFT, top, ink);
    });
    artifact(doc, () => {
      for (let line = 1; line <= lines; line += 1) {
        const at = top + line * step - 4;
        doc.moveTo(LEFT, at).lineTo(LEFT + WIDTH, at);
        doc.lineWidth(0.6).dash(1, { space: 2.5 }).stroke(GREY).undash();
      }
    });
    top += lines * step;
  }
}
