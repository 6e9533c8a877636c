import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

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

const read = async (path: string) => {
  const response = await web.fetch(path, { headers: { cookie } });
  return { status: response.status, html: await response.text() };
};

describe('the search', () => {
  test('finds a person by the first letters, and keeps what was typed', async () => {
    const { html } = await read('/people?q=le%20mar');
    expect(html).toMatch(`<a href="${lea}">`);
    expect(html).toMatch('1 personne trouvée');
    expect(html).toMatch('value="le mar"');
    expect(html).not.toContain('Noé');
  });

  test('finds who was awarded a badge by the first letters of its name', async () => {
    const { html } = await read('/people?q=robot');
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
    const { html } = await read('/people/search?q=no');
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
      const { status, html } = await read(`${path}?q=${encodeURIComponent(query)}`);
      expect(status).toBe(200);
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('Léa Martin');
    }
  });

  test('a NUL is refused (SECURITY row 112), other shapes are no search', async () => {
    expect((await read('/people?q=a%00b')).status).toBe(400);
    for (const query of ['q[$gt]=a', 'q=a&q=b', 'x=1']) {
      expect((await read(`/people?${query}`)).html).toMatch('Derniers badges décernés');
    }
  });
});
