import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BatchLine } from '../../src/domain/batch.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { awardCsv } from '../harness.ts';
import { type Centre, openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let cookie: string;
let batchId: string;
let people: string[];

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
  ({ batchId, people } = await batchOf(centre));
});
afterAll(() => web.stop());

/** Ten people who were awarded from one list, the first of whom has a link already: Léa. */
async function batchOf({ profile, achievement }: Centre) {
  const names = ['Léa;Martin', ...Array.from({ length: 9 }, (_, at) => `Ami ${at};Nouveau`)];
  const list = `Prénom;Nom\n${names.join('\n')}\n`;
  const reports = await awardCsv(web.service, profile, achievement, list);
  const id = web.service.newId();
  const finishedAt = '2026-11-20T15:04:05.000Z';
  await web.service.store.batches.insert({
    id,
    profileId: profile.id,
    achievementId: achievement.id,
    list: web.service.readList(new TextEncoder().encode(list)),
    warnings: [],
    createdBy: 'operator',
    createdAt: finishedAt,
  });
  const lines = reports.map(
    ({ line, outcome, fresh, learnerId = '' }): BatchLine => ({ line, outcome, fresh, learnerId }),
  );
  await web.service.store.batches.report({ batchId: id, run: 1, lines, finishedAt });
  return { batchId: id, people: lines.map(({ learnerId }) => learnerId ?? '') };
}

const path = () => `/workshops/batches/${batchId}/print`;
const read = async () => {
  const response = await web.fetch(path(), { headers: { cookie } });
  return { status: response.status, html: await response.text() };
};
async function post(ids: readonly string[]): Promise<Response> {
  const form = new URLSearchParams(ids.map((id): [string, string] => ['people', id]));
  form.set('csrf', csrfOf(web.service, cookie.split('=')[1] ?? ''));
  return web.fetch(path(), { method: 'POST', body: form, headers: { cookie } });
}
const ticked = (html: string) =>
  [...html.matchAll(/value="([\w-]+)" checked/g)].map((one) => one[1]);

test('who has no link yet is ticked, and who has one says so', async () => {
  const { html } = await read();
  expect(ticked(html).sort()).toEqual(people.slice(1).sort());
  expect(html.match(/a déjà un lien/g)).toHaveLength(1);
});

test('nobody chosen is said, and nobody gets a link', async () => {
  const refused = await post([]);
  expect(refused.status).toBe(422);
  expect(await refused.text()).toMatch('Choisissez au moins une personne.');
});

test('each gets a slip that opens their own badges, once; then all have a link', async () => {
  const made = await post(people.slice(1));
  const html = await made.text();
  expect(made.status).toBe(201);
  expect(html).toMatch('9 papiers à imprimer');
  const slips = [...html.matchAll(/slip-name">([^<]+)<[\s\S]*?backpack\/([\w-]{22})</g)];
  expect(slips).toHaveLength(9);
  for (const [, name, secret] of slips) {
    const page = await (await web.fetch(`/backpack/${secret}`)).text();
    expect(page).toMatch(`<h1>Carnet de badges\u00a0: ${name}</h1>`);
  }
  const again = await read();
  expect(ticked(again.html)).toEqual([]);
  expect(again.html).not.toContain(slips[0]?.[2]);
});

test('who is not of the list gets nothing (SECURITY T56)', async () => {
  const other = await openCentreWithBadges(web);
  const noe = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
  for (const id of [other.award.learnerId, noe[0]?.id ?? '', 'none']) {
    expect((await post([id])).status).toBe(404);
  }
});

test('another centre’s list is not found (SECURITY T56)', async () => {
  const other = await openCentreWithBadges(web);
  const headers = { cookie: await signIn(web, other) };
  expect((await web.fetch(path(), { headers })).status).toBe(404);
});
