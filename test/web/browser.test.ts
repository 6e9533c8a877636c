import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { openBrowser } from '../browser/open-browser.ts';
import {
  type Centre,
  openCentreWithBadges,
  shareOf,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let browser: Browser;
let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  browser = await openBrowser();
  web = await startWeb({}, { BASE_URL: 'http://localhost:3000' });
  centre = await openCentreWithBadges(web);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
});

/** Léa's backpack is open in this browser. */
async function openBackpackIn(context: BrowserContext): Promise<void> {
  const [name = '', value = ''] = centre.backpack.split('=');
  await context.addCookies([{ name, value, url: web.address }]);
}

test('without JavaScript: in by the owner link, a badge kept, shared, shown and verified', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${web.address}/enter/${await newOwnerLink(web.service, centre.profile.id)}`);
  await page.getByRole('button', { name: 'Entrer' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Espace de l’équipe');

  await openBackpackIn(context);
  await page.goto(`${web.address}/backpack`);
  await page.getByRole('button', { name: 'Je le garde' }).click();
  await page.getByRole('link', { name: 'Montrer à un employeur' }).click();
  expect(new URL(page.url()).pathname).toBe('/backpack/share');
  await page.goto(`${web.address}/s/${await shareOf(web, centre)}`);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
    'Authentique et valable',
  );

  await page.goto(`${web.address}/verify`);
  const file = await web.deps.file(`${centre.award.id}.badge`, 'svg');
  await page.getByLabel('Un fichier ou une image').setInputFiles({
    name: 'badge.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from(file.bytes),
  });
  await page.getByRole('button', { name: 'Vérifier' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
    'Authentique et valable',
  );
  await context.close();
}, 60_000);

describe.each(['light', 'dark'] as const)('every page in %s colours', (colorScheme) => {
  test('is accessible, fits 390 px, and breaks none of its own rules', async () => {
    const cookie = await signIn(web, centre);
    const paths = [
      '/',
      '/verify',
      '/backpack',
      `/backpack/badges/${centre.award.id}`,
      '/backpack/skills',
      `/s/${await shareOf(web, centre)}`,
      `/enter/${await newOwnerLink(web.service, centre.profile.id)}`,
      '/workshops',
      `/issuers/${centre.profile.handle}`,
      `/achievements/${centre.achievement.id}`,
      '/nothing',
    ];
    const viewport = { width: 390, height: 844 };
    const context = await browser.newContext({ colorScheme, viewport, locale: 'fr-FR' });
    await context.setExtraHTTPHeaders({ cookie: `${cookie}; ${centre.backpack}` });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    for (const path of paths) {
      await page.goto(web.address + path);
      await page.evaluate(
        "document.querySelectorAll('details').forEach((one) => { one.open = true })",
      );
      await page.evaluate(axe.source);
      const rules = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] }";
      const result = (await page.evaluate(`axe.run(${rules})`)) as axe.AxeResults;
      const found = result.violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
      expect([path, found]).toEqual([path, []]);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([
        path,
        390,
      ]);
      expect(await page.locator('h1').count()).toBe(1);
    }
    // The page that is not there is the one error that a browser has to report.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await context.close();
  }, 90_000);
});
