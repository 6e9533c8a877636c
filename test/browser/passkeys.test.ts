import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { createApp } from '../../src/web/app.ts';
import { openCentre, openService, type TestService } from '../harness.ts';
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

/** A device with a screen lock that holds passkeys and says yes. */
async function addDevice(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    keys: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  };
}

test('a passkey is added, lets its member in, and lets nobody in once it is removed', async () => {
  const { profile } = await openCentre(opened.service);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
  });
  const page = await context.newPage();
  const device = await addDevice(page);
  await page.goto(`${origin}/enter/${await newOwnerLink(opened.service, profile.id)}`);
  await page.getByRole('button', { name: 'Entrer' }).click();

  await page.goto(`${origin}/account`);
  await expectWelcoming(page);
  await page.getByLabel('Nom de la clé').fill('Téléphone');
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.getByText('La clé d’accès est ajoutée.').waitFor();
  await page.getByText('Téléphone', { exact: true }).waitFor();
  expect(await device.keys()).toHaveLength(1);
  await page.getByRole('button', { name: 'Se déconnecter' }).click();

  await page.goto(`${origin}/sign-in?returnTo=%2Faccount`);
  await expectWelcoming(page);
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mon compte' }).waitFor();

  await page.getByRole('button', { name: 'Retirer la clé d’accès Téléphone' }).click();
  await page.getByText('Aucune clé d’accès pour l’instant.').waitFor();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
  await page.getByText('n’a pas été reconnue').waitFor();
  await expectWelcoming(page);
  await context.close();
}, 60_000);

test('an answer counts once, and only in the browser that was challenged (T53)', async () => {
  const { profile } = await openCentre(opened.service);
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await addDevice(page);
  await page.goto(`${origin}/enter/${await newOwnerLink(opened.service, profile.id)}`);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await page.goto(`${origin}/account`);
  await page.getByLabel('Nom de la clé').fill('Clé');
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.getByText('La clé d’accès est ajoutée.').waitFor();

  await page.goto(`${origin}/sign-in`);
  const sent = page.waitForRequest(`${origin}/sign-in/passkey`);
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
  const request = await sent;
  const { cookie = '' } = await request.allHeaders();
  const body = request.postData() ?? '';
  await page.waitForURL(`${origin}/workshops`);
  const replay = async (headers: Record<string, string>) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers: { ...type, ...headers }, body };
    return (await fetch(`${origin}/sign-in/passkey`, { ...init, redirect: 'manual' })).status;
  };
  expect(cookie).toMatch(/challenge=/);
  expect(await replay({ cookie })).toBe(422);
  expect(await replay({})).toBe(422);
  await context.close();
}, 60_000);

test('a device that says no is told beside the button', async () => {
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await addDevice(page);
  await page.goto(`${origin}/sign-in`);
  await page.getByRole('button', { name: 'Entrer avec une clé d’accès' }).click();
  // This device holds no key of ours.
  await page.getByText('La clé d’accès n’a pas été lue.').waitFor();
  await expectWelcoming(page);
  await context.close();
}, 60_000);
