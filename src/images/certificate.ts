import type { CertificatePage, CertificateSheet } from '../domain/paper-sheet.ts';
import { artifact } from './pdf-icons.ts';
import { drawQr, LEADING, type Page, QUIET } from './pdf-page.ts';
import { type SheetOptions, writeSheet } from './pdf-sheet.ts';
import type { Ink } from './pdf-text.ts';
import { qrModules } from './qr.ts';

/** A4 across, in points. */
const PAPER = { width: 841.89, height: 595.28 };
const JACKET = '#25416c';
const SEAM = '#b58a2b';
const PICTURE = { x: 62, y: 96, side: 244 };
const TEXT = { x: 336, y: 88, width: 446 };
const BOTTOM = 540;
/** Of a link; a whole badge needs sixty millimetres. */
const SMALL_CODE = 96;
const LARGE_CODE = 172;

type Modules = boolean[][];

/** A page of A4 across for each badge, framed as a crest is sewn on. */
export async function drawCertificate(
  sheet: CertificateSheet,
  options: SheetOptions = {},
): Promise<Uint8Array> {
  const codes = await Promise.all(sheet.pages.map(({ qr }) => qr && qrModules(qr.text)));
  return writeSheet(
    { ...sheet, layout: 'landscape' },
    (page) => {
      sheet.pages.forEach((one, at) => {
        page.doc.addPage();
        drawFrame(page);
        writeSide(page, one);
        const code = writeCode(page, one, codes[at]);
        writeBody(page, one, code);
      });
    },
    options,
  );
}

/** The edge of the jacket, and its stitches. */
function drawFrame({ doc }: Page): void {
  artifact(doc, () => {
    const { width, height } = PAPER;
    doc
      .roundedRect(24, 24, width - 48, height - 48, 10)
      .lineWidth(5)
      .stroke(JACKET);
    doc
      .roundedRect(34, 34, width - 68, height - 68, 6)
      .lineWidth(1.6)
      .dash(9, { space: 5 })
      .stroke(SEAM)
      .undash();
  });
}

/** The crest, and who awarded it. */
function writeSide({ doc, pen, say }: Page, one: CertificatePage): void {
  const { x, y, side } = PICTURE;
  const draw = () => {
    doc.image(Buffer.from(one.picture), x, y, { width: side, height: side });
  };
  say('Figure', draw, { alt: one.name });
  const ink = { width: side, isCentred: true };
  let top = y + side + 26;
  say('P', () => {
    top += pen.write(one.issuedBy, x, top, { ...ink, size: 10.5, colour: QUIET, maxLines: 1 }) + 2;
  });
  say('P', () => {
    pen.write(one.issuer, x, top, { ...ink, size: 14, bold: true, maxLines: 3 });
  });
}

/** At the lower right corner. @returns the width and the height that it takes */
function writeCode(
  page: Page,
  one: CertificatePage,
  modules: Modules | undefined,
): { readonly width: number; readonly height: number } {
  if (!modules || !one.qr) return { width: 0, height: 0 };
  const side = one.key ? SMALL_CODE : Math.max(LARGE_CODE, modules.length * 1.5);
  const caption = 34;
  const x = TEXT.x + TEXT.width - side;
  drawQr(page, modules, { x, y: BOTTOM - caption - side, side }, one.qr.caption);
  return { width: side + 22, height: side + caption };
}

/** What it is, whose it is, what for; beside the code what is below its upper edge. */
function writeBody(
  { doc, pen, say }: Page,
  one: CertificatePage,
  code: { readonly width: number; readonly height: number },
): void {
  let y = TEXT.y;
  const put = (tag: string, text: string, ink: Omit<Ink, 'width'>, gap: number) => {
    const whole = pen.linesOf(text, { ...ink, width: TEXT.width }).length * ink.size * LEADING;
    const isBeside = y + whole + 8 > BOTTOM - code.height;
    const width = isBeside ? TEXT.width - code.width : TEXT.width;
    say(tag, () => {
      y += pen.write(text, TEXT.x, y, { width, ...ink }) + gap;
    });
  };
  put('P', one.eyebrow, { size: 12, colour: QUIET, maxLines: 1 }, 2);
  const large = { size: 31, bold: true, colour: JACKET, maxLines: 3 };
  const isLong = pen.linesOf(one.name, { ...large, width: TEXT.width }).length > 2;
  put('H1', one.name, isLong ? { ...large, size: 22 } : large, 14);
  put('P', one.givenTo, { size: 12, colour: QUIET, maxLines: 1 }, 2);
  if (pen.canWrite(one.person)) {
    put('H2', one.person, inkOfName(pen, one.person), 14);
  } else {
    y += 26;
    drawLine(doc, y);
    y += 4;
    put('P', one.personHint, { size: 8.5, colour: QUIET, maxLines: 1 }, 12);
  }
  put('P', one.description, { size: 12, maxLines: 3 }, 10);
  for (const fact of one.facts) put('P', fact, { size: 11, maxLines: 2 }, 3);
  y = Math.max(y + 6, BOTTOM - (one.key ? 78 : 46));
  if (one.key) {
    put('P', one.key.label, { size: 9.5, colour: QUIET, maxLines: 1 }, 0);
    put('P', one.key.value, { size: 17, bold: true, maxLines: 1 }, 6);
  }
  put('P', one.foot, { size: 8.5, colour: QUIET, maxLines: 3 }, 0);
}

/** The largest in which a name is whole: it is never cut. */
function inkOfName(pen: Page['pen'], name: string): Omit<Ink, 'width'> {
  const isWhole = (ink: Omit<Ink, 'width'>) => {
    const more = { ...ink, maxLines: ink.maxLines + 1, width: TEXT.width };
    return pen.linesOf(name, more).length <= ink.maxLines;
  };
  const large = { size: 23, bold: true, maxLines: 1 };
  const smaller = { size: 16, bold: true, maxLines: 2 };
  const smallest = { size: 11, bold: true, maxLines: 6 };
  return [large, smaller].find(isWhole) ?? smallest;
}

/** To write a name on. */
function drawLine(doc: Page['doc'], y: number): void {
  artifact(doc, () => {
    doc
      .moveTo(TEXT.x, y)
      .lineTo(TEXT.x + TEXT.width, y)
      .lineWidth(0.8)
      .stroke('#22252e');
  });
}
