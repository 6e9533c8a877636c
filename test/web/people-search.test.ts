import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCentreWithBadges, postAsMember, signIn, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let cookie: string;
let lea: string;

beforeAll(async () => {
  web = await startWeb();
  const centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
  lea = `/people/${centre.award.learnerId}`;
});
afterAll(() => web.stop());

const told = async (response: Response) => ({
  status: response.status,
  html: await response.text(),
});
const read = async (path: string) => told(await web.fetch(path, { headers: { cookie } }));
const search = async (q: string, path = '/people') =>
  told(await postAsMember(web, cookie, path, { q }));

describe('the search', () => {
  test('finds a person by the first letters, and keeps what was typed', async () => {
    const { html } = await search('le mar');
    expect(html).toMatch(`<a href="${lea}">`);
    expect(html).toMatch('1 personne trouvée');
    expect(html).toMatch('value="le mar"');
    expect(html).not.toContain('Noé');
  });

  test('finds who was awarded a badge by the first letters of its name', async () => {
    const { html } = await search('robot');
    expect(html).toMatch('Léa Martin');
    expect(html).toMatch('Noé D&#x27;Arc');
    expect(html).toMatch('Robot suiveur, le 20 novembre 2026');
  });

  test('shows those awarded lately before anything is typed', async () => {
    const { html } = await read('/people');
    expect(html).toMatch('Derniers badges décernés');
    expect(html).toMatch('Léa Martin');
  });

  test('answers its script with a part of the page', async () => {
    const { html } = await search('no', '/people/search');
    expect(html).toMatch(/^<div id="found" class="stack" data-count="1 personne trouvée">/);
    expect(html).toMatch('Noé');
    expect(html).not.toMatch('<html');
  });

  // SECURITY row 112.
  test.each([
    "' OR '1'='1",
    '%',
    '_',
    'NEAR(',
    '"',
    '<script>alert(1)</script>',
    '\u202E\u0645',
    'x'.repeat(10_000),
  ])('%# is words and nothing else', async (query) => {
    for (const path of ['/people', '/people/search']) {
      const { status, html } = await search(query, path);
      expect(status).toBe(200);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('Léa Martin');
    }
  });

  test('a NUL is refused (SECURITY row 112), other shapes are no search', async () => {
    expect((await search('a\0b')).status).toBe(400);
    for (const fields of [{ 'q[$gt]': 'a' }, { x: '1' }]) {
      const { html } = await told(await postAsMember(web, cookie, '/people', fields));
      expect(html).toMatch('Derniers badges décernés');
    }
  });

  // Addresses stand in histories and in the logs of proxies: no name of a learner is in one.
  test('has no name in an address: the forms post, and an address searches nothing', async () => {
    for (const page of ['/workshops', '/people']) {
      const { html } = await read(page);
      expect(html).toMatch(/<form class="search" role="search" method="post" action="\/people"/);
    }
    const { html } = await read('/people?q=robot');
    expect(html).toMatch('Derniers badges décernés');
    expect(html).not.toContain('value="robot"');
    expect((await read('/people/search?q=robot')).status).toBe(404);
  });

  test('without the word of the session nothing is searched (T52)', async () => {
    for (const path of ['/people', '/people/search']) {
      const answer = await web.postForm(path, { q: 'lea' }, { headers: { cookie } });
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain('Martin');
    }
  });
});
