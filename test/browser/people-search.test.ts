import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { awardCsv, openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

let browser: Browser;
let http: HttpService;
let profileId: string;

beforeAll(async () => {
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
  const { service } = http;
  const { profile, achievement } = await openCentre(service);
  profileId = profile.id;
  await awardCsv(service, profile, achievement, 'Prénom;Nom\nNoémie;Almeida\nLéa;Martin\n');
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await http?.stop();
});

const FIELD = 'Chercher une personne ou un badge';

/** A worker at home, and every address that their browser asks for from then on. */
async function atHome(hasScripts: boolean): Promise<{ page: Page; addresses: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'fr-FR',
    javaScriptEnabled: hasScripts,
  });
  const page = await context.newPage();
  await page.goto(`${http.origin}/enter/${await newOwnerLink(http.service, profileId)}`);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.goto(`${http.origin}/workshops`);
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  return { page, addresses };
}

// SECURITY section 4: a name of a learner stands in no address.
test('from the home of the team, and back from a person, with the name in no address', async () => {
  const { page, addresses } = await atHome(true);
  await page.getByLabel(FIELD).fill('almeida');
  await page.keyboard.press('Enter');
  await page.getByText('1 personne trouvée').waitFor();
  await expectWelcoming(page);
  await page
    .getByRole('link', { name: /Noémie/ })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: /Noémie/ }).waitFor();
  await page.goBack();
  await page.getByText('1 personne trouvée').waitFor();
  expect(await page.getByLabel(FIELD).inputValue()).toBe('almeida');
  await page.getByLabel(FIELD).fill('martin');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: /Léa/ }).first().waitFor();
  expect(addresses.length).toBeGreaterThan(4);
  expect(addresses.filter((address) => /almeida|martin/i.test(address))).toEqual([]);
  await page.context().close();
}, 60_000);

test('works without scripts', async () => {
  const { page, addresses } = await atHome(false);
  await page.getByLabel(FIELD).fill('almeida');
  await page.keyboard.press('Enter');
  await page.getByText('1 personne trouvée').waitFor();
  expect(await page.getByLabel(FIELD).inputValue()).toBe('almeida');
  expect(addresses.filter((address) => /almeida/i.test(address))).toEqual([]);
  await page.context().close();
}, 60_000);
