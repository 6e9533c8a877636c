import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import { expectWelcoming } from '../browser/welcoming.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import { openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let browser: Browser;
let texts: Readonly<Record<string, string>>;

beforeAll(async () => {
  [web, browser] = await Promise.all([
    startWeb({}, { BASE_URL: 'http://localhost:3000' }),
    openBrowser(),
  ]);
  const { award } = await openCentreWithBadges(web);
  const [credential] = await web.service.store.credentials.listOfAward(award.id);
  const own = credential?.text ?? '';
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: 'x'.repeat(300) };
  const subject = badge()['credentialSubject'] as object;
  const identifier = [
    { type: 'IdentityObject', hashed: true, identityType: 'name', identityHash: 'sha256$00' },
    { type: 'IdentityObject', hashed: false, identityType: 'name', identityHash: 'Léa' },
  ];
  const anonymous = await signed(
    badge({ issuer, credentialSubject: { ...subject, identifier } }),
    { verificationMethod: `${id}#${key.multibase}` },
    key,
  );
  texts = {
    good: own,
    bad: own.replaceAll('Robot', '<b>Robot</b>'.repeat(9)),
    unsure: JSON.stringify(await signed(badge())),
    anonymous: JSON.stringify(anonymous),
  };
}, 60_000);
afterAll(async () => {
  await browser.close();
  await web.stop();
});

/** The answer, by the form alone: no script of ours runs. */
async function answerTo(page: Page, text: string): Promise<void> {
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto(`${web.address}/verify`);
  await page.getByLabel('Ou un texte').fill(text);
  await page.getByRole('button', { name: 'Vérifier', exact: true }).click();
  await page.locator('.verdict').waitFor();
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })");
}

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(['good', 'bad', 'unsure', 'anonymous'])(
    'the answer %s is for everyone, on a phone, without a script of ours',
    async (name) => {
      const viewport = { width: 390, height: 844 };
      const context = await browser.newContext({ colorScheme, viewport, locale: 'fr-FR' });
      const page = await context.newPage();
      await answerTo(page, texts[name] ?? '');
      await expectWelcoming(page);
      expect(await page.locator('.content b').count()).toBe(0);
      await context.close();
    },
    30_000,
  );
});

test('the name that was asked for is answered where it was asked', async () => {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await answerTo(page, texts['anonymous'] ?? '');
  await page.getByLabel('Le nom que l’on vous a donné').fill('Léa');
  await page.getByRole('button', { name: 'Est-ce cette personne ?' }).click();
  await page.getByText('Oui : ce badge a été décerné à « Léa ».').waitFor();
  expect(page.url()).toBe(`${web.address}/verify#identity`);
  await context.close();
}, 30_000);

test('with our script, the name is compared in the browser and goes nowhere', async () => {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  await page.goto(`${web.address}/verify`);
  await page.getByLabel('Ou un texte').fill(texts['anonymous'] ?? '');
  await page.getByRole('button', { name: 'Vérifier', exact: true }).click();
  await page.getByLabel('Le nom que l’on vous a donné').fill('Zoé');
  await page.getByRole('button', { name: 'Est-ce cette personne ?' }).click();
  await page.getByText('Non : ce badge n’a pas été décerné à « Zoé ».').waitFor();
  await page.getByLabel('Le nom que l’on vous a donné').fill('léa');
  await page.getByRole('button', { name: 'Est-ce cette personne ?' }).click();
  await page.getByText('Oui : ce badge a été décerné à « léa ».').waitFor();
  expect(sent).toEqual([]);
  await context.close();
}, 30_000);
