import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { PICTURE_CHILD } from '../../src/compose/picture-child.ts';
import { CARD_PICTURES, cardPictureOf, picturesFor } from '../../src/domain/card-picture.ts';
import type { CardSheet, PrintedCard } from '../../src/domain/card-sheet.ts';
import { drawCards } from '../../src/images/cards.ts';
import { iconPaths } from '../../src/images/icon-paths.ts';
import { createPictureCage } from '../../src/images/picture-cage.ts';
import { createReadQr } from '../../src/images/read-qr.ts';
import { pdfPicture } from '../pdf-picture.ts';
import { pageCount, pdfText } from '../pdf-text.ts';

const readQr = createReadQr(createPictureCage(PICTURE_CHILD));

const link = (at: number) =>
  `https://badges.example.org/card#${String(at).padStart(2, '0')}cDeFgHiJkLmNoPqRsTuV`;

function cards(count: number, change: Partial<PrintedCard> = {}): PrintedCard[] {
  return Array.from({ length: count }, (_, at) => ({
    picture: CARD_PICTURES[at % CARD_PICTURES.length] ?? 'star',
    word: 'écureuil',
    names: [`Léa ${at}`],
    qr: { text: link(at), alt: `Code QR du carnet de Léa ${at}` },
    code: '4F7K-9QXM-2B8RT',
    ...change,
  }));
}

const SHEET: CardSheet = {
  language: 'fr',
  title: 'Cartes à découper',
  perSheet: 8,
  centre: 'Centre social de la Gare',
  explanation: 'Scanne ce dessin avec un téléphone : tes badges s’ouvrent.',
  keep: 'Garde ta carte pour toi. Perdue ? Dis-le à ton centre.',
  typeAt: 'Ou tape ce code sur badges.example.org/card',
  cards: cards(1),
};

const draw = (change: Partial<CardSheet> = {}) =>
  drawCards({ ...SHEET, ...change }, { compress: false });
const textOf = async (change: Partial<PrintedCard>) =>
  pdfText(await draw({ cards: cards(1, change) }));

describe('a sheet of cards', () => {
  test.each([
    [8, 8, 1],
    [8, 9, 2],
    [8, 30, 4],
    [10, 10, 1],
    [10, 30, 3],
  ] as const)('%i on a sheet: %i cards need %i', async (perSheet, count, pages) => {
    expect(pageCount(await draw({ perSheet, cards: cards(count) }))).toBe(pages);
  });

  test('says whose it is, what to do with it and what to type', async () => {
    const text = pdfText(await draw());
    for (const said of [
      ...['Léa 0', 'écureuil', '4F7K-9QXM-2B8RT', SHEET.centre, SHEET.typeAt],
      ...[SHEET.explanation, SHEET.keep],
    ]) {
      expect(text).toContain(said);
    }
  });

  test('is tagged, with its language, and its codes have words', async () => {
    const raw = Buffer.from(await draw()).toString('latin1');
    expect(raw).toMatch('/Marked true');
    expect(raw).toMatch('/Lang (fr)');
    expect(raw).toMatch(/\/S \/Figure[^>]*\/Alt/s);
    // Black and grey alone: any printer does.
    const colours = [...raw.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) scn?\b/gi)];
    expect(colours.length).toBeGreaterThan(0);
    for (const [, red, green, blue] of colours) expect([green, blue]).toEqual([red, red]);
  });

  test.each([8, 10] as const)(
    'each of %i codes is read off the paper',
    async (perSheet) => {
      const page = pdfPicture(await draw({ perSheet, cards: cards(perSheet) }));
      const { height = 0 } = await sharp(page).metadata();
      // A rim of 10 mm around two columns.
      const [mm, rows] = [height / 297, perSheet / 2];
      for (let at = 0; at < perSheet; at += 1) {
        const region = {
          left: Math.round((10 + (at % 2) * 95) * mm),
          top: Math.round((10 + (Math.floor(at / 2) * 277) / rows) * mm),
          width: Math.floor(95 * mm),
          height: Math.floor((277 / rows) * mm),
        };
        const cut = await sharp(page).extract(region).png().toBuffer();
        expect(await readQr(new Uint8Array(cut))).toBe(link(at));
      }
    },
    60_000,
  );
});

describe('a name', () => {
  test.each([
    ['in Polish', 'Łukasz Żółć'],
    ['in Cyrillic', 'Дмитрий'],
    ['in Vietnamese', 'Nguyễn Thị'],
    ['with signs of code', '<script>x</script>'],
  ])('%s is written', async (_, name) => {
    expect(await textOf({ names: [name] })).toContain(name);
  });

  test('that the font lacks is never written in boxes: the next one stands, or a line', async () => {
    expect(await textOf({ names: ['سلمى', 'Selma'] })).toContain('Selma');
    const alone = await textOf({ names: ['سلمى'] });
    expect(alone).not.toContain('[…]');
    expect(alone).toMatch(/^écureuil/);
  });

  test('keeps its letters when little pictures stand among them', async () => {
    expect(await textOf({ names: ['🦊 Zoé'] })).toMatch(/^Zoé écureuil/);
    expect(await textOf({ names: ['🦊'] })).toMatch(/^écureuil/);
  });

  test('that is too long for a line is broken at its hyphen', async () => {
    expect(await textOf({ names: ['Célestin-Barthélemy'] })).toMatch(/^Célestin-\s?Barthélemy/);
  });

  test('of 300 letters leaves room for everything else', async () => {
    const text = await textOf({ names: ['Max'.repeat(100)] });
    expect(text).toMatch(/^(Max)+/);
    expect(text).toContain('…');
    expect(text).toContain('4F7K-9QXM-2B8RT');
  });
});

describe('the little pictures', () => {
  test('are all of the set, and drawn', async () => {
    for (const name of CARD_PICTURES) {
      const paths = await iconPaths(name);
      expect([name, paths.length > 0 && paths.every((path) => /^[Mm]/.test(path))]).toEqual([
        name,
        true,
      ]);
    }
  });

  test('are the same of one person always, and spread over people', () => {
    const ids = Array.from({ length: 2000 }, (_, at) => `${at}-4f7k-${at * 7919}`);
    for (const id of ids.slice(0, 50)) expect(cardPictureOf(id)).toBe(cardPictureOf(id));
    const used = new Set(ids.map(cardPictureOf));
    expect(used.size).toBe(CARD_PICTURES.length);
  });

  test('are nobody’s twice on one print, as long as there are enough', () => {
    const ids = Array.from({ length: 2 * CARD_PICTURES.length }, (_, at) => `${at * 7919}`);
    const pictures = picturesFor(ids.map((learnerId) => ({ learnerId, has: [] })));
    const half = CARD_PICTURES.length;
    expect(pictures[0]).toBe(cardPictureOf('0'));
    expect(new Set(pictures.slice(0, half)).size).toBe(half);
    expect(new Set(pictures.slice(half)).size).toBe(half);
  });

  test('tell a new card from the others that its person has', () => {
    const own = cardPictureOf('lea');
    const [second] = picturesFor([{ learnerId: 'lea', has: [own] }]);
    expect(second).not.toBe(own);
    expect(picturesFor([{ learnerId: 'lea', has: CARD_PICTURES }])).toEqual([own]);
  });
});
