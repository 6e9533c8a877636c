import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { createApp } from '../../src/web/app.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { awardCsv, openCentre, openService, type TestService } from '../harness.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

let browser: Browser;
let opened: TestService;
let server: Server;
let origin: string;

/** A passkey is bound to the origin, port and all: the port is taken first, then the service told. */
beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  opened = await openService({ env: { BASE_URL: origin } });
  server.on('request', createApp(await createWebDeps(opened.service)));
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await opened?.stop();
});

/** A phone with a screen lock, on which Léa's backpack is open. */
async function openPhone(): Promise<{ context: BrowserContext; page: Page; profileId: string }> {
  const { service } = opened;
  const { profile, achievement } = await openCentre(service);
  await awardCsv(service, profile, achievement, 'Prénom;Nom\nLéa;Martin\n');
  const [lea] = await service.store.learners.byFullNames(profile.id, ['léa|martin']);
  const actor = { kind: 'learner', learnerId: lea?.id ?? '', profileId: profile.id } as const;
  const session = await openLearnerSession(service, actor, { mode: 'browser' });
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
  });
  const { name } = learnerCookie(origin);
  await context.addCookies([{ name, value: session.secret, url: origin }]);
  const page = await context.newPage();
  await addDevice(page);
  return { context, page, profileId: profile.id };
}

async function addDevice(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
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

async function addKey(page: Page): Promise<void> {
  await page.goto(`${origin}/backpack/me/passkeys`);
  await page.getByLabel('Code PIN').fill('4071');
  await page.getByLabel('Encore une fois').fill('4071');
  await page.getByRole('button', { name: 'Garder ce code' }).click();
  await page.getByLabel('Nom de l’appareil').fill('Mon téléphone');
  await page.getByRole('button', { name: 'Ajouter cet appareil' }).click();
  await page.getByText('cet appareil ouvre ton carnet').waitFor();
}

test('a phone is added behind the PIN, opens the backpack, and no more once it is removed', async () => {
  const { context, page } = await openPhone();
  await addKey(page);
  await expectWelcoming(page);
  await page.getByRole('button', { name: 'Fermer' }).click();

  await page.getByRole('link', { name: 'Entrer sans ma carte' }).click();
  await expectWelcoming(page);
  await page.getByRole('button', { name: 'Entrer avec cet appareil' }).click();
  await page.waitForURL(`${origin}/backpack`);
  await page.goto(`${origin}/backpack/me/devices`);
  await page.getByText('Ouvert avec une clé d’accès').waitFor();
  await expectWelcoming(page);

  // Removing it ends what it opened, here too.
  await page.goto(`${origin}/backpack/me/passkeys`);
  await page.getByLabel('Code PIN').fill('4071');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByRole('button', { name: 'Enlever la clé d’accès Mon téléphone' }).click();
  await page.goto(`${origin}/card/email`);
  await page.getByRole('button', { name: 'Entrer avec cet appareil' }).click();
  await page.getByText('n’a pas été reconnue').waitFor();
  await expectWelcoming(page);
  await context.close();
}, 60_000);

test('a learner’s key opens nothing of the team, nor a member’s a backpack (T53)', async () => {
  const { context, page, profileId } = await openPhone();
  await addKey(page);
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
  await page.getByText('n’a pas été reconnue').waitFor();
  await context.close();

  const team = await browser.newContext({ locale: 'fr-FR' });
  const desk = await team.newPage();
  await addDevice(desk);
  await desk.goto(`${origin}/enter/${await newOwnerLink(opened.service, profileId)}`);
  await desk.getByRole('button', { name: 'Entrer' }).click();
  await desk.goto(`${origin}/account`);
  await desk.getByLabel('Nom de la clé').fill('Clé');
  await desk.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await desk.getByText('La clé d’accès est ajoutée.').waitFor();
  await desk.goto(`${origin}/card/email`);
  await desk.getByRole('button', { name: 'Entrer avec cet appareil' }).click();
  await desk.getByText('n’a pas été reconnue').waitFor();
  expect(await opened.service.store.links.listOf('nobody', 'learner-session')).toEqual([]);
  await team.close();
}, 60_000);
