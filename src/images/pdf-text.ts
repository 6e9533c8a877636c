import type { Font } from 'fontkit';
import { readPackageFile } from './package-file.ts';

type PdfDocument = PDFKit.PDFDocument;
type Weight = 400 | 700;

/** Nunito comes in parts; the first that has a character writes it. */
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'vietnamese'] as const;
const WEIGHTS: readonly Weight[] = [400, 700];

interface Face {
  readonly name: string;
  readonly weight: Weight;
  readonly bytes: Uint8Array;
  readonly font: Font;
}

/** Stands for what no face can write, however long. */
const UNWRITABLE = '[…]';
const PICTOGRAM =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\p{Cf}|\p{M}/u;

/** Pieces of a line, each with the face that has its letters. */
type Line = ReadonlyArray<{ readonly face: string; readonly text: string }>;

export interface Ink {
  readonly size: number;
  readonly width: number;
  readonly bold?: boolean;
  readonly colour?: string;
  /** What goes beyond is cut, with an ellipsis. */
  readonly maxLines: number;
  /** Each line in the middle of the width. */
  readonly isCentred?: boolean;
}

/** Writes on one document: text of any kind in a known number of lines. */
export interface Pen {
  /** The height of what was written, in points. */
  write(text: string, x: number, y: number, ink: Ink): number;
  linesOf(text: string, ink: Ink): readonly Line[];
  /** Whether the faces have every letter of the text; little pictures aside, which are left out. */
  canWrite(text: string): boolean;
}

let loading: Promise<readonly Face[]> | undefined;

/** Read once: without fonts a PDF prints nothing, and says nothing about it. */
function loadFaces(): Promise<readonly Face[]> {
  loading ??= readFaces();
  return loading;
}

async function readFaces(): Promise<readonly Face[]> {
  const { create } = await import('fontkit');
  const wanted = WEIGHTS.flatMap((weight) => SUBSETS.map((subset) => ({ weight, subset })));
  return Promise.all(
    wanted.map(async ({ weight, subset }) => {
      const path = `@fontsource/nunito/files/nunito-${subset}-${weight}-normal.woff`;
      const bytes = await readPackageFile(path);
      return { name: `${subset}-${weight}`, weight, bytes, font: create(bytes) };
    }),
  );
}

/** A pen for a document that has no page yet. */
export async function loadPen(doc: PdfDocument): Promise<Pen> {
  const faces = await loadFaces();
  for (const { name, bytes } of faces) doc.registerFont(name, bytes as Buffer);
  const facesOf = (bold = false) => faces.filter(({ weight }) => weight === (bold ? 700 : 400));
  const widthOf = (line: Line, size: number) =>
    line.reduce(
      (sum, { face, text }) => sum + doc.font(face).fontSize(size).widthOfString(text),
      0,
    );
  const linesOf = (text: string, ink: Ink) => {
    const own = facesOf(ink.bold);
    const piecesOf = (part: string) => runsOf(own, part);
    const fits = (part: string) => widthOf(piecesOf(part), ink.size) <= ink.width;
    return brokenLines(writable(own, text), fits, ink.maxLines).map(piecesOf);
  };
  return {
    linesOf,
    canWrite: (text) => {
      const plain = writable(facesOf(true), text).trim();
      return plain !== '' && !plain.includes(UNWRITABLE);
    },
    write(text, x, y, ink) {
      const step = ink.size * 1.28;
      const lines = linesOf(text, ink);
      lines.forEach((line, at) => {
        let place = ink.isCentred ? x + (ink.width - widthOf(line, ink.size)) / 2 : x;
        for (const { face, text: piece } of line) {
          doc.font(face).fontSize(ink.size);
          doc
            .fillColor(ink.colour ?? '#22252e')
            .text(piece, place, y + at * step, { lineBreak: false });
          place += doc.widthOfString(piece);
        }
      });
      return lines.length * step;
    },
  };
}

/** The text with nothing in it that the faces lack. */
function writable(faces: readonly Face[], text: string): string {
  const plain = text.normalize('NFC').replaceAll('\u202f', '\u00a0');
  let out = '';
  for (const character of plain) {
    const known = /[ \n\t]/.test(character) || faceOf(faces, character) !== undefined;
    if (known) out += character;
    // A little picture says nothing that the words do not say.
    else if (PICTOGRAM.test(character)) continue;
    else if (!out.trimEnd().endsWith(UNWRITABLE)) out += UNWRITABLE;
  }
  return out;
}

function faceOf(faces: readonly Face[], character: string): Face | undefined {
  const code = character.codePointAt(0) ?? 0;
  return faces.find(({ font }) => font.hasGlyphForCodePoint(code));
}

function runsOf(faces: readonly Face[], text: string): Line {
  const runs: Array<{ face: string; text: string }> = [];
  for (const character of text) {
    const last = runs.at(-1);
    const face = (faceOf(faces, character) ?? faces[0])?.name ?? '';
    if (last?.face === face) last.text += character;
    else runs.push({ face, text: character });
  }
  return runs;
}

/** Broken at spaces, and inside what is too long for a line of its own. */
function brokenLines(text: string, fits: (part: string) => boolean, maxLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter(Boolean)) {
    if (lines.length > maxLines) break;
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const pieces = cutToFit(word, fits, maxLines);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line) lines.push(line);
  return lines.length <= maxLines ? lines : withEllipsis(lines.slice(0, maxLines), fits);
}

/** At its hyphens where that is enough, else between any two letters. */
function cutToFit(word: string, fits: (part: string) => boolean, most: number): string[] {
  const parts = word.split(/(?<=-)/);
  const units = parts.every((part) => fits(part)) ? parts : [...word];
  const pieces = [''];
  for (const unit of units) {
    const longer = `${pieces.at(-1)}${unit}`;
    if (fits(longer)) pieces[pieces.length - 1] = longer;
    else if (pieces.length > most) return pieces;
    else pieces.push(unit);
  }
  return pieces;
}

function withEllipsis(lines: string[], fits: (part: string) => boolean): string[] {
  let last = [...(lines.at(-1) ?? '')];
  while (last.length > 0 && !fits(`${last.join('')}…`)) last = last.slice(0, -1);
  return [...lines.slice(0, -1), `${last.join('').trimEnd()}…`];
}
