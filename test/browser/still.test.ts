import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startWeb, type TestWeb } from '../web/start-web.ts';
import { openBrowser } from './open-browser.ts';

let web: TestWeb;
let browser: Browser;
beforeAll(async () => {
  [web, browser] = await Promise.all([startWeb(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await web.stop();
});

/** Where every part of a page stands that can be pressed or filled in, by its name. */
const PLACES = `Object.fromEntries(
  [...document.querySelectorAll('main h1, main h2, main label, main input, main textarea, main button, main .hint, footer')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }))
    .map((one, at) => [one.id || one.htmlFor || one.textContent.trim() || at, one.getBoundingClientRect().top]),
)`;

/** Settles when the page has its look. */
const STYLED = `new Promise((done) => {
  const link = document.querySelector('link[rel=stylesheet]');
  if (link.sheet) done();
  else link.addEventListener('load', () => done());
})`;

/** What a thumb aims at stays where it is when the script comes late. */
test.each(['/card', '/verify'])(
  'nothing moves when the script of %s arrives',
  async (path) => {
    for (const width of [390, 1280]) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        locale: 'fr-FR',
      });
      const page = await context.newPage();
      let letCome = () => {};
      const held = new Promise<void>((resolve) => {
        letCome = resolve;
      });
      await page.route('**/*.page.js', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(web.address + path, { waitUntil: 'commit' });
      await page.locator('footer').waitFor();
      await page.evaluate(STYLED);
      const before = (await page.evaluate(PLACES)) as Record<string, number>;
      letCome();
      await page.locator('[data-camera], #verify-camera').waitFor();
      const after = (await page.evaluate(PLACES)) as Record<string, number>;
      const moved = Object.keys(before).filter((one) => one in after && before[one] !== after[one]);
      expect([width, Object.keys(before).length > 5, moved]).toEqual([width, true, []]);
      await context.close();
    }
  },
  60_000,
);
