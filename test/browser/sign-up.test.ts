import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type HttpService, startHttp } from '../http.ts';
import { type MailServer, startMailServer, textOf } from '../mail/mail-server.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

let browser: Browser;
let mailServer: MailServer;
let http: HttpService;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  mailServer = await startMailServer();
  [http, browser] = await Promise.all([
    startHttp({ env: { SMTP_URL: mailServer.url, SIGN_UP: 'on' } }),
    openBrowser(),
  ]);
}, 120_000);
beforeEach(async () => {
  ({ context, page } = await openPhone());
});
afterEach(() => context.close());
afterAll(async () => {
  await browser?.close();
  await http?.stop();
  await mailServer?.stop();
});

async function openPhone() {
  const opened = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
    hasTouch: true,
  });
  return { context: opened, page: await opened.newPage() };
}

/** Whoever has a screen lock can have a key. */
async function addDevice(): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** From the way in to the link of the letter. */
async function askToBegin(email: string): Promise<string> {
  const count = mailServer.letters.length + 1;
  await page.goto(`${http.origin}/card/email`);
  await page.getByRole('link', { name: 'Adulte, sans centre' }).tap();
  await page.getByRole('heading', { name: 'Commencer un carnet sans centre' }).waitFor();
  await expectWelcoming(page);
  await page.getByLabel('Votre adresse e-mail').fill(email);
  await page.getByRole('button', { name: 'Envoyer le lien' }).tap();
  await page.getByText('Un message est parti.').waitFor();
  const letter = await mailServer.received(count);
  expect(letter.to).toEqual([email]);
  return /http:\/\/localhost:\d+\/card\/letter\/[\w-]+/.exec(textOf(letter))?.[0] ?? '';
}

async function begin(link: string, firstName: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Prénom ou surnom').fill(firstName);
  await page.getByLabel('J’ai 18 ans ou plus').check();
  await page.getByRole('button', { name: 'Commencer mon carnet' }).tap();
}

async function choosePin(): Promise<void> {
  await page.getByLabel('Code PIN').fill('4071');
  await page.getByLabel('Encore une fois').fill('4071');
  await page.getByRole('button', { name: 'Garder ce code' }).tap();
}

describe('an adult without a centre', () => {
  test('begins by a letter, finds an empty backpack, and adds their phone behind a PIN', async () => {
    await addDevice();
    const link = await askToBegin('ines@example.test');
    await page.goto(link);
    await expectWelcoming(page);
    // Whoever forgets the tick is told beside it, and types nothing again.
    await page.getByLabel('Prénom ou surnom').fill('Inès');
    await page.evaluate("document.querySelector('#adult').required = false");
    await page.getByRole('button', { name: 'Commencer mon carnet' }).tap();
    await page.locator('#adult-error').waitFor();
    await page.getByLabel('J’ai 18 ans ou plus').check();
    await page.getByRole('button', { name: 'Commencer mon carnet' }).tap();

    await page.waitForURL(`${http.origin}/backpack`);
    await page.getByRole('heading', { level: 1, name: /Inès/ }).waitFor();
    await page.getByText('Ton premier badge aura sa place ici').waitFor();
    // No workshop of theirs awards anything: it is told where badges come from.
    await page.getByText('Ajoute ceux que tu as reçus ailleurs').waitFor();
    expect(await page.locator('.badge-tile').count()).toBe(0);
    await expectWelcoming(page);

    await page.goto(`${http.origin}/backpack/me`);
    await page.getByText('Ce carnet n’est qu’à toi, sans centre.').waitFor();
    await page.getByRole('link', { name: 'Mes clés d’accès' }).tap();
    await choosePin();
    await page.getByLabel('Nom de l’appareil').fill('Mon téléphone');
    await page.getByRole('button', { name: 'Ajouter cet appareil' }).tap();
    await page.getByText('cet appareil ouvre ton carnet').waitFor();
    await page.getByRole('button', { name: 'Fermer' }).tap();
    await page.getByRole('link', { name: 'Entrer sans ma carte' }).tap();
    await page.getByRole('button', { name: 'Entrer avec cet appareil' }).tap();
    await page.waitForURL(`${http.origin}/backpack`);
    await page.getByRole('heading', { level: 1, name: /Inès/ }).waitFor();
  }, 60_000);

  test('whose letter was used up is told so, and so is whoever has a backpack', async () => {
    const [first, second] = [
      await askToBegin('two@example.test'),
      await askToBegin('two@example.test'),
    ];
    await begin(first, 'Nora');
    await page.waitForURL(`${http.origin}/backpack`);
    await begin(second, 'Nora');
    await page.getByText('Cette adresse a déjà un carnet de badges.').first().waitFor();
    await expectWelcoming(page);
    const again = await page.goto(first);
    expect(again?.status()).toBe(410);
    await expectWelcoming(page);
  }, 60_000);

  test('who forgets the PIN takes it away by a letter, and chooses another', async () => {
    await begin(await askToBegin('forgets@example.test'), 'Maud');
    await page.waitForURL(`${http.origin}/backpack`);
    await page.goto(`${http.origin}/backpack/me/email`);
    await choosePin();
    await page.getByText('forgets@example.test').first().waitFor();
    // Whoever comes back later has to give it again.
    http.clock.now = new Date(http.clock.now.getTime() + 11 * 60_000);
    await page.reload();
    await page.getByLabel('Code PIN').fill('8205');
    await page.getByRole('button', { name: 'Continuer' }).tap();
    await page.locator('#pin-error').waitFor();
    await expectWelcoming(page);
    const count = mailServer.letters.length + 1;
    await page.getByRole('button', { name: 'J’ai oublié mon code' }).tap();
    await page.getByText('Un message est parti.').waitFor();
    await expectWelcoming(page);
    const text = textOf(await mailServer.received(count));
    await page.goto(/http:\/\/localhost:\d+\/card\/letter\/[\w-]+/.exec(text)?.[0] ?? '');
    await page.getByRole('heading', { level: 1, name: 'Enlever le code PIN de Maud ?' }).waitFor();
    await expectWelcoming(page);
    await page.getByRole('button', { name: 'Enlever ce code' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Choisis un code PIN' }).waitFor();
    await expectWelcoming(page);
    await choosePin();
    await page.waitForURL(`${http.origin}/backpack/me?done=pin`);
  }, 60_000);

  // SECURITY T59: nobody learns from the page whose address has a backpack.
  test('reads the same of an address that has a backpack as of one that has none', async () => {
    await begin(await askToBegin('known@example.test'), 'Zoé');
    await page.waitForURL(`${http.origin}/backpack`);
    const pages: string[] = [];
    for (const email of ['known@example.test', 'unknown@example.test']) {
      const other = await openPhone();
      await other.page.goto(`${http.origin}/card/new`);
      await other.page.getByLabel('Votre adresse e-mail').fill(email);
      await other.page.getByRole('button', { name: 'Envoyer le lien' }).tap();
      await other.page.getByText('Un message est parti.').waitFor();
      pages.push(`${other.page.url()} ${await other.page.content()}`);
      expect(await other.context.cookies()).toEqual([]);
      await other.context.close();
    }
    expect(pages[0]).toBe(pages[1]);
  }, 60_000);
});

test('where the operator lets nobody sign up, nothing leads there and nothing is there', async () => {
  const closed = await startHttp({ env: { SMTP_URL: mailServer.url } });
  try {
    await page.goto(`${closed.origin}/card/email`);
    expect(await page.getByRole('link', { name: 'Adulte, sans centre' }).count()).toBe(0);
    const answer = await page.goto(`${closed.origin}/card/new`);
    expect(answer?.status()).toBe(404);
    await expectWelcoming(page);
  } finally {
    await closed.stop();
  }
}, 60_000);
