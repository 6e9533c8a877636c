import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import { expectWelcoming } from '../browser/welcoming.ts';
import { workerAt } from './award-a-list.ts';
import { type Centre, openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

let browser: Browser;
let web: TestWeb;
let centre: Centre;
let cookie: string;
let worker: ReturnType<typeof workerAt>;

beforeAll(async () => {
  browser = await openBrowser();
  web = await startWeb({}, { BASE_URL: 'http://localhost:3000' });
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
  worker = workerAt(web, centre, cookie);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
});

/** A phone in the hand of a member. */
async function phone(options: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> {
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ viewport, locale: 'fr-FR', ...options });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: web.address }]);
  return context;
}

test('twelve people get their badge, without JavaScript, in two presses', async () => {
  const context = await phone({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${web.address}/workshops/new`);
  expect(await page.getByRole('radio', { name: 'Robot suiveur' }).isChecked()).toBe(true);
  await page.getByLabel('Noé D’Arc').or(page.getByLabel("Noé D'Arc")).check();
  const names = Array.from({ length: 12 }, (_, at) => `Prénom${at}`);
  await page.getByLabel('Autres prénoms').fill(names.join('\n'));
  await page.getByRole('button', { name: 'Continuer' }).click();
  expect(await page.getByText('12 personnes recevront ce badge.').count()).toBe(1);
  await page.getByRole('button', { name: 'Décerner 12 badges' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('12 badges décernés');
  await page.getByRole('button', { name: 'Tout annuler' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Tout a été annulé');
  await context.close();
}, 60_000);

test('the number follows the choices, and the page is open to everyone', async () => {
  await worker.confirm(await worker.give('Prénom;Nom;Surnom\nInès;Roy;Nénès'));
  const batch = await worker.give('Inès Roy\nLéa Martin\nZoé', { title: 'Fête de Zoé' });
  const context = await phone();
  const page = await context.newPage();
  await page.goto(`${web.address}/workshops/batches/${batch.id}`);
  await expectWelcoming(page);
  const button = page.locator('button[type=submit].main');
  expect((await button.textContent())?.trim()).toBe('Décerner 1 badge');
  await page.getByLabel('Une nouvelle personne').check();
  await page.getByLabel('Léa Martin').check();
  expect((await button.textContent())?.trim()).toBe('Décerner 3 badges');
  await page.getByLabel('Inès Roy (Nénès)').check();
  expect(await page.getByText('2 personnes recevront ce badge.').count()).toBe(1);
  await context.close();
}, 60_000);

test('progress is followed to its end', async () => {
  const batch = await worker.give('Tom');
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  web.service.batchRuns.begin(batch.id, 2, (step) => {
    step();
    return ended;
  });
  const context = await phone();
  const page = await context.newPage();
  await page.goto(`${web.address}/workshops/batches/${batch.id}`);
  await expectWelcoming(page);
  expect(await page.getByText('1 sur 2').count()).toBe(1);
  end();
  await page.getByRole('heading', { name: 'Tout est juste ?' }).waitFor();
  await context.close();
}, 60_000);
