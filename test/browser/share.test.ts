import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { type HttpService, startHttp } from '../http.ts';
import { accept, openSceneOf, type Scene } from '../usecases/share-scene.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

const PHONE = { width: 390, height: 844 };

let http: HttpService;
let browser: Browser;
let scene: Scene;

beforeAll(async () => {
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
}, 60_000);
beforeEach(async () => {
  scene = await openSceneOf(http);
});
afterAll(async () => {
  await browser.close();
  await http.stop();
});

/** A fresh browser of somebody who was never here. */
async function visitor(options: { javaScriptEnabled?: boolean } = {}): Promise<BrowserContext> {
  return browser.newContext({ viewport: PHONE, hasTouch: true, locale: 'fr-FR', ...options });
}

/** Léa's phone, on which her backpack is open. */
async function phone(): Promise<{ page: Page; context: BrowserContext }> {
  const context = await visitor();
  const { secret } = await openLearnerSession(http.service, scene.lea, { mode: 'browser' });
  const { name } = learnerCookie(http.origin);
  await context.addCookies([{ name, value: secret, url: http.origin }]);
  return { page: await context.newPage(), context };
}

const headline = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

describe('on a phone', () => {
  test('a learner shows a badge in two taps more; an employer sees the verdict with none', async () => {
    const { page, context } = await phone();
    let taps = 0;
    const tap = async (name: string | RegExp) => {
      await page.getByRole('button', { name }).tap();
      taps += 1;
    };
    await page.goto(`${http.origin}/backpack/share?entry=${scene.award.id}`);
    await expectWelcoming(page);
    await tap('Créer le lien');
    await page.getByLabel('Le lien à donner').waitFor();
    await expectWelcoming(page);
    expect(taps).toBe(1);
    const link = await page.getByLabel('Le lien à donner').inputValue();
    const key = (await page.locator('.control-code').textContent()) ?? '';

    const employer = await visitor();
    const shown = await employer.newPage();
    const asked: string[] = [];
    employer.on('request', (request) => asked.push(request.url()));
    await shown.goto(link);
    await expectWelcoming(shown);
    expect(await headline(shown)).toContain('Authentique et valable');
    expect(await shown.content()).not.toMatch(/Léa|Martin/);
    expect(await employer.cookies()).toEqual([]);
    expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([http.origin]));

    await shown.goto(`${http.origin}/verify`);
    await shown.getByRole('link', { name: 'J’ai une clé de contrôle' }).tap();
    await shown.getByLabel('Clé de contrôle').waitFor();
    await expectWelcoming(shown);
    await shown.getByLabel('Clé de contrôle').fill(key.toLowerCase().replace('-', ' '));
    await shown.getByRole('button', { name: 'Voir les badges' }).tap();
    await shown.getByText('Authentique et valable').first().waitFor();

    await page.reload();
    expect(await page.content()).toContain('Regardé 2 fois');
    await tap('Fermer ce lien');
    await page.waitForURL(/closed/);
    expect(await page.getByRole('status').textContent()).toContain('C’est fermé');
    expect((await shown.goto(link))?.status()).toBe(404);
    await expectWelcoming(shown);
    await Promise.all([employer.close(), context.close()]);
  }, 30_000);

  test('an employer checks it again in their own browser: the badge goes to nobody', async () => {
    const { token } = await openShareOf(http.service, scene.lea, {
      entryIds: [scene.award.id],
      days: 7,
      label: '',
    });
    const employer = await visitor();
    const page = await employer.newPage();
    await page.goto(`${http.origin}/s/${token}`);
    const posted: string[] = [];
    employer.on('request', (request) => {
      if (request.method() === 'POST') posted.push(request.url());
    });
    await page.getByRole('link', { name: 'Contrôler dans mon navigateur' }).tap();
    await page.getByRole('heading', { name: 'Authentique et valable' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/q');
    expect(posted).toEqual([]);
    await employer.close();
  }, 30_000);

  test('the name is compared with what was told, without a script too', async () => {
    await recordOwnConsent(http.service, scene.lea, 'named-share');
    const { token } = await openShareOf(http.service, scene.lea, {
      entryIds: [scene.award.id],
      days: 7,
      label: '',
      way: 'named',
    });
    const employer = await visitor({ javaScriptEnabled: false });
    const page = await employer.newPage();
    for (const [name, answer] of [
      ['zoé martin', /Non/],
      ['lea martin', /Presque/],
      // As it was signed, whatever was typed.
      ['LÉA MARTIN', /Oui.*Léa Martin/],
    ] as const) {
      await page.goto(`${http.origin}/s/${token}`);
      expect(await page.locator('.share-person').textContent()).toContain('Léa Martin');
      await page.getByLabel('Le nom que l’on vous a donné').fill(name);
      await page.getByRole('button', { name: 'Est-ce cette personne' }).tap();
      expect(await page.locator('#identity [role=status]').textContent()).toMatch(answer);
      expect(page.url()).not.toContain('martin');
      await page.getByRole('link', { name: 'Revenir à la page partagée' }).tap();
      await page.waitForURL(`${http.origin}/s/${token}`);
    }
    await employer.close();
  }, 30_000);

  test('several badges have a verdict each, and print on paper without the frame', async () => {
    const { service } = http;
    await accept(http, scene.award);
    const again = await scene.awardAgain();
    await accept(http, again);
    const entryIds = [scene.award.id, again.id];
    const title = 'Pour mon stage';
    const { token } = await openShareOf(service, scene.lea, {
      entryIds,
      days: 7,
      label: '',
      title,
    });
    const employer = await visitor();
    const page = await employer.newPage();
    await page.goto(`${http.origin}/s/${token}`);
    await expectWelcoming(page);
    expect(await headline(page)).toBe(title);
    expect(await page.locator('.share-line .tag-good').count()).toBe(2);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.top').isVisible()).toBe(false);
    expect(await page.locator('.share-line').first().isVisible()).toBe(true);
    expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'screen' });
    await page
      .getByRole('link', { name: /Lire le détail/ })
      .last()
      .tap();
    expect(await headline(page)).toContain('Authentique et valable');
    await expectWelcoming(page);
    await employer.close();
  }, 30_000);

  test('a verdict prints its checks, row by row, folded or not', async () => {
    const { token } = await openShareOf(http.service, scene.lea, {
      entryIds: [scene.award.id],
      days: 7,
      label: '',
    });
    const employer = await visitor();
    const page = await employer.newPage();
    await page.goto(`${http.origin}/s/${token}`);
    const shown = () => page.locator('.check').filter({ visible: true }).count();
    const there = await page.locator('.check').count();
    expect([await shown(), there > 3]).toEqual([0, true]);
    await page.emulateMedia({ media: 'print' });
    expect(await shown()).toBe(there);
    expect(await page.locator('.check dl').filter({ visible: true }).count()).toBe(0);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeLessThanOrEqual(2);
    await employer.close();
  }, 30_000);

  test('an embedded page stands in another site, and leads to the whole of it', async () => {
    await recordOwnConsent(http.service, scene.lea, 'public-page');
    const { token } = await openShareOf(http.service, scene.lea, {
      entryIds: [scene.award.id],
      days: 7,
      label: '',
      way: 'public',
    });
    const elsewhere = await visitor();
    const page = await elsewhere.newPage();
    const site = createServer((_req, res) => {
      res.setHeader('Content-Type', 'text/html');
      res.end(`<iframe src="${http.origin}/embed/${token}" title="Badges"></iframe>`);
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}`);
    const frame = page.frameLocator('iframe');
    await frame.getByText('Robot suiveur').waitFor();
    const link = frame.getByRole('link', { name: 'Vérifier ce badge' });
    expect(await link.getAttribute('href')).toBe(`${http.origin}/s/${token}`);
    await elsewhere.close();
    site.closeAllConnections();
    site.close();
  }, 30_000);
});
