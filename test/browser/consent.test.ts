import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { consentStanding } from '../../src/usecases/people/consent.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openSceneOf, type Scene } from '../usecases/share-scene.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'fr-FR', hasTouch: true };

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
  await browser?.close();
  await http?.stop();
});

/** A browser of somebody's own. */
async function inBrowser(
  visit: (page: Page) => Promise<void>,
  { cookie, ...options }: BrowserContextOptions & { cookie?: string } = {},
): Promise<void> {
  const context = await browser.newContext({ ...PHONE, ...options });
  if (cookie) {
    const { name } = learnerCookie(http.origin);
    await context.addCookies([{ name, value: cookie, url: http.origin }]);
  }
  try {
    await visit(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Somebody of the team, on the page of Noé. */
async function asWorker(visit: (page: Page) => Promise<void>): Promise<void> {
  await inBrowser(async (page) => {
    await page.goto(`${http.origin}/enter/${await newOwnerLink(http.service, scene.profile.id)}`);
    await page.locator('main button').first().tap();
    await page.waitForURL('**/workshops');
    await page.goto(`${http.origin}/people/${scene.noe.learnerId}`);
    await visit(page);
  });
}

async function asNoe(
  visit: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const { secret } = await openLearnerSession(http.service, scene.noe, { mode: 'browser' });
  await inBrowser(visit, { ...options, cookie: secret });
}

async function isAllowed(): Promise<boolean> {
  const learner = await http.service.store.learners.get(scene.profile.id, scene.noe.learnerId);
  if (!learner) throw new Error('Noé is not known.');
  return (await consentStanding(http.service, learner, 'named-share')).allowed;
}

/** Of two answers of one moment the stricter wins. */
function later(): void {
  http.clock.now = new Date(http.clock.now.getTime() + 60_000);
}

test('a worker tells an age, a parent answers by the link without JavaScript, the child too; one takes it back', async () => {
  let link = '';
  await asWorker(async (page) => {
    await page.getByRole('link', { name: 'Indiquer l’âge' }).tap();
    await expectWelcoming(page);
    await page.getByText('Moins de 15 ans').tap();
    await page.getByLabel(/Mois de ses 15 ans/).fill('2027-03');
    await page.getByRole('button', { name: 'Enregistrer l’âge' }).tap();
    await page.getByText('L’âge est enregistré.').waitFor();
    expect(await page.locator('main').textContent()).toContain('fin mars 2027');
    await expectWelcoming(page);
    await page.locator('summary', { hasText: 'Montrer un lien' }).tap();
    await page.getByRole('button', { name: 'Montrer un lien' }).tap();
    await page.getByRole('img', { name: /Code à scanner/ }).waitFor();
    await expectWelcoming(page);
    link = (await page.locator('.guardian-address').textContent()) ?? '';
  });

  const parent = { javaScriptEnabled: false };
  await inBrowser(async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto(link);
    const first = page.getByRole('group', { name: 'Noé peut montrer un badge avec son nom' });
    await first.getByText('Oui, je suis d’accord').tap();
    await page.getByRole('button', { name: 'Enregistrer ma réponse' }).tap();
    // What was chosen stays while something is to mend.
    await page.getByRole('link', { name: /Vous êtes/ }).waitFor();
    expect(await first.getByLabel('Oui, je suis d’accord').isChecked()).toBe(true);
    await page.getByText('Parent', { exact: true }).tap();
    await page.getByRole('button', { name: 'Enregistrer ma réponse' }).tap();
    await page.getByText('Votre réponse est enregistrée.').waitFor();
    expect(new Set(asked)).toEqual(new Set([http.origin]));
    expect(await page.context().cookies()).toEqual([]);
  }, parent);
  expect(await isAllowed()).toBe(false);

  await asNoe(async (page) => {
    await page.goto(`${http.origin}/backpack/me/consent`);
    const named = page.getByRole('region', { name: 'Montrer un badge avec mon nom' });
    await named.getByRole('button', { name: 'Je suis d’accord' }).tap();
    await named.getByText('C’est permis').waitFor();
    await expectWelcoming(page);
  });
  expect(await isAllowed()).toBe(true);

  later();
  await inBrowser(async (page) => {
    await page.goto(link);
    await expectWelcoming(page);
    const first = page.getByRole('group', { name: 'Noé peut montrer un badge avec son nom' });
    await first.getByText('Non', { exact: true }).tap();
    await page.getByRole('button', { name: 'Enregistrer ma réponse' }).tap();
    await page.getByText('Votre réponse est enregistrée.').waitFor();
  });
  expect(await isAllowed()).toBe(false);

  await asNoe(async (page) => {
    await page.goto(`${http.origin}/backpack/me/consent`);
    await page.getByText('Pas besoin d’attendre').waitFor();
    await expectWelcoming(page);
  });
}, 60_000);

test('at fifteen the backpack asks again until there is an answer, by keyboard alone', async () => {
  const { service } = http;
  const { learnerId, profileId } = scene.noe;
  const age = { band: 'under15', bandUntil: '2026-12' } as const;
  await service.store.learners.setAge(profileId, learnerId, age);
  await asNoe(async (page) => {
    await page.goto(`${http.origin}/backpack/me/consent`);
    const named = page.getByRole('region', { name: 'Montrer un badge avec mon nom' });
    await named.getByRole('button', { name: 'Je suis d’accord' }).focus();
    await page.keyboard.press('Enter');
    await named.getByText('Tu as dit oui').waitFor();
  });
  http.clock.now = new Date('2027-01-02T10:00:00Z');
  await asNoe(async (page) => {
    await page.goto(`${http.origin}/backpack/me`);
    await page.getByText('Maintenant, c’est toi qui décides').waitFor();
    await expectWelcoming(page);
    await page.getByRole('link', { name: 'Répondre' }).focus();
    await page.keyboard.press('Enter');
    const named = page.getByRole('region', { name: 'Montrer un badge avec mon nom' });
    await named.getByText('Tu as grandi').waitFor();
    await named.getByRole('button', { name: 'Je suis d’accord' }).focus();
    await page.keyboard.press('Enter');
    await named.getByText('C’est permis').waitFor();
    await page.goto(`${http.origin}/backpack/me`);
    expect(await page.getByText('Maintenant, c’est toi qui décides').count()).toBe(0);
  });
}, 60_000);

test.each(['fr', 'en'])(
  'what is kept is told without a script, in %s, light and dark',
  async (lang) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await inBrowser(
        async (page) => {
          await page.goto(`${http.origin}/your-data?lang=${lang}`);
          await expectWelcoming(page);
          expect(await page.locator('html').getAttribute('lang')).toBe(lang);
        },
        { colorScheme },
      );
    }
  },
);
