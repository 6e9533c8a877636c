import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Learner } from '../../src/domain/learner.ts';
import { makeCard, type NewCard } from '../../src/usecases/backpack/cards.ts';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { awardCsv, OPERATOR, openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

// SECURITY T53: another site that knows a card puts nobody into its backpack.

let browser: Browser;
let http: HttpService;
let elsewhere: Server;
/** The origin of another site: `127.0.0.1` is not the site that `localhost` is. */
let foreign: string;
let html: string;
let lea: Learner;
let noe: Learner;
let card: NewCard;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
  elsewhere = createServer((_req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(`<!doctype html><title>Ailleurs</title>${html}`);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  foreign = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  const { service } = http;
  const { profile, achievement } = await openCentre(service);
  const reports = await awardCsv(service, profile, achievement, 'Prénom;Nom\nLéa;M\nNoé;D\n');
  const people = reports.map(({ award }) =>
    service.store.learners.get(profile.id, award?.learnerId ?? ''),
  );
  const [first, second] = await Promise.all(people);
  if (!first || !second) throw new Error('Nobody is known.');
  [lea, noe] = [first, second];
}, 120_000);
beforeEach(async () => {
  const { links } = http.service.store;
  for (const { id } of [lea, noe]) {
    const open = await links.listOf(id, 'learner-session');
    await Promise.all(open.map(({ secretHash }) => links.remove(secretHash)));
  }
  card = await makeCard(http.service, OPERATOR, lea);
  const phone = { viewport: { width: 390, height: 844 }, locale: 'fr-FR', hasTouch: true };
  context = await browser.newContext(phone);
  page = await context.newPage();
});
afterEach(() => context.close());
afterAll(async () => {
  await browser?.close();
  elsewhere?.closeAllConnections();
  await new Promise((resolve) => elsewhere?.close(resolve));
  await http?.stop();
});

const address = () => `${http.origin}/card#${card.secret}`;
/** Browsers in which somebody's backpack is open. */
const sessionsOf = async ({ id }: Learner) => {
  const links = await http.service.store.links.listOf(id, 'learner-session');
  return links.length;
};
const cookies = async () => (await context.cookies()).map(({ name }) => name);
const offered = () => page.getByRole('button', { name: 'C’est ma carte, ouvrir' });

/** Noé's phone: the backpack stays open on it. */
async function openNoes(): Promise<void> {
  const actor = { kind: 'learner', learnerId: noe.id, profileId: noe.profileId } as const;
  const { secret } = await openLearnerSession(http.service, actor, { mode: 'own' });
  const { name } = learnerCookie(http.origin);
  await context.addCookies([{ name, value: secret, url: http.origin }]);
}

/** Another site sends the visitor to the card by itself. */
async function lured(script = `location = ${JSON.stringify(address())}`): Promise<void> {
  html = `<script>${script}</script>`;
  await page.goto(foreign);
}

describe('a card that another site brings', () => {
  test('opens nothing until a tap; the secret has left the address', async () => {
    await lured();
    await offered().waitFor();
    expect(page.url()).toBe(`${http.origin}/card`);
    expect([await sessionsOf(lea), await cookies()]).toEqual([0, []]);
    await expectWelcoming(page);
    await offered().tap();
    await page.waitForURL(`${http.origin}/backpack`);
    await page.getByText('Robot suiveur').first().waitFor();
  });

  test('does not close the backpack of somebody else: that is asked first', async () => {
    await openNoes();
    await lured();
    await offered().tap();
    await page.getByText('Le carnet de Noé est ouvert ici. Il se fermera.').waitFor();
    expect([await sessionsOf(noe), await sessionsOf(lea)]).toEqual([1, 0]);
    await expectWelcoming(page);
    await page.getByRole('link', { name: 'Rester dans le carnet de Noé' }).tap();
    await page.waitForURL(`${http.origin}/backpack`);
    await page.getByRole('heading', { level: 1, name: /Noé/ }).waitFor();
    expect([await sessionsOf(noe), await sessionsOf(lea)]).toEqual([1, 0]);

    await lured();
    await offered().tap();
    await page.getByRole('button', { name: 'Ouvrir le carnet de Léa' }).tap();
    await page.waitForURL(`${http.origin}/backpack`);
    await page.getByRole('heading', { level: 1, name: /Léa/ }).waitFor();
    expect([await sessionsOf(noe), await sessionsOf(lea)]).toEqual([0, 1]);
  });

  test('in a form that it sends by itself is refused', async () => {
    await openNoes();
    const field = `<input name="secret" value="${card.secret}">`;
    html = `<form method="post" action="${http.origin}/card">${field}</form>
      <script>document.forms[0].submit()</script>`;
    const answered = page.waitForResponse(`${http.origin}/card`);
    await page.goto(foreign);
    expect((await answered).status()).toBe(403);
    await page.goto(`${http.origin}/backpack`);
    await page.getByRole('heading', { level: 1, name: /Noé/ }).waitFor();
  });

  test('in a window that it opened and leads on, or in a frame, opens nothing', async () => {
    html = `<iframe src="${address()}"></iframe><button>Jouer</button><script>
      document.querySelector('button').onclick = () => {
        const opened = open('${http.origin}/card');
        setTimeout(() => { opened.location = '${address()}'; document.title = 'fini'; }, 300);
      };</script>`;
    await page.goto(foreign);
    const opening = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Jouer' }).tap();
    const popup = await opening;
    await page.waitForFunction("document.title === 'fini'");
    await popup.getByRole('heading', { level: 1 }).waitFor();
    await popup.reload();
    await popup.getByRole('heading', { level: 1 }).waitFor();
    expect([await sessionsOf(lea), await cookies()]).toEqual([0, []]);
  });
});

describe('a code that the camera of the phone reads', () => {
  test('comes from no site, and opens with no tap', async () => {
    const asking = page.waitForRequest(`${http.origin}/card`);
    await page.goto(address());
    const headers = await (await asking).allHeaders();
    expect([headers['sec-fetch-site'], headers['referer']]).toEqual(['none', undefined]);
    await page.waitForURL(`${http.origin}/backpack`);
    await page.getByText('Robot suiveur').first().waitFor();
  });

  test('on somebody else’s own phone asks before it closes what is open', async () => {
    await openNoes();
    await page.goto(address());
    await page.getByText('Le carnet de Noé est ouvert ici. Il se fermera.').waitFor();
    expect([await sessionsOf(noe), await sessionsOf(lea)]).toEqual([1, 0]);
  });
});
