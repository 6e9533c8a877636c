import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { CLOTHS } from '../../src/domain/badge-colours.ts';
import { contrast } from '../../src/domain/contrast.ts';
import { startWeb, type TestWeb } from '../web/start-web.ts';
import { openBrowser } from './open-browser.ts';
import { type Sight, sightsOf } from './sights.ts';
import { expectWelcoming } from './welcoming.ts';

const LOOK = new URL('../../src/browser/look/', import.meta.url);
const TOKENS = await readFile(new URL('tokens.css', LOOK), 'utf8');
const [LIGHT = '', DARK = ''] = TOKENS.split('@media (prefers-color-scheme: dark)');

/** The colours of a block of tokens, by name. */
function coloursIn(block: string): ReadonlyMap<string, string> {
  const found = block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g);
  return new Map([...found].map(([, name = '', colour = '']) => [name, colour]));
}

/** What is written on what. WCAG 2.2, 1.4.3: 4.5 to 1. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  ink: ['paper', 'card', 'chosen'],
  quiet: ['paper', 'card', 'chosen'],
  link: ['paper', 'card', 'chosen'],
  good: ['paper', 'card', 'good-ground'],
  late: ['paper', 'card', 'late-ground'],
  bad: ['paper', 'card', 'bad-ground'],
  unsure: ['paper', 'card', 'unsure-ground'],
  'on-jacket': ['jacket', 'jacket-shade'],
  'on-cloth': ['cloth', 'cloth-shade'],
};

/** What has to be told apart from what it lies on. WCAG 2.2, 1.4.11: 3 to 1. */
const DRAWN: Readonly<Record<string, readonly string[]>> = {
  edge: ['paper', 'card'],
  focus: ['paper', 'card'],
  cloth: ['paper', 'card'],
  link: ['chosen'],
  seam: ['jacket', 'jacket-shade'],
};

function below(colours: ReadonlyMap<string, string>, pairs: typeof WRITTEN, least: number) {
  const colour = (name: string) => colours.get(name) ?? `no ${name}`;
  return Object.entries(pairs).flatMap(([name, grounds]) =>
    grounds.flatMap((ground) => {
      const measured = contrast(colour(name), colour(ground));
      return measured >= least ? [] : [`${name} on ${ground}: ${measured.toFixed(2)}`];
    }),
  );
}

describe.each([
  ['light', coloursIn(LIGHT)],
  ['dark', coloursIn(DARK)],
])('the %s colours', (_scheme, colours) => {
  test('are all of the same names', () => {
    expect([...colours.keys()].sort()).toEqual([...coloursIn(LIGHT).keys()].sort());
  });

  test('can be read wherever something is written (WCAG 1.4.3)', () => {
    expect(below(colours, WRITTEN, 4.5)).toEqual([]);
  });

  test('can be told apart wherever something is drawn (WCAG 1.4.11)', () => {
    expect(below(colours, DRAWN, 3)).toEqual([]);
  });

  test('show every cloth of a badge on its linen', () => {
    const linen = colours.get('mount') ?? '';
    for (const cloth of Object.values(CLOTHS))
      expect(contrast(cloth, linen)).toBeGreaterThanOrEqual(3);
  });
});

test('colours are named in the tokens alone; paper is black and white', async () => {
  const names = (await readdir(LOOK)).filter((name) => !/^(tokens|print)\.css$/.test(name));
  for (const name of names) {
    const sheet = await readFile(new URL(name, LOOK), 'utf8');
    expect([name, sheet.match(/#[0-9a-f]{3,8}\b|rgb\(/gi)]).toEqual([name, null]);
  }
});

const WINDOWS: Readonly<Record<string, BrowserContextOptions>> = {
  'a phone, in light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'a phone, in dark': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  'a desk, in light': { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  'a desk, in dark': { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  // What is left of 1280 by 1024 at 400 % (WCAG 1.4.10).
  'a desk, four times larger': { viewport: { width: 320, height: 256 }, colorScheme: 'light' },
};

describe('every page', () => {
  let browser: Browser;
  let web: TestWeb;
  let sights: readonly Sight[];

  beforeAll(async () => {
    browser = await openBrowser();
    web = await startWeb({}, { BASE_URL: 'http://localhost:3000' });
    sights = await sightsOf(web);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await web?.stop();
  });

  test.each(Object.entries(WINDOWS))(
    'is welcoming on %s',
    async (_name, options) => {
      const context = await browser.newContext({ ...options, locale: 'fr-FR' });
      const page = await context.newPage();
      const complaints: string[] = [];
      for (const { path, headers } of sights) {
        await context.setExtraHTTPHeaders(headers);
        await page.goto(web.address + path);
        await expectWelcoming(page).catch(({ message }) => complaints.push(`${path}: ${message}`));
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
    120_000,
  );

  test('keeps every main action large enough for a thumb', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await context.newPage();
    for (const { path, headers } of sights) {
      await context.setExtraHTTPHeaders(headers);
      await page.goto(web.address + path);
      const heights = (await page.evaluate(
        "[...document.querySelectorAll('button.main, .button, .bar a, .choice')]" +
          '.filter((one) => one.checkVisibility())' +
          '.map((one) => one.getBoundingClientRect().height)',
      )) as number[];
      expect([path, heights.filter((height) => height < 44)]).toEqual([path, []]);
    }
    await context.close();
  }, 60_000);

  test('prints without its navigation', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.emulateMedia({ media: 'print' });
    for (const { path, headers } of sights) {
      await context.setExtraHTTPHeaders(headers);
      await page.goto(web.address + path);
      expect([
        path,
        await page.locator('header, nav, footer').filter({ visible: true }).count(),
      ]).toEqual([path, 0]);
      expect([path, await page.locator('h1').filter({ visible: true }).count()]).toEqual([path, 1]);
    }
    await context.close();
  }, 60_000);
});
