import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import { expectWelcoming } from '../browser/welcoming.ts';
import { newBadge, newDraft } from './badge-samples.ts';
import { type Centre, openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

let browser: Browser;
let web: TestWeb;
let centre: Centre;
let context: BrowserContext;

beforeAll(async () => {
  browser = await openBrowser();
  web = await startWeb({}, { BASE_URL: 'http://localhost:3000' });
  centre = await openCentreWithBadges(web);
  context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 } });
  const [name = '', value = ''] = (await signIn(web, centre)).split('=');
  await context.addCookies([{ name, value, url: web.address }]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
});

test('what two wrote at once is shown well on a phone', async () => {
  const { draftId } = await newDraft({ web, centre });
  const pages = [await context.newPage(), await context.newPage()] as const;
  for (const page of pages) await page.goto(`${web.address}/badges/drafts/${draftId}`);
  for (const [at, page] of pages.entries()) {
    await page.locator('[name="fr_name"]').fill(`Nom numéro ${at}`);
    await page.locator('button.main[name="save"]').click();
  }
  await pages[1].getByText('Quelqu’un a enregistré entre-temps').waitFor();
  expect(await pages[1].getByText('Nom numéro 0').isVisible()).toBe(true);
  await expectWelcoming(pages[1]);
}, 60_000);

test('advice, skills that were found, and errors are shown well on a phone', async () => {
  const { draftId } = await newDraft({ web, centre });
  const page = await context.newPage();
  await page.goto(`${web.address}/badges/drafts/${draftId}`);
  await page.locator('[name="fr_criteria"]').fill('Comprendre la parentalité');
  await page.locator('[name="skill"]').fill('photo');
  await page.locator('[data-found] button').first().click();
  await page.locator('[data-hints="fr_criteria"] li').first().waitFor();
  await expectWelcoming(page);
  await page.locator('[name="fr_description"]').fill('');
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.locator('#fr_description-error').waitFor();
  await expectWelcoming(page);
}, 60_000);

test('an archived badge, for its centre and for everybody', async () => {
  const { id } = await newBadge({ web, centre });
  const page = await context.newPage();
  await page.goto(`${web.address}/badges/${id}`);
  await page.getByRole('button', { name: 'Archiver' }).click();
  await page.getByText('Archivé le').waitFor();
  await expectWelcoming(page);
  await page.goto(`${web.address}/achievements/${id}`);
  await expectWelcoming(page);
}, 60_000);

test('the catalogue, one of its badges, and what is archived', async () => {
  const page = await context.newPage();
  await page.goto(`${web.address}/badges/catalogue`);
  await expectWelcoming(page);
  await page.locator('.catalogue h3 a').first().click();
  await page.getByRole('button', { name: 'L’adapter d’abord' }).waitFor();
  await expectWelcoming(page);
  await page.goto(`${web.address}/badges?list=archived`);
  await expectWelcoming(page);
}, 60_000);
