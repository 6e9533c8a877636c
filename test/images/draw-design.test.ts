import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { CLOTHS, SUGGESTED_PAIRS, THREADS } from '../../src/domain/badge-colours.ts';
import { BadgeDesign, SHAPES } from '../../src/domain/badge-design.ts';
import { contrast, LEAST_CONTRAST } from '../../src/domain/contrast.ts';
import { EMBLEMS } from '../../src/images/badge-art.ts';
import { drawDesign } from '../../src/images/draw-design.ts';
import { OUTLINES } from '../../src/images/outlines.ts';
import { createRasteriser } from '../../src/images/rasterise.ts';

const DESIGN: BadgeDesign = {
  shape: 'shield',
  ground: CLOTHS.dusk,
  thread: THREADS.cream,
  icon: 'bike',
  ribbon: '',
};

function namesIn(svg: string) {
  const elements = new Set<string>();
  const attributes = new Set<string>();
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes: given }) => {
    elements.add(name);
    for (const attribute of Object.keys(given)) attributes.add(attribute);
  });
  parser.write(svg).close();
  return { elements, attributes };
}

describe('a drawn design', () => {
  test.each(SHAPES)(
    'as %s is shapes alone: nothing to load, run, name or lay out',
    async (shape) => {
      for (const icon of ['bike', 'ecusson:robot']) {
        const svg = await drawDesign({ ...DESIGN, shape, icon, ribbon: 'Été à l’œuvre' }, 'Vélo');
        const { elements, attributes } = namesIn(svg);
        const shapes = ['svg', 'title', 'g', 'path', 'circle', 'rect'];
        expect([...elements].filter((name) => !shapes.includes(name))).toEqual([]);
        expect(
          [...attributes].filter((name) => /style|href|^on|font|^id$|class/.test(name)),
        ).toEqual([]);
        expect(svg).not.toMatch(/url\(|NaN|undefined|Infinity/);
        expect(svg).toMatch(/^<svg [^>]*width="600" height="600" viewBox="0 0 600 600"/);
      }
    },
  );

  test('is the same bytes each time, and other bytes for every part that differs', async () => {
    const others: BadgeDesign[] = [
      DESIGN,
      { ...DESIGN, ground: CLOTHS.plum },
      { ...DESIGN, thread: THREADS.sage },
      { ...DESIGN, icon: 'ecusson:leaf' },
      { ...DESIGN, ribbon: 'Vélo' },
      ...SHAPES.slice(1).map((shape) => ({ ...DESIGN, shape })),
    ];
    const drawn = await Promise.all(others.map((design) => drawDesign(design, 'a')));
    expect(new Set(drawn).size).toBe(others.length);
    expect(await Promise.all(others.map((design) => drawDesign(design, 'a')))).toEqual(drawn);
  });

  test('becomes pixels with every emblem, and stays small enough to carry a credential', async () => {
    const rasteriser = createRasteriser();
    for (const emblem of EMBLEMS) {
      const design = { ...DESIGN, icon: `ecusson:${emblem}`, ribbon: 'W'.repeat(24) };
      const svg = await drawDesign(design, 'href <script>');
      expect(svg.length).toBeLessThan(40_000);
      expect((await rasteriser.png(svg, 64)).length).toBeGreaterThan(500);
    }
  });

  test('colours too close to each other are refused with their contrast (WCAG 2.2, 1.4.11)', async () => {
    const close = drawDesign({ ...DESIGN, ground: '#777777', thread: '#888888' }, '');
    await expect(close).rejects.toMatchObject({
      code: 'colours_too_close',
      params: { least: 3 },
    });
  });

  test.each(['ecusson:dragon', 'no-such-icon', 'ecusson:'])('%s is no icon', async (icon) => {
    await expect(drawDesign({ ...DESIGN, icon }, '')).rejects.toMatchObject({
      code: 'icon_unknown',
    });
  });

  test('an icon’s name never leads to a file (SECURITY T34)', async () => {
    for (const icon of ['../package', '/etc/hostname', 'bike.svg', 'Bike', '']) {
      expect(BadgeDesign.safeParse({ ...DESIGN, icon }).success).toBe(false);
      await expect(drawDesign({ ...DESIGN, icon }, '')).rejects.toMatchObject({
        code: 'icon_unknown',
      });
    }
  });
});

describe('a ribbon', () => {
  test.each(['Noël', 'Œuvre', 'Çà et là', 'Łódź', 'Iași', 'N° 1 & 2 !', 'A', 'W'.repeat(24)])(
    'writes %s inside the badge',
    async (ribbon) => {
      const svg = await drawDesign({ ...DESIGN, ribbon }, '');
      const letters = /<path fill="#2b4570" d="([^"]+)"\/><\/g><\/svg>$/.exec(svg)?.[1] ?? '';
      const numbers = letters.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
      const across = numbers.filter((_, at) => at % 2 === 0);
      const down = numbers.filter((_, at) => at % 2 === 1);
      expect(across.length).toBeGreaterThan(5);
      expect(Math.min(...across)).toBeGreaterThan(70);
      expect(Math.max(...across)).toBeLessThan(530);
      expect(Math.min(...down)).toBeGreaterThan(385);
      expect(Math.max(...down)).toBeLessThan(500);
    },
  );

  test('written with combining marks is the same ribbon', async () => {
    const [one, other] = ['Été', 'Été'.normalize('NFD')].map((ribbon) =>
      drawDesign({ ...DESIGN, ribbon }, ''),
    );
    expect(await one).toBe(await other);
  });

  test.each([
    ['مرحبا', 'م'],
    ['Vélo 🚲', '🚲'],
    ['日本', '日'],
    ['a\u202Eb', 'U+202E'],
    ['a\u0007b', 'U+0007'],
  ])('%j is refused for %s', async (ribbon, character) => {
    await expect(drawDesign({ ...DESIGN, ribbon }, '')).rejects.toMatchObject({
      code: 'ribbon_unprintable',
      params: { character },
    });
  });
});

describe('outlines', () => {
  /** The length of a path of lines and arcs, as it is drawn. */
  function lengthOf(path: string): number {
    let [x, y, length] = [0, 0, 0];
    for (const [, letter, rest = ''] of path.matchAll(/([MLHVA])([^MLHVAZ]*)/g)) {
      const values = rest.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
      const [nextX, nextY] = endOf(letter, values, x, y);
      const chord = Math.hypot(nextX - x, nextY - y);
      if (letter !== 'M') length += letter === 'A' ? arcOver(chord, values) : chord;
      [x, y] = [nextX, nextY];
    }
    return length;
  }

  function arcOver(chord: number, [radius = 1, , , isLarge]: number[]): number {
    const angle = 2 * Math.asin(Math.min(chord / (2 * radius), 1));
    return radius * (isLarge ? 2 * Math.PI - angle : angle);
  }

  function endOf(letter = '', values: number[], x: number, y: number): [number, number] {
    if (letter === 'H') return [values[0] ?? x, y];
    if (letter === 'V') return [x, values[0] ?? y];
    return [values.at(-2) ?? x, values.at(-1) ?? y];
  }

  test.each(SHAPES)('of a %s know their own length: stitches divide it evenly', (shape) => {
    for (const inset of [0, 13, 42]) {
      const { path, length } = OUTLINES[shape](inset);
      // The closing line is nearly nothing, or the rest of the first side.
      const [, startX = 0, startY = 0] = /^M(\S+) ([^A-Z]+)/.exec(path)?.map(Number) ?? [];
      const ends = path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
      const closing = Math.hypot(startX - (ends.at(-2) ?? 0), startY - (ends.at(-1) ?? 0));
      expect(Math.abs(lengthOf(path) + closing - length)).toBeLessThan(1);
    }
  });

  test.each(SHAPES)('of a %s stay inside the picture and shrink', (shape) => {
    const lengths = [0, 13, 26, 42].map((inset) => OUTLINES[shape](inset).length);
    expect([...lengths].sort((a, b) => b - a)).toEqual(lengths);
    for (const number of OUTLINES[shape](0).path.match(/-?\d+(\.\d+)?/g) ?? []) {
      expect(Math.abs(Number(number))).toBeLessThanOrEqual(600);
    }
  });
});

test('every suggested pair is readable, and stands for a cloth and a thread (WCAG 2.2, 1.4.11)', () => {
  for (const { ground, thread } of SUGGESTED_PAIRS) {
    expect(contrast(ground, thread)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
    expect(BadgeDesign.safeParse({ ...DESIGN, ground, thread }).success).toBe(true);
  }
  expect(new Set(SUGGESTED_PAIRS.map(({ key }) => key)).size).toBe(SUGGESTED_PAIRS.length);
});
