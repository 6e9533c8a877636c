import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { importAchievements } from '../../src/usecases/operations/import-achievements.ts';
import { ACHIEVEMENT_TEXT, awardCsv, OPERATOR } from '../harness.ts';
import { openCentreWithBadges, startWeb, type TestWeb } from '../web/start-web.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

const SIZES = {
  'a phone': { width: 390, height: 844 },
  'a desk': { width: 1280, height: 900 },
};

let browser: Browser;
let web: TestWeb;

beforeAll(async () => {
  browser = await openBrowser();
  web = await startWeb({}, { BASE_URL: 'http://localhost:3000' });
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
});

/** Léa, who has just received two badges, in her backpack. */
async function atTheBackpack(
  viewport: { width: number; height: number },
  locale = 'fr-FR',
): Promise<Page> {
  const centre = await openCentreWithBadges(web);
  const text = { ...ACHIEVEMENT_TEXT, name: 'Radio' };
  const [radio] = await importAchievements(web.service, OPERATOR, centre.profile.id, text);
  if (!radio) throw new Error('Nothing was imported.');
  const list = 'Prénom;Nom\nLéa;Martin\n';
  await awardCsv(web.service, centre.profile, radio.achievement, list);
  const context = await browser.newContext({ viewport, locale });
  const [name = '', value = ''] = centre.backpack.split('=');
  await context.addCookies([{ name, value, url: web.address }]);
  const page = await context.newPage();
  await page.goto(`${web.address}/backpack`);
  return page;
}

const titles = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describe.each(Object.entries(SIZES))('on %s', (_device, viewport) => {
  test('badges are kept, told in own words, put into a collection, put away and brought back', async () => {
    const page = await atTheBackpack(viewport);
    expect(await page.getByRole('heading', { name: 'Tu as reçu 2 badges' }).count()).toBe(1);
    await expectWelcoming(page);
    await page.getByRole('button', { name: 'Je le garde : Radio' }).click();
    expect(await page.getByRole('status').textContent()).toContain('Il n’y a que toi qui le vois');
    await page.getByRole('button', { name: /^Je le garde/ }).click();
    expect(await page.getByRole('heading', { name: /Tu as reçu/ }).count()).toBe(0);
    await expectWelcoming(page);

    await page.getByRole('link', { name: 'Radio' }).click();
    await page.getByRole('textbox', { name: 'Mes mots' }).fill('J’ai parlé dans le micro.');
    await page.getByRole('button', { name: 'Garder mes mots' }).click();
    expect(await page.getByText('Écrit par toi, pas par le centre', { exact: true }).count()).toBe(
      1,
    );
    await expectWelcoming(page);

    await page.getByRole('link', { name: 'Faire une collection avec ce badge' }).click();
    expect(await page.getByRole('checkbox', { name: 'Radio' }).isChecked()).toBe(true);
    await page.getByLabel('Son titre').fill('Pour mon stage');
    await page.getByRole('checkbox', { name: 'Robot suiveur' }).check();
    await expectWelcoming(page);
    await page.getByRole('button', { name: 'Créer la collection' }).click();
    expect(await titles(page)).toBe('Pour mon stage');
    expect(await page.locator('.patches > li').count()).toBe(2);
    await expectWelcoming(page);

    await page.getByRole('link', { name: 'Radio' }).click();
    await page.getByRole('button', { name: 'Ranger ce badge à part' }).click();
    await page.goto(`${web.address}/backpack`);
    expect(await page.getByRole('link', { name: 'Radio' }).count()).toBe(0);
    await page.getByRole('link', { name: '1 badge rangé à part' }).click();
    await expectWelcoming(page);
    await page.getByRole('button', { name: 'Remettre avec les autres : Radio' }).click();
    await page.goto(`${web.address}/backpack/skills`);
    expect(await page.getByRole('img', { name: /une fleur à 1 pétale/ }).count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Radio' }).count()).toBe(2);
    await expectWelcoming(page);
    await page.context().close();
  }, 90_000);
});

/** Presses the tabulator until what is focused says this. */
async function tabTo(page: Page, text: RegExp): Promise<void> {
  const focused =
    "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()";
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    if (text.test(String(await page.evaluate(focused)))) return;
  }
  throw new Error(`The keyboard does not reach ${text}.`);
}

test('by the keyboard alone, a badge is kept and another declined, after one more question', async () => {
  const page = await atTheBackpack(SIZES['a desk']);
  await tabTo(page, /^Je le garde\s: Radio$/);
  await page.keyboard.press('Enter');
  await page.getByRole('status').waitFor();
  await tabTo(page, /^Pas pour moi\s: Robot suiveur$/);
  await page.keyboard.press('Enter');
  expect(await page.getByText('annulé dans sept jours').isVisible()).toBe(true);
  await tabTo(page, /^Oui, je le refuse$/);
  await page.keyboard.press('Enter');
  await page.getByText('C’est noté').waitFor();
  expect(await page.locator('.patches > li').count()).toBe(1);
  await page.context().close();
}, 60_000);

test('in English, and with a large text, nothing is cut', async () => {
  const page = await atTheBackpack({ width: 320, height: 600 }, 'en-GB');
  await page.getByRole('button', { name: 'I’ll keep them all' }).click();
  expect(await page.getByRole('status').textContent()).toContain('Only you see them');
  await expectWelcoming(page);
  await page.getByRole('link', { name: 'Radio' }).click();
  await expectWelcoming(page);
  await page.context().close();
}, 60_000);
