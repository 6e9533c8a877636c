import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { type MailServer, startMailServer, textOf } from '../mail/mail-server.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  startWeb,
  type TestWeb,
} from '../web/start-web.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

const ORIGIN = 'http://localhost:3000';

let browser: Browser;
let mailServer: MailServer;
let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  mailServer = await startMailServer();
  web = await startWeb({}, { BASE_URL: ORIGIN, SMTP_URL: mailServer.url, SIGN_UP: 'on' });
  browser = await openBrowser();
}, 60_000);
beforeEach(async () => {
  centre = await openCentreWithBadges(web);
  const { learnerId, profileId } = centre.award;
  const age = { band: '15-17', bandUntil: '2028-05' } as const;
  await web.service.store.learners.setAge(profileId, learnerId, age);
});
afterAll(async () => {
  await browser?.close();
  await web?.stop();
  await mailServer?.stop();
});

const PHONE = { width: 390, height: 844 };

/** A browser in which Léa's backpack is open. */
async function openPage(options: { locale?: string; script?: boolean } = {}): Promise<Page> {
  const { locale = 'fr-FR', script = true } = options;
  const context = await browser.newContext({
    viewport: PHONE,
    locale,
    javaScriptEnabled: script,
  });
  const value = (await openBackpackOf(web.service, centre.award)).split('=')[1] ?? '';
  await context.addCookies([{ name: learnerCookie(ORIGIN).name, value, url: web.address }]);
  return context.newPage();
}

async function choosePin(page: Page): Promise<void> {
  await page.goto(`${web.address}/backpack/pin?returnTo=%2Fbackpack%2Fme`);
  await page.locator('#pin').fill('4071');
  await page.locator('#again').fill('4071');
  await page.locator('.pin-form .main').click();
  await page.waitForURL(/\/backpack\/me/);
}

/** The end of a link in a letter: the service stands at another port than it says. */
const pathIn = (text: string) => /\/card\/letter\/[\w-]+/.exec(text)?.[0] ?? '';

// With letters, which the pages of `look.test.ts` do without.
test.each(['fr-FR', 'en-GB'])(
  'every page about oneself is for everyone, in %s',
  async (locale) => {
    const page = await openPage({ locale });
    await page.goto(`${web.address}/backpack/pin`);
    await expectWelcoming(page);
    await choosePin(page);
    for (const end of ['', '/pin', '/email', '/passkeys', '/devices', '/delete']) {
      await page.goto(`${web.address}/backpack/me${end}`);
      await expectWelcoming(page);
    }
    for (const path of ['/card/email', '/card/new']) {
      await page.goto(web.address + path);
      await expectWelcoming(page);
    }
    await page.context().close();
  },
  60_000,
);

test('wrong PINs are told on the page, by words', async () => {
  const page = await openPage();
  await choosePin(page);
  const later = await openPage();
  await later.goto(`${web.address}/backpack/me/email`);
  for (let at = 0; at < 5; at += 1) {
    await later.getByLabel('Code PIN').fill('8205');
    await later.getByRole('button', { name: 'Continuer' }).click();
    await later.locator('#pin-error').waitFor();
    await expectWelcoming(later);
  }
  await later.getByLabel('Code PIN').fill('4071');
  await later.getByRole('button', { name: 'Continuer' }).click();
  await later.getByText('dans 15 minutes').waitFor();
  await expectWelcoming(later);
  await Promise.all([page.context().close(), later.context().close()]);
}, 60_000);

test('an address is added and opens the backpack, without JavaScript', async () => {
  const page = await openPage({ script: false });
  await choosePin(page);
  await page.getByRole('link', { name: 'Mon adresse e-mail' }).click();
  const before = mailServer.letters.length;
  await page.getByLabel('Ton adresse').fill('lea@example.test');
  await page.getByRole('button', { name: 'Envoyer le message' }).click();
  await page.getByText('Un message est parti').waitFor();
  const confirming = pathIn(textOf(await mailServer.received(before + 1)));

  const elsewhere = await browser.newContext({ viewport: PHONE, locale: 'fr-FR' });
  const other = await elsewhere.newPage();
  await other.goto(web.address + confirming);
  await expectWelcoming(other);
  await other.getByRole('button', { name: 'Oui, c’est mon adresse' }).click();
  await other.getByText('L’adresse est confirmée').waitFor();
  await expectWelcoming(other);

  await other.getByLabel('Ton adresse e-mail').fill('lea@example.test');
  await other.getByRole('button', { name: 'Envoyer le lien' }).click();
  await other.getByRole('heading', { name: 'Regarde tes messages' }).waitFor();
  await expectWelcoming(other);
  const entering = pathIn(textOf(await mailServer.received(before + 2)));
  await page.context().clearCookies();
  await page.goto(web.address + entering);
  const code = await page.locator('.code').innerText();
  await other.getByLabel('Les 6 chiffres').fill(code);
  await other.getByRole('button', { name: 'Ouvrir mon carnet' }).click();
  await other.waitForURL(`${web.address}/backpack`);
  await Promise.all([page.context().close(), elsewhere.close()]);
}, 60_000);

test('everything is asked to be erased, and kept after all', async () => {
  const page = await openPage();
  await choosePin(page);
  await page.getByRole('link', { name: 'Tout effacer' }).click();
  await page.getByRole('button', { name: 'Effacer mon carnet' }).click();
  await page.getByRole('heading', { name: 'Garde ce lien' }).waitFor();
  await page.getByRole('img', { name: 'Code QR' }).waitFor();
  await expectWelcoming(page);
  await page.goto(`${web.address}/backpack`);
  await expectWelcoming(page);
  await page.getByRole('button', { name: 'Annuler : je garde mon carnet' }).click();
  await page.getByText('rien ne sera effacé').waitFor();
  await expectWelcoming(page);
  expect(await page.locator('.erasure-notice').count()).toBe(0);
  await page.context().close();
}, 60_000);

test('the page about oneself is used by the keyboard alone', async () => {
  const page = await openPage();
  await page.goto(`${web.address}/backpack/me`);
  const places: string[] = [];
  while (places.length < 40 && !places.at(-1)?.includes('Où mon carnet est ouvert')) {
    await page.keyboard.press('Tab');
    places.push(String(await page.evaluate('document.activeElement.textContent')));
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Où mon carnet est ouvert' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/backpack/me/devices');
  await page.context().close();
}, 60_000);
