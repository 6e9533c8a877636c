import type { Command, Font } from 'fontkit';
import { BadgeError } from '../domain/errors.ts';
import { readPackageFile } from './package-file.ts';
import { round } from './shield.ts';

/** The first that has a character writes it. */
const SUBSETS = ['latin', 'latin-ext'] as const;

/** From the middle of most lines down to what they stand on, in em. */
const DROP = 0.32;

/** A sign's outline, and its middle on a straight line; units of the font. */
interface Sign {
  readonly commands: readonly Command[];
  readonly start: number;
  readonly middle: number;
}

export interface Lettering {
  /**
   * A line of text as outlines, in SVG path data, centred on `x` and `y` and bent: lower by `sag`
   * units at `width / 2` from its middle. As large as `size` (an em) where it fits into `width`,
   * else smaller.
   *
   * @throws {BadgeError} `ribbon_unprintable` (`character`) for what the font does not have
   */
  write(text: string, place: Place): string;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly sag: number;
}

/** Nunito, extra bold: the letters of the languages that are written in Latin. */
export async function loadLettering(): Promise<Lettering> {
  const { create } = await import('fontkit');
  const fonts = await Promise.all(
    SUBSETS.map(async (subset) =>
      create(await readPackageFile(`@fontsource/nunito/files/nunito-${subset}-800-normal.woff`)),
    ),
  );
  const em = fonts[0]?.unitsPerEm ?? 1000;
  return {
    write(text, { x, y, width, size, sag }) {
      const { signs, length } = setInLine(fonts, text.normalize('NFC').trim());
      const scale = Math.min(size / em, width / Math.max(length, 1));
      const foot = y + DROP * em * scale;
      const bend = sag / (width / 2) ** 2;
      return signs
        .map(({ commands, start, middle }) => {
          const away = (middle - length / 2) * scale;
          const turn = Math.atan(2 * bend * away);
          const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
          const place = (px: number, py: number) => {
            const dx = start + px - middle;
            return `${round(x + away + dx * cos + py * sin)} ${round(foot + bend * away ** 2 + dx * sin - py * cos)}`;
          };
          return commands.map((command) => pathOf(command, place)).join('');
        })
        .join('');
    },
  };
}

function setInLine(fonts: readonly Font[], text: string): { signs: Sign[]; length: number } {
  const signs: Sign[] = [];
  let length = 0;
  for (const { font, run } of runsOf(fonts, text)) {
    const { glyphs, positions } = font.layout(run);
    glyphs.forEach(({ path }, at) => {
      const { xAdvance = 0, xOffset = 0 } = positions[at] ?? {};
      const start = length + xOffset;
      signs.push({ commands: path.commands, start, middle: length + xAdvance / 2 });
      length += xAdvance;
    });
  }
  return { signs, length };
}

/** The text cut where another font has to write. */
function runsOf(fonts: readonly Font[], text: string): Array<{ font: Font; run: string }> {
  const runs: Array<{ font: Font; run: string }> = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const font = fonts.find((candidate) => candidate.hasGlyphForCodePoint(code));
    if (!font) throw unprintable(character, code);
    const last = runs.at(-1);
    if (last?.font === font) last.run += character;
    else runs.push({ font, run: character });
  }
  return runs;
}

/** What cannot be seen, or turns a sentence around, is named by its number. */
function unprintable(character: string, code: number): BadgeError {
  const isSeen = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character);
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return new BadgeError('ribbon_unprintable', `The font has no ${name}.`, {
    params: { character: isSeen ? character : name },
  });
}

const LETTERS = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
} as const;

function pathOf({ command, args }: Command, place: (x: number, y: number) => string): string {
  const points: string[] = [];
  for (let at = 0; at + 1 < args.length; at += 2)
    points.push(place(args[at] ?? 0, args[at + 1] ?? 0));
  return LETTERS[command] + points.join(' ');
}
