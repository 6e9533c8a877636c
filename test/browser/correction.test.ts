import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { badgeOf } from '../../src/usecases/awarding/copies.ts';
import { openLearnerSession } from '../../src/usecases/backpack/learner-sessions.ts';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import { type HttpService, startHttp } from '../http.ts';
import { openSceneOf, type Scene } from '../usecases/share-scene.ts';
import { openBrowser } from './open-browser.ts';
import { expectWelcoming } from './welcoming.ts';

let http: HttpService;
let browser: Browser;
let scene: Scene;

beforeAll(async () => {
  [http, browser] = await Promise.all([startHttp(), openBrowser()]);
  scene = await openSceneOf(http);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await http?.stop();
});

/** Somebody's own phone. */
async function phone(): Promise<Page> {
  const viewport = { width: 390, height: 844 };
  return (await browser.newContext({ viewport, hasTouch: true, locale: 'fr-FR' })).newPage();
}

async function learnersPhone(): Promise<Page> {
  const page = await phone();
  const { secret } = await openLearnerSession(http.service, scene.lea, { mode: 'browser' });
  const { name } = learnerCookie(http.origin);
  await page.context().addCookies([{ name, value: secret, url: http.origin }]);
  return page;
}

test('a learner asks, the team corrects, and an old copy leads to the new one', async () => {
  const { service, award, profile } = scene;
  const before = await badgeOf(service, award.id);
  const lea = await learnersPhone();
  await lea.goto(`${http.origin}/backpack/badges/${award.id}`);
  await lea.getByRole('link', { name: /Demander une correction/ }).tap();
  await lea.getByRole('heading', { level: 1, name: 'Demander une correction' }).waitFor();
  await expectWelcoming(lea);
  await lea.getByRole('button', { name: 'Envoyer ma demande' }).tap();
  await lea.getByRole('radio', { name: 'La date ou la durée' }).check();
  await lea.getByLabel('Explique en quelques mots').fill('C’était le 12.\nPas le 18.');
  await lea.getByRole('button', { name: 'Envoyer ma demande' }).tap();
  await lea.getByText('Ta demande est envoyée.').waitFor();
  await expectWelcoming(lea);

  scene.clock.now = new Date(scene.clock.now.getTime() + 60_000);
  const team = await phone();
  await team.goto(`${http.origin}/enter/${await newOwnerLink(service, profile.id)}`);
  await team.getByRole('button', { name: 'Entrer' }).tap();
  await team.waitForURL(`${http.origin}/workshops`);
  await team.goto(`${http.origin}/people/inbox`);
  await team.getByRole('link', { name: 'Corriger le badge' }).tap();
  await team.getByRole('heading', { level: 1, name: 'Corriger ce badge' }).waitFor();
  expect(await team.getByText('Pas le 18.').count()).toBe(1);
  await expectWelcoming(team);
  await team.getByRole('textbox', { name: 'Date' }).fill('2026-11-12');
  await team.getByRole('button', { name: 'Relire avant de signer' }).tap();
  // Nothing was said of how bad it was.
  await team.getByRole('alert').waitFor();
  await expectWelcoming(team);
  await team.getByRole('radio', { name: /quelque chose de faux/ }).check();
  await team.getByRole('button', { name: 'Relire avant de signer' }).tap();
  await team.getByRole('heading', { level: 1, name: 'Ce qui sera signé' }).waitFor();
  expect(await team.getByText('Atelier du 12 novembre 2026').count()).toBe(1);
  await expectWelcoming(team);
  await team.getByRole('button', { name: 'Signer la correction' }).tap();
  await team.getByText('Le badge est corrigé.').waitFor();

  await lea.goto(`${http.origin}/backpack/badges/${award.id}`);
  expect(await lea.getByText('12 novembre 2026').count()).toBe(1);
  expect(await lea.getByText('Corrigé le').count()).toBe(1);

  const employer = await phone();
  const asked: string[] = [];
  employer.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await employer.goto(`${http.origin}/verify`);
  await employer.getByLabel('Ou un texte').fill(before.text);
  await employer.locator('#verify-here').tap();
  await employer.getByRole('heading', { level: 1, name: /plus valable/ }).waitFor();
  // The check itself tells this service nothing of the badge: the visitor may.
  expect(asked.filter((one) => one.startsWith('POST'))).toEqual([]);
  // The first thing to do, before the person is asked what they did.
  const next = employer.locator('section', { hasText: 'Que faire ?' });
  await expectWelcoming(employer);
  await next.getByRole('button', { name: 'Demander à ce site' }).tap();
  await next.getByText('Le centre a corrigé ce badge').waitFor();
  await expectWelcoming(employer);
  await employer.getByRole('button', { name: 'Voir le badge corrigé' }).tap();
  await employer.getByRole('heading', { level: 1, name: 'Authentique et valable' }).waitFor();
  expect(await employer.getByText('Atelier du 12 novembre 2026').count()).toBeGreaterThan(0);
}, 90_000);
