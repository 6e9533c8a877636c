import type { AttestationSheet } from '../domain/attestation-sheet.ts';
import { artifact, drawIcon } from './pdf-icons.ts';
import { FOOT, LEADING, LEFT, type Page, QUIET, TONES, WIDTH } from './pdf-page.ts';
import type { Ink } from './pdf-text.ts';

const OUTCOMES = {
  passed: TONES.good,
  failed: TONES.bad,
  unknown: TONES.unsure,
  skipped: { colour: QUIET, icon: 'circle-minus' },
} as const;

type Check = AttestationSheet['checks'][number];

const MAX_CHECKS = 8;
const COLUMN = WIDTH / 2;
const TITLE: Ink = { size: 12.5, width: WIDTH, bold: true, maxLines: 1 };
const CHECK_TITLE: Ink = { size: 9.5, width: COLUMN - 34, bold: true, maxLines: 2 };
const CHECK_BODY: Ink = { size: 9, width: COLUMN - 34, maxLines: 3 };
const POINT_TITLE: Ink = { size: 10.5, width: COLUMN - 16, bold: true, maxLines: 1 };
const POINT: Ink = { size: 9.5, width: COLUMN - 26, maxLines: 3 };
/** Between two rows. */
const GAP = 6;

/**
 * What the badge proves and what it does not, side by side, as far as there is room above the checks.
 *
 * @returns where the next part may begin
 */
export function writePoints(page: Page, sheet: AttestationSheet, y: number): number {
  const end = FOOT - heightOfChecks(page, sheet);
  const bottoms = sheet.points.map((point, place) =>
    writeColumn(page, point, { x: LEFT + place * COLUMN, y, end }),
  );
  const bottom = Math.max(y, ...bottoms);
  return bottom > y ? bottom + GAP : y;
}

function writeColumn(
  { pen, say }: Page,
  { title, lines }: AttestationSheet['points'][number],
  { x, y, end }: { readonly x: number; readonly y: number; readonly end: number },
): number {
  let top = y;
  const fits = (height: number) => top + height + GAP <= end;
  if (!fits(2 * POINT_TITLE.size * LEADING)) return y;
  say('H2', () => {
    top += pen.write(title, x, top, POINT_TITLE) + 2;
  });
  for (const line of lines) {
    if (!fits(pen.linesOf(line, POINT).length * POINT.size * LEADING)) break;
    say('P', () => {
      pen.write('•', x, top, POINT);
      top += pen.write(line, x + 10, top, POINT) + 2;
    });
  }
  return top;
}

/** @returns where the next part may begin */
export function writeChecks(page: Page, sheet: AttestationSheet, y: number): number {
  const { pen, say } = page;
  say('H2', () => {
    pen.write(sheet.checksTitle, LEFT, y, TITLE);
  });
  let top = y + 20;
  for (const pair of pairsOf(sheet)) {
    const heights = pair.map((check, place) => writeCheck(page, check, LEFT + place * COLUMN, top));
    top += Math.max(...heights) + GAP;
  }
  return top + 4;
}

function writeCheck(page: Page, check: Check, x: number, y: number): number {
  const { doc, pen, say } = page;
  const { colour, icon } = OUTCOMES[check.outcome];
  artifact(doc, () => drawIcon(page, icon, colour, { x, y: y + 1, size: 13 }));
  let height = 0;
  say('P', () => {
    height += pen.write(titleOf(check), x + 20, y, { ...CHECK_TITLE, colour });
    height += pen.write(check.sentence, x + 20, y + height, CHECK_BODY);
  });
  return height;
}

function heightOfChecks({ pen }: Page, sheet: AttestationSheet): number {
  const heightOf = (check: Check) =>
    pen.linesOf(titleOf(check), CHECK_TITLE).length * CHECK_TITLE.size * LEADING +
    pen.linesOf(check.sentence, CHECK_BODY).length * CHECK_BODY.size * LEADING;
  const rows = pairsOf(sheet).map((pair) => Math.max(...pair.map(heightOf)) + GAP);
  return rows.reduce((sum, row) => sum + row, 24);
}

function pairsOf({ checks }: AttestationSheet): Check[][] {
  const shown = checks.slice(0, MAX_CHECKS);
  return shown.flatMap((_, at) => (at % 2 === 0 ? [shown.slice(at, at + 2)] : []));
}

function titleOf({ name, outcomeWord }: Check): string {
  return `${name}\u00a0: ${outcomeWord}`;
}

/** Short paragraphs: the first ones, as far as there is room. */
export function writeNotes({ pen, say }: Page, { notes }: AttestationSheet, y: number): void {
  const heading = { size: 10.5, width: WIDTH, bold: true, maxLines: 1 };
  const body = { size: 9.5, width: WIDTH, maxLines: 3 };
  let top = y;
  for (const { title, text } of notes) {
    const height = (heading.size + pen.linesOf(text, body).length * body.size) * LEADING;
    if (top + height > FOOT) return;
    say('H2', () => {
      top += pen.write(title, LEFT, top, heading);
    });
    say('P', () => {
      top += pen.write(text, LEFT, top, body) + 8;
    });
  }
}
