import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BatchLine } from '../../src/domain/batch.ts';
import type { CardSheet } from '../../src/domain/card-sheet.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { awardCsv } from '../harness.ts';
import { type Centre, openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let cookie: string;
let batchId: string;
let people: string[];
/** What was printed, the last sheet last. */
const sheets: CardSheet[] = [];

beforeAll(async () => {
  web = await startWeb();
  const { drawCards } = web.service;
  await web.stop();
  web = await startWeb({
    drawCards: (sheet) => {
      sheets.push(sheet);
      return drawCards(sheet);
    },
  });
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
  ({ batchId, people } = await batchOf(centre));
});
afterAll(() => web.stop());

/** Ten people who were awarded from one list. */
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
const read = async (where = path()) => {
  const response = await web.fetch(where, { headers: { cookie } });
  return { status: response.status, html: await response.text() };
};
function post(
  ids: readonly string[],
  fields: Record<string, string> = {},
  where = path(),
): Promise<Response> {
  const form = new URLSearchParams(ids.map((id): [string, string] => ['people', id]));
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('csrf', csrfOf(web.service, cookie.split('=')[1] ?? ''));
  return web.fetch(where, { method: 'POST', body: form, headers: { cookie } });
}
const ticked = (html: string) =>
  [...html.matchAll(/name="people" value="([\w-]+)" checked/g)].map((one) => one[1]);
/** Whose backpack a card opens: the name on its page. */
async function openedBy(form: Record<string, string>): Promise<string> {
  const entered = await web.postForm('/card', form);
  const session = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await web.fetch('/card', { headers: { cookie: session } });
  return /<h1>C’est le carnet (?:de |d’)([^<]+)<\/h1>/.exec(await page.text())?.[1] ?? '';
}

test('who has no card yet is ticked, and who has one says so', async () => {
  await post([people[0] ?? '']);
  const { html } = await read();
  expect(ticked(html).sort()).toEqual(people.slice(1).sort());
  expect(html.match(/a déjà une carte/g)).toHaveLength(1);
});

test('nobody chosen is said, and nobody gets a card', async () => {
  const before = sheets.length;
  const refused = await post([], { size: '10' });
  expect(refused.status).toBe(422);
  const html = await refused.text();
  expect(html).toMatch('Choisissez au moins une personne.');
  expect(html).toMatch(/value="10" checked/);
  expect(sheets).toHaveLength(before);
});

test('each gets a card that opens their own badges, by its code and by its typed one; then all have one', async () => {
  const made = await post(people.slice(1));
  expect(made.status).toBe(200);
  expect(made.headers.get('content-type')).toBe('application/pdf');
  expect(made.headers.get('content-disposition')).toBe('inline; filename="cartes.pdf"');
  expect(made.headers.get('cache-control')).toBe('no-store');
  expect(Buffer.from(await made.arrayBuffer()).toString('latin1', 0, 5)).toBe('%PDF-');
  const cards = sheets.at(-1)?.cards ?? [];
  expect(cards).toHaveLength(9);
  expect(new Set(cards.map(({ picture }) => picture)).size).toBe(9);
  for (const { names, qr, code } of cards) {
    const [origin, secret = ''] = qr.text.split('#');
    expect(origin).toBe('https://issuer.test/card');
    expect(await openedBy({ secret })).toBe(names[0]);
    expect(await openedBy({ code })).toBe(names[0]);
  }
  const again = await read();
  expect(ticked(again.html)).toEqual([]);
  expect(again.html).not.toContain(cards[0]?.qr.text.split('#')[1]);
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

test('several people are found one after the other, and printed together', async () => {
  const where = '/people/cards';
  const [lea = '', , second = ''] = people;
  const first = await (await post([lea], { q: 'Ami 1', step: 'search' }, where)).text();
  expect(ticked(first)).toEqual([lea]);
  expect(first).toMatch('1 personne cochée');
  expect(first).toMatch('Ami 1 Nouveau');
  expect(first).not.toMatch('Ami 2 Nouveau');
  const made = await post([lea, second], { q: 'Ami 1', step: 'print', size: '10' }, where);
  expect(made.status).toBe(200);
  expect(sheets.at(-1)).toMatchObject({ perSheet: 10, cards: [{}, {}] });
  expect((await post([], { q: '' }, where)).status).toBe(422);
  // All who were found, at once, beside whoever was ticked before.
  const all = await (await post([lea], { q: 'Ami', step: 'all' }, where)).text();
  expect(ticked(all)).toEqual(expect.arrayContaining([lea, second]));
  const foreign = (await openCentreWithBadges(web)).award.learnerId;
  expect((await post([foreign, lea], {}, where)).status).toBe(404);
});

// SECURITY row 112.
test.each(["' OR '1'='1", '%', '<script>x</script>', 'x'.repeat(200), '🦊'])(
  'a search for %j is a search',
  async (q) => {
    const page = await read(`/people/cards?q=${encodeURIComponent(q)}`);
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('<script>x');
  },
);

test('a NUL, or a form that is not ours, is refused', async () => {
  expect((await read('/people/cards?q=%00')).status).toBe(400);
  expect((await post([], { q: '\0', step: 'search' }, '/people/cards')).status).toBe(400);
  expect((await post(['x'], { size: '9' }, '/people/cards')).status).toBe(400);
  expect((await post(['x'], { role: 'owner' })).status).toBe(400);
});
