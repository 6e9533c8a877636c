import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { awardCsv, OPERATOR, openCentre } from '../harness.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

const SIZES = {
  'a phone': { width: 390, height: 844 },
  'a desk': { width: 1280, height: 900 },
};
const NAMES = ['D’Almeida', "D'Almeida", 'Noémie', 'Mimi'];

let http: HttpService;
let browser: Browser;

beforeAll(async () => {
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await http.stop();
});

/** A centre of its own with one badge awarded to one person. */
async function awardOne() {
  const { service } = http;
  const { profile, achievement } = await openCentre(service);
  const list = 'Prénom;Nom;Surnom\nNoémie;D’Almeida;Mimi\n';
  const [report] = await awardCsv(service, profile, achievement, list);
  if (!report?.award) throw new Error('Nothing was awarded.');
  const { award } = report;
  const learner = { kind: 'learner', learnerId: award.learnerId, profileId: profile.id } as const;
  return { service, profile, award, learner };
}

/** A clean browser, and every address it is led to. */
async function visitor(viewport: { width: number; height: number }) {
  const context = await browser.newContext({ viewport, locale: 'fr-FR' });
  const asked: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  return { page: await context.newPage(), asked, leave: () => context.close() };
}

describe.each(Object.entries(SIZES))('on %s', (_device, viewport) => {
  test('a learner opens the gallery, keeps a badge, shows it and takes the link back', async () => {
    const { service, award, learner } = await awardOne();
    const { secret } = await openLearnerSession(service, learner, { mode: 'browser' });
    const { page, asked, leave } = await visitor(viewport);
    const { name } = learnerCookie(http.origin);
    await page.context().addCookies([{ name, value: secret, url: http.origin }]);
    await page.goto(`${http.origin}/backpack`);
    await expectWelcoming(page);
    expect(await page.getByRole('heading', { name: 'Robot suiveur' }).count()).toBe(1);
    expect(await page.getByText('Montrer à un employeur').count()).toBe(0);

    await page.getByRole('button', { name: 'Je le garde' }).click();
    await page.getByRole('link', { name: 'Robot suiveur' }).click();
    await page.getByRole('link', { name: 'Montrer à un employeur' }).click();
    await page.getByLabel('Pour qui ?').fill('Garage Dupont');
    await expectWelcoming(page);
    await page.getByRole('button', { name: 'Créer le lien' }).click();
    await expectWelcoming(page);
    const link = await page.getByLabel('Le lien à donner').inputValue();
    expect(link).toMatch(new RegExp(`^${http.origin}/s/[\\w-]{22}$`));

    const employer = await visitor(viewport);
    await employer.page.goto(link);
    await expectWelcoming(employer.page);
    expect(await employer.page.getByRole('heading', { level: 1 }).textContent()).toContain(
      'Authentique et valable',
    );
    const shown = await employer.page.content();
    for (const name of [...NAMES, 'Garage']) expect(shown).not.toContain(name);

    await page.getByRole('link', { name: 'Mes badges' }).first().click();
    await page.getByRole('link', { name: 'Robot suiveur' }).click();
    await page.getByRole('link', { name: /Garage Dupont/ }).click();
    await page.getByRole('button', { name: 'Fermer ce lien' }).click();
    expect((await employer.page.reload())?.status()).toBe(404);
    expect((await service.store.awards.answersOf([award.id])).get(award.id)).toBe('accepted');

    // No third party, ever: fonts, pictures and scripts included.
    for (const url of [...asked, ...employer.asked]) expect(url).toContain(http.origin);
    await Promise.all([leave(), employer.leave()]);
  }, 60_000);

  test('an employer reads that a badge was revoked, and what it was', async () => {
    const { service, award, learner } = await awardOne();
    await answerAward(service, learner, { awardId: award.id, answer: 'accepted' });
    const { token } = await openShareOf(service, learner, {
      entryIds: [award.id],
      days: 7,
      label: '',
    });
    await revokeAward(service, OPERATOR, { awardId: award.id, reason: 'Raison secrète' });
    const { page, leave } = await visitor(viewport);
    await page.goto(`${http.origin}/s/${token}`);
    await expectWelcoming(page);
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    expect(title).toContain('Authentique, mais plus valable');
    expect(title).toContain('révoqué');
    expect(await page.getByText('Monte un robot et le programme.').count()).toBeGreaterThan(0);
    expect(await page.content()).not.toContain('Raison secrète');
    await leave();
  }, 60_000);

  test('anyone verifies a file and a text, keyboard only', async () => {
    const { service, award } = await awardOne();
    const badge = await badgeOf(service, award.id);
    const { page, leave } = await visitor(viewport);
    await page.goto(`${http.origin}/verify`);
    await expectWelcoming(page);
    const file = join(http.folder, 'badge.png');
    await writeFile(file, (await service.badgeFile(badge, 'png')).bytes);
    await page.getByLabel('Un fichier ou une image').setInputFiles(file);
    await page.getByRole('button', { name: 'Vérifier', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Authentique et valable/ }).waitFor();
    await expectWelcoming(page);

    await page.getByRole('link', { name: 'Vérifier un autre badge' }).click();
    const forged = badge.text.replace('Monte un robot', 'Monte une fusée');
    await page.getByLabel('Ou un texte').fill(forged);
    await page.getByRole('button', { name: 'Vérifier', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Non authentique' }).waitFor();
    await expectWelcoming(page);

    await page.getByRole('link', { name: 'Vérifier un autre badge' }).click();
    await page.getByLabel('Ou un texte').fill('Bonjour !');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await expectWelcoming(page);
    await leave();
  }, 60_000);

  test('a member enters once by the owner link, names the centre and revokes', async () => {
    const { service, profile, award } = await awardOne();
    const link = `${http.origin}/enter/${await newOwnerLink(service, profile.id)}`;
    const { page, leave } = await visitor(viewport);
    await page.goto(link);
    await expectWelcoming(page);
    await page.getByRole('button', { name: 'Entrer' }).click();
    await page.getByRole('heading', { level: 1, name: 'Espace de l’équipe' }).waitFor();
    await expectWelcoming(page);

    await page.goto(`${http.origin}/centre`);
    await page.getByLabel('Nom du centre').fill('Maison de quartier des Lilas');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('C’est enregistré.').waitFor();
    await expectWelcoming(page);

    await page.getByRole('link', { name: 'Personnes' }).click();
    await page.getByLabel('Chercher une personne ou un badge').pressSequentially('alm');
    await page.getByRole('status').filter({ hasText: 'trouvé' }).waitFor();
    await page.getByRole('link', { name: /Noémie/ }).click();
    await expectWelcoming(page);
    await page.getByText('Agir sur ce badge').first().click();
    await page.getByRole('link', { name: /^Révoquer «/ }).click();
    await expectWelcoming(page);
    await page.getByLabel('Raison').fill('Mauvaise ligne');
    await page.getByRole('button', { name: 'Révoquer pour toujours' }).click();
    await page.getByText('Le badge est révoqué.').waitFor();
    await expectWelcoming(page);
    // A browser without a window has no viewer for PDF: it keeps the file.
    const kept = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Imprimer (sa|une nouvelle) carte/ }).click();
    expect((await kept).suggestedFilename()).toMatch(/\.pdf$/);
    const report = await service.verifyText((await badgeOf(service, award.id)).text);
    expect(report.state).toBe('revoked');

    const other = await visitor(viewport);
    await other.page.goto(link);
    // The link was used: it says so, and lets nobody in.
    await other.page.getByText('déjà servi').waitFor();
    await Promise.all([leave(), other.leave()]);
  }, 60_000);
});
