import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Learner } from '../../src/domain/learner.ts';
import { makeCard, type NewCard } from '../../src/usecases/backpack/cards.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { NOW, OPERATOR } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { type MailServer, startMailServer, textOf } from '../mail/mail-server.ts';
import { openSceneOf, type Scene } from '../usecases/share-scene.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

const THIEF = 'thief@elsewhere.test';
const DAY_MS = 86_400_000;

let browser: Browser;
let mailServer: MailServer;
let http: HttpService;
let scene: Scene;

beforeAll(async () => {
  mailServer = await startMailServer();
  [http, browser] = await Promise.all([
    startHttp({ env: { SMTP_URL: mailServer.url } }),
    openBrowser(),
  ]);
  http.clock.now = new Date(NOW.getTime() - 5 * DAY_MS);
  scene = await openSceneOf(http);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await http?.stop();
  await mailServer?.stop();
});

const daysBefore = (days: number) => {
  http.clock.now = new Date(NOW.getTime() - days * DAY_MS);
};
const phone = () =>
  browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
    hasTouch: true,
  });

async function newCard(): Promise<NewCard> {
  const { profileId, learnerId } = scene.lea;
  const lea = await http.service.store.learners.get(profileId, learnerId);
  return makeCard(http.service, OPERATOR, lea as Learner);
}

async function scan(context: BrowserContext, { secret }: NewCard): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${http.origin}/card#${secret}`);
  return page;
}

async function openWith(context: BrowserContext, card: NewCard): Promise<Page> {
  const page = await scan(context, card);
  await page.waitForURL(`${http.origin}/backpack`);
  return page;
}

/** Makes a link to the badge; its address. */
async function shareFrom(page: Page, label: string): Promise<string> {
  await page.goto(`${http.origin}/backpack/share?entry=${scene.award.id}`);
  await page.getByLabel(/Pour qui/).fill(label);
  await page.getByRole('button', { name: 'Créer le lien' }).tap();
  return page.getByLabel('Le lien à donner').inputValue();
}

/** Chooses the first PIN, and confirms an address from its letter. */
async function addAddress(page: Page, email: string): Promise<void> {
  await page.goto(`${http.origin}/backpack/me/email`);
  await page.getByLabel('Code PIN').fill('4071');
  await page.getByLabel('Encore une fois').fill('4071');
  await page.getByRole('button', { name: 'Garder ce code' }).tap();
  await page.getByLabel('Ton adresse').fill(email);
  await page.getByRole('button', { name: 'Envoyer le message' }).tap();
  const [link = ''] =
    /http:\/\/localhost:\d+\/card\/letter\/[\w-]+/.exec(textOf(await mailServer.received(1))) ?? [];
  await page.goto(link);
  await page.getByRole('button', { name: 'Oui, c’est mon adresse' }).tap();
  await page.getByText('L’adresse est confirmée.').waitFor();
}

/** A worker hears of the loss, and says since when. */
async function voidAsWorker(lostSince: string): Promise<void> {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${http.origin}/enter/${await newOwnerLink(http.service, scene.profile.id)}`);
  await page.locator('main button').first().click();
  await page.waitForURL('**/workshops');
  await page.goto(`${http.origin}/people/${scene.lea.learnerId}`);
  await page.getByRole('link', { name: /Désactiver la carte/ }).click();
  await page.getByLabel('Elle est perdue ou volée').check();
  await page.getByLabel('Perdue depuis quel jour').fill(lostSince);
  await expectWelcoming(page);
  await page.getByRole('button', { name: 'Désactiver cette carte' }).click();
  await page.getByText('ce qui a été fait avec elle depuis sa perte est défait').waitFor();
  await expectWelcoming(page);
  await context.close();
}

/** Status and bytes of an address, but for what is new at each request. */
async function answerOf(link: string): Promise<readonly [number, string]> {
  const answer = await fetch(link);
  return [answer.status, await answer.text()];
}

test('a card is stolen, used, declared lost and replaced: the thief keeps nothing, Léa everything', async () => {
  const card = await newCard();
  // Her own phone, before the loss.
  const own = await phone();
  const before = await shareFrom(await openWith(own, card), 'Boulangerie');
  await own.close();

  daysBefore(1);
  const theirs = await phone();
  const page = await openWith(theirs, card);
  const stolen = await shareFrom(page, 'Copain');
  await addAddress(page, THIEF);
  expect((await answerOf(stolen))[0]).toBe(200);

  daysBefore(0);
  // Still there: their phone says that it is theirs.
  const kept = await openWith(theirs, card);
  await kept.getByRole('button', { name: 'Garder mon carnet ouvert' }).tap();
  await kept.getByText('Ton carnet reste ouvert').waitFor();

  http.clock.now = new Date(NOW.getTime() + 60_000);
  await voidAsWorker('2026-11-18');

  // The phone that was kept open: nothing of the backpack, and the same as without any cookie.
  const closed = await kept.goto(`${http.origin}/backpack`);
  expect(closed?.status()).toBe(403);
  await kept.getByText('Scanne ta carte').first().waitFor();
  expect(await kept.getByText('Robot suiveur').count()).toBe(0);
  await expectWelcoming(kept);
  const again = await scan(theirs, card);
  await again.getByText('Cette carte n’ouvre rien.').waitFor();
  // Their link answers as one that never was.
  expect(await answerOf(stolen)).toEqual(await answerOf(`${http.origin}/s/${'A'.repeat(22)}`));
  expect((await answerOf(stolen))[0]).toBe(404);
  // Their address: the page says the same, and no letter leaves.
  await again.goto(`${http.origin}/card/email`);
  await again.getByLabel('Ton adresse e-mail').fill(THIEF);
  await again.getByRole('button', { name: 'Envoyer le lien' }).tap();
  await again.getByRole('heading', { name: 'Regarde tes messages' }).waitFor();
  expect(mailServer.letters).toHaveLength(1);
  await theirs.close();

  // The new card: her badge and what she showed before are there, and the PIN is hers to choose.
  const lea = await phone();
  const mine = await openWith(lea, await newCard());
  await mine.getByText('Robot suiveur').first().waitFor();
  await mine.goto(`${http.origin}/backpack/shares`);
  await mine.getByText('Boulangerie').first().waitFor();
  expect((await answerOf(before))[0]).toBe(200);
  await mine.goto(`${http.origin}/backpack/me/email`);
  await mine.getByLabel('Encore une fois').waitFor();
  await mine.goto(`${http.origin}/backpack/me`);
  await mine.getByText('Ici seulement').waitFor();
  await expectWelcoming(mine);
  expect(mailServer.letters).toHaveLength(1);
  await lea.close();
}, 120_000);
