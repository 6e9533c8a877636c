import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Learner } from '../../src/domain/learner.ts';
import { groupedCode } from '../../src/domain/typed-code.ts';
import { createWebDeps } from '../../src/serve/web-deps.ts';
import { makeCard, type NewCard } from '../../src/usecases/backpack/cards.ts';
import { createApp } from '../../src/web/app.ts';
import { awardCsv, NOW, OPERATOR, openCentre, openService, type TestService } from '../harness.ts';
import { filmOf } from './film.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

let browser: Browser;
let opened: TestService;
let server: Server;
let origin: string;
let lea: Learner;
let card: NewCard;

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'fr-FR', hasTouch: true };

beforeAll(async () => {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  opened = await openService({ env: { BASE_URL: origin } });
  const { service } = opened;
  server.on('request', createApp(await createWebDeps(service)));
  const { profile, achievement } = await openCentre(service);
  await awardCsv(service, profile, achievement, 'Prénom;Nom\nLéa;Martin\n');
  const [learner] = await service.store.learners.byFullNames(profile.id, ['léa|martin']);
  if (!learner) throw new Error('Léa is not known.');
  lea = learner;
  browser = await openBrowser();
}, 60_000);
beforeEach(async () => {
  opened.clock.now = NOW;
  card = await makeCard(opened.service, OPERATOR, lea);
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await opened?.stop();
});

async function onPhone(
  visit: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ ...PHONE, ...options });
  try {
    await visit(await context.newPage());
  } finally {
    await context.close();
  }
}

/** The service counts the time that the page does. */
async function pass(page: Page, seconds: number): Promise<void> {
  opened.clock.now = new Date(opened.clock.now.getTime() + seconds * 1000);
  await page.clock.runFor(seconds * 1000);
}

/** The team has said of this browser that many hands use it. */
const shared = async (page: Page) => {
  await page.context().addCookies([{ name: 'tablet', value: 'shared', url: origin }]);
  await page.clock.install({ time: NOW });
};
/** How many browsers a card has open. */
const sessionsOf = async ({ card: { id } }: NewCard) => {
  const links = await opened.service.store.links.listOf(lea.id, 'learner-session');
  return links.filter(({ binding }) => binding === `card:${id}`).length;
};
const scan = (page: Page) => page.goto(`${origin}/card#${card.secret}`);
const sights = (page: Page) => page.getByRole('heading', { name: 'Robot suiveur' });

describe('a card that is scanned', () => {
  test('shows the badge: no field, no tap, and the secret is in no address', async () => {
    await onPhone(async (page) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await scan(page);
      await page.waitForURL(`${origin}/backpack`);
      await page.getByText('Robot suiveur').first().waitFor();
      expect(asked.filter((url) => url.includes(card.secret))).toEqual([]);
      // The way back leads to no address with a secret in it either.
      await page.goBack();
      expect(page.url()).not.toContain('#');
      await page.goto(`${origin}/card`);
      await page.getByRole('heading', { name: /carnet de Léa/ }).waitFor();
      await expectWelcoming(page);
    });
  });

  test('in place of another ends what was open', async () => {
    await onPhone(async (page) => {
      await scan(page);
      await page.waitForURL(`${origin}/backpack`);
      expect(await sessionsOf(card)).toBe(1);
      const first = card;
      card = await makeCard(opened.service, OPERATOR, lea);
      await page.goto(`${origin}/card`);
      // The camera of a phone opens the same page again: only what stands behind # is new.
      await scan(page);
      await page.waitForURL(`${origin}/backpack`);
      expect([await sessionsOf(first), await sessionsOf(card)]).toEqual([0, 1]);
    });
  });

  test('that is void says so, and leaves its secret nowhere', async () => {
    const at = NOW.toISOString();
    await opened.service.store.cards.void(card.card.id, { at, lostSince: at });
    await onPhone(async (page) => {
      await scan(page);
      await page.getByText('Cette carte n’ouvre rien.').waitFor();
      expect(page.url()).toBe(`${origin}/card`);
      await expectWelcoming(page);
    });
  });

  test('with something else behind the # is no card: nothing is sent', async () => {
    await onPhone(async (page) => {
      await page.goto(`${origin}/card#<script>alert(1)</script>`);
      await page.getByRole('heading', { name: 'Scanne ta carte' }).waitFor();
      expect(page.url()).toBe(`${origin}/card`);
    });
  });
});

/** A browser with a camera, and what stands in front of it. */
async function inFrontOf(text: string, visit: (page: Page) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'card-camera-'));
  const looking = await openBrowser(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${await filmOf(folder, text)}`,
  );
  try {
    const page = await (await looking.newContext(PHONE)).newPage();
    await page.goto(`${origin}/card`);
    await page.getByRole('button', { name: 'Ouvrir la caméra' }).tap();
    await visit(page);
  } finally {
    await looking.close();
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the camera of the page', () => {
  test('opens the backpack of the card in front of it', async () => {
    await inFrontOf(`${origin}/card#${card.secret}`, async (page) => {
      await page.waitForURL(`${origin}/backpack`);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    });
  }, 60_000);

  test('tells nobody of a card of elsewhere', async () => {
    await inFrontOf(`https://elsewhere.test/card#${card.secret}`, async (page) => {
      await page.getByText('Ce n’est pas une carte de ce carnet.').waitFor();
      expect(page.url()).toBe(`${origin}/card`);
      await expectWelcoming(page);
    });
  }, 60_000);
});

describe('the typed code', () => {
  test('opens the backpack without a script, after a typo that is told beside it', async () => {
    await onPhone(
      async (page) => {
        await page.goto(`${origin}/card`);
        await page.locator('noscript p').waitFor();
        const field = page.getByLabel('Le code de ta carte');
        const typo = `${card.code.slice(0, 12)}${card.code.endsWith('0') ? '2' : '0'}`;
        await field.fill(typo);
        await page.getByRole('button', { name: 'Ouvrir mon carnet' }).tap();
        await page.getByText('Il y a une erreur dans ce code.').first().waitFor();
        expect(await field.inputValue()).toBe(typo);
        await field.fill(groupedCode(card.code).toLowerCase().replaceAll('-', ' '));
        await page.keyboard.press('Enter');
        await page.waitForURL(`${origin}/backpack`);
      },
      { javaScriptEnabled: false },
    );
  });
});

describe('an own phone', () => {
  test('stays in the backpack when its owner says so, with one tap', async () => {
    await onPhone(async (page) => {
      await scan(page);
      await page.waitForURL(`${origin}/backpack`);
      await page.getByRole('button', { name: 'Garder mon carnet ouvert sur ce téléphone' }).tap();
      await page.getByText('Ton carnet reste ouvert sur ce téléphone.').waitFor();
      const [cookie] = (await page.context().cookies()).filter(({ name }) => name === 'backpack');
      // Not closed with the browser.
      expect(cookie?.expires).toBeGreaterThan(0);
    });
  });
});

describe('a tablet that is shared', () => {
  test('asks after forty seconds, forgets after sixty, and shows nothing behind', async () => {
    await onPhone(async (page) => {
      await shared(page);
      await scan(page);
      await page.waitForURL(`${origin}/backpack`);
      const dialog = page.getByRole('dialog');
      await pass(page, 39);
      expect(await dialog.isVisible()).toBe(false);
      await pass(page, 2);
      await dialog.getByText('Tu es toujours là').waitFor();
      await expectWelcoming(page);
      await pass(page, 20);
      await page.waitForURL(`${origin}/card`);
      await page.goBack();
      await page.getByText('Ton carnet est fermé').waitFor();
      expect(await sights(page).count()).toBe(0);
    });
  });

  test('stays open for who is still there, and the service knows', async () => {
    await onPhone(async (page) => {
      await shared(page);
      await scan(page);
      await page.waitForURL(`${origin}/backpack`);
      for (let turn = 0; turn < 3; turn += 1) {
        await pass(page, 50);
        const told = page.waitForResponse(`${origin}/backpack/stay`);
        await page.getByRole('button', { name: 'Je suis encore là' }).tap();
        expect((await told).status()).toBe(204);
        expect(await page.getByRole('dialog').isVisible()).toBe(false);
      }
      await page.reload();
      expect(page.url()).toBe(`${origin}/backpack`);
    });
  });

  test('offers no remembering, and a way to close at once', async () => {
    await onPhone(async (page) => {
      await shared(page);
      await scan(page);
      await page.waitForURL(`${origin}/backpack`);
      expect(await page.getByText('Garder mon carnet ouvert').count()).toBe(0);
      await page.getByText('Tablette partagée').waitFor();
      await page.getByRole('button', { name: 'Fermer' }).first().tap();
      await page.waitForURL(`${origin}/card`);
      expect(await sessionsOf(card)).toBe(0);
    });
  });
});
