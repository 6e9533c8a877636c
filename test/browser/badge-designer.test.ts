import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { createDraft } from '../../src/usecases/achievements/create-draft.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

let http: HttpService;
let browser: Browser;
beforeAll(async () => {
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await http.stop();
});

/** The designer of a new draft, as its centre's owner sees it on a phone. */
async function openDesigner({ script }: { script: boolean }) {
  const { service } = http;
  const { profile } = await openCentre(service);
  const owner = { kind: 'member', memberId: 'm', profileId: profile.id, role: 'owner' } as const;
  const draft = await createDraft(service, owner, { from: 'nothing', inLanguage: 'fr' });
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'fr-FR',
    javaScriptEnabled: script,
  });
  const page = await context.newPage();
  await page.goto(`${http.origin}/enter/${await newOwnerLink(service, profile.id)}`);
  await page.getByRole('main').getByRole('button').first().click();
  await page.goto(`${http.origin}/badges/drafts/${draft.id}/picture`);
  const saved = async () => (await service.store.drafts.latest(draft.id))?.text.picture;
  return { page, saved, leave: () => context.close() };
}

/** The design in the address of the preview, once the picture is there. */
async function previewOf(page: Page): Promise<URLSearchParams> {
  const src = await page.locator('#preview').getAttribute('src');
  return new URL(src ?? '', http.origin).searchParams;
}

const MECANO = {
  kind: 'design',
  design: {
    shape: 'flower',
    ground: '#4f3b70',
    thread: '#f6d083',
    icon: 'bike',
    ribbon: 'Mécano',
  },
};

test('the preview follows every tap, icons are found while typing, and the picture is kept', async () => {
  const { page, saved, leave } = await openDesigner({ script: true });
  await expectWelcoming(page);
  await page.getByLabel('Fleur').check();
  await page.getByLabel('Prune et Paille').check();
  await page.getByLabel('Chercher un dessin').fill('velo');
  await page.getByLabel('vélo', { exact: true }).check();
  await page.getByLabel('Ruban').fill('Mécano');
  await page.locator('#preview[src*="M%C3%A9cano"]').waitFor();
  expect(Object.fromEntries(await previewOf(page))).toEqual(MECANO.design);
  const width = `document.getElementById('preview').decode().then(() =>
    document.getElementById('preview').naturalWidth)`;
  expect(await page.evaluate(width)).toBe(600);

  await page.getByLabel('Fil', { exact: true }).fill('#51406f');
  await page.getByText('Ces deux couleurs sont trop proches').waitFor();
  expect(await page.getByLabel('Mes couleurs').isChecked()).toBe(true);
  await page.getByText('garde les couleurs d’avant').waitFor();
  await page.getByLabel('Prune et Paille').check();
  await page.getByText('Le dessin se voit bien').waitFor();
  await page.getByText('garde les couleurs d’avant').waitFor({ state: 'detached' });
  // Every shape is shown in the colours that were chosen, with the icon.
  await page.locator('#shape img[src*="4f3b70"][src*="bike"]').nth(5).waitFor();
  await page.getByLabel('Ruban').fill('🚲');
  await page.getByText('Vérifiez le ruban').waitFor();
  await page.getByLabel('Ruban').fill('Mécano');
  await expectWelcoming(page);
  await page.getByRole('button', { name: 'Garder cette image' }).click();
  await page.waitForURL(/done=saved/);
  expect(await saved()).toEqual(MECANO);
  await leave();
}, 60_000);

test('works without a script', async () => {
  const { page, saved, leave } = await openDesigner({ script: false });
  await page.getByLabel('Fleur').check();
  await page.getByLabel('Prune et Paille').check();
  await page.getByLabel('Ruban').fill('Mécano');
  await page.getByLabel('Chercher un dessin').fill('vélo');
  await page.getByRole('button', { name: 'Chercher' }).click();
  await page.getByLabel('vélo', { exact: true }).check();
  await page.getByRole('button', { name: 'Voir' }).click();
  expect(Object.fromEntries(await previewOf(page))).toEqual(MECANO.design);
  await page.getByRole('button', { name: 'Garder cette image' }).click();
  expect(await saved()).toEqual(MECANO);
  await leave();
}, 60_000);
