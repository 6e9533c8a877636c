import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import { FRENCH, newDraft } from './badge-samples.ts';
import { type Centre, openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

let browser: Browser;
let web: TestWeb;
let centre: Centre;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  web = await startWeb({}, { BASE_URL: 'http://localhost:3000' });
  centre = await openCentreWithBadges(web);
  context = await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 } });
  await enter(context);
  page = await context.newPage();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await web?.stop();
});

/** A header of its own would be lost at the first redirect. */
async function enter(visitor: BrowserContext): Promise<void> {
  const [name = '', value = ''] = (await signIn(web, centre)).split('=');
  await visitor.addCookies([{ name, value, url: web.address }]);
}

describe('the editor with its script', () => {
  test('advises while someone writes, in the words of the page', async () => {
    const { draftId } = await newDraft({ web, centre });
    await page.goto(`${web.address}/badges/drafts/${draftId}`);
    const advice = page.locator('[data-hints="fr_criteria"]');
    expect(await advice.isVisible()).toBe(false);
    await page.locator('[name="fr_criteria"]').fill('- comprendre comment fonctionne une radio');
    await advice.getByText('« comprendre » ne se voit pas').waitFor();
    await page.locator('[name="fr_criteria"]').fill(FRENCH.criteria);
    await advice.waitFor({ state: 'hidden' });
  }, 30_000);

  test('finds skills live, adds and removes them, and nothing typed is lost', async () => {
    const { draftId } = await newDraft({ web, centre });
    await page.goto(`${web.address}/badges/drafts/${draftId}`);
    await page.locator('[name="fr_name"]').fill('Pas encore enregistré');
    await page.locator('[name="skill"]').fill('mot de passe');
    const add = page.locator('[data-found] button').first();
    await add.click();
    const chips = page.locator('[data-chips] li');
    expect(await chips.count()).toBe(1);
    await page.locator('[data-found] button').nth(1).click();
    await chips.first().locator('button').click();
    expect(await chips.count()).toBe(1);
    await page.locator('button.main[name="save"]').click();
    await page.getByText('Le brouillon est enregistré.').waitFor();
    const text = (await web.service.store.drafts.latest(draftId))?.text;
    expect([text?.fr?.name, text?.skills.length]).toEqual(['Pas encore enregistré', 1]);
  }, 30_000);

  test('what saves and publishes stays in reach on a phone, above the bar under the thumb', async () => {
    const { draftId } = await newDraft({ web, centre });
    await page.goto(`${web.address}/badges/drafts/${draftId}`);
    const [save, publish, bar] = await Promise.all(
      ['.save-bar .main', '.save-bar [formaction]', 'nav.bar'].map((one) =>
        page.locator(one).boundingBox(),
      ),
    );
    if (!save || !publish || !bar) throw new Error('Something is not on the page.');
    for (const { y, height } of [save, publish]) {
      expect(y).toBeGreaterThan(400);
      expect(y + height).toBeLessThanOrEqual(bar.y);
    }
    await page.locator('[name="fr_tags"]').focus();
    // Nothing that has the focus lies behind it, once the page has scrolled there: WCAG 2.2, 2.4.11.
    const places = await page.evaluate(`new Promise((resolve) => {
      const edges = (one) => document.querySelector(one).getBoundingClientRect().toJSON();
      const look = () => {
        const [field, bar] = ['[name="fr_tags"]', '.save-bar'].map(edges);
        if (field.top > 0 && field.bottom <= bar.top) resolve('in sight');
        else requestAnimationFrame(look);
      };
      setTimeout(() => resolve('behind the bar'), 5000);
      look();
    })`);
    expect(places).toBe('in sight');
  }, 30_000);

  test('Enter in a field saves, and does not leave for the picture', async () => {
    const { draftId } = await newDraft({ web, centre });
    await page.goto(`${web.address}/badges/drafts/${draftId}`);
    await page.locator('[name="fr_name"]').fill('Par la touche Entrée');
    await page.locator('[name="fr_name"]').press('Enter');
    await page.getByText('Le brouillon est enregistré.').waitFor();
  }, 30_000);
});

test('without JavaScript: a ready badge in two taps, and a badge of one’s own to its publication', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'fr-FR' });
  await enter(plain);
  const visit = await plain.newPage();
  await visit.goto(`${web.address}/badges`);
  await visit.getByRole('link', { name: 'Voir le catalogue' }).click();
  await visit
    .getByRole('button', { name: /^Prendre ce badge/ })
    .first()
    .click();
  await visit.getByText('Ce badge est à vous.').waitFor();

  await visit.goto(`${web.address}/badges/new`);
  await visit.getByRole('button', { name: 'Commencer' }).click();
  await visit.getByLabel('Nom du badge').first().fill(FRENCH.name);
  await visit.getByLabel('Ce qu’il faut avoir fait').first().fill(FRENCH.criteria);
  await visit.getByRole('button', { name: 'Publier' }).click();
  await visit.locator('#fr_description-error').waitFor();
  await visit.getByLabel('En une ou deux phrases').first().fill(FRENCH.description);
  await visit.getByLabel('Chercher une compétence').fill('montage vidéo');
  await visit.getByRole('button', { name: 'Chercher' }).click();
  await visit
    .getByRole('button', { name: /^Ajouter la compétence/ })
    .first()
    .click();
  await visit.getByRole('button', { name: 'Publier' }).click();
  await visit.getByText('Le badge est publié.').waitFor();
  expect(await visit.getByRole('heading', { level: 1 }).textContent()).toBe(FRENCH.name);
  await plain.close();
}, 60_000);
