import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { csrfOf } from '../../src/web/member-room.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let cookie: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

const get = async (path: string, language = 'fr') =>
  (await web.fetch(path, { headers: { cookie, 'accept-language': language } })).text();

const headingOf = (page: string) => /<h1>([^<]*)/.exec(page)?.[1];

describe('the catalogue', () => {
  test('shows every ready badge in the language of the page, and one theme without JavaScript', async () => {
    const { catalogue } = web.deps.library;
    const [french, english] = [
      await get('/badges/catalogue'),
      await get('/badges/catalogue', 'en'),
    ];
    expect(french.split('/adopt"')).toHaveLength(catalogue.length + 1);
    expect(english.split('/adopt"')).toHaveLength(catalogue.length + 1);
    const theme = catalogue[0]?.theme;
    const few = await get(`/badges/catalogue?theme=${theme}`);
    const inTheme = catalogue.filter((entry) => entry.theme === theme);
    expect(few.split('/adopt"')).toHaveLength(inTheme.length + 1);
    expect((await get('/badges/catalogue?theme=nothing')).split('/adopt"')).toHaveLength(
      catalogue.length + 1,
    );
  });

  test('leads to a page for each, with all that is to know of it, in both languages', async () => {
    for (const { key, fr, en } of web.deps.library.catalogue) {
      const path = `/badges/catalogue/${key}`;
      expect(await get('/badges/catalogue')).toContain(`href="${path}"`);
      const page = await get(path);
      expect(page).toContain(`action="${path}/adopt"`);
      expect(page).toContain(`formaction="${path}/draft"`);
      const name = (text: string) => text.replaceAll("'", '&#x27;').replaceAll('&', '&amp;');
      expect([page, await get(path, 'en')].map(headingOf)).toEqual([name(fr.name), name(en.name)]);
    }
    const unknown = await web.fetch('/badges/catalogue/rien', { headers: { cookie } });
    expect(unknown.status).toBe(404);
  });

  test('draws each in the language of the page', async () => {
    const [entry] = web.deps.library.catalogue;
    const image = await get(`/badges/catalogue/${entry?.key}/image`);
    expect(image).toMatch(/^<svg/);
    expect((await web.fetch('/badges/catalogue/rien/image', { headers: { cookie } })).status).toBe(
      404,
    );
  });

  test('one button makes a badge the centre’s own; then it says so', async () => {
    const [entry] = web.deps.library.catalogue;
    const adopt = () => postAsMember(web, cookie, `/badges/catalogue/${entry?.key}/adopt`, {});
    const first = await adopt();
    expect(first.status).toBe(303);
    expect((await adopt()).headers.get('location')).toBe(first.headers.get('location'));
    const page = await get('/badges/catalogue');
    expect(page).toContain('Il est à vous');
    const own = (first.headers.get('location') ?? '').replace('?done=adopted', '');
    expect(page).toContain(`href="${own}"`);
    const entryPage = await get(`/badges/catalogue/${entry?.key}`);
    expect(entryPage).toContain(`href="${own}"`);
    expect(entryPage).not.toContain('/adopt"');
    expect(await get(first.headers.get('location') ?? '')).toContain('/workshops/new?badge');
  });

  test('or a draft to adapt first', async () => {
    const entry = web.deps.library.catalogue[1];
    const begun = await postAsMember(web, cookie, `/badges/catalogue/${entry?.key}/draft`, {});
    expect(begun.headers.get('location')).toMatch(/^\/badges\/drafts\//);
    const unknown = await postAsMember(web, cookie, '/badges/catalogue/rien/draft', {});
    expect(unknown.status).toBe(404);
  });
});

describe('frameworks', () => {
  function upload(csv: string | Uint8Array | undefined, fields: Record<string, string> = {}) {
    const form = new FormData();
    const given = { name: 'Maison', url: 'https://centre.test/competences', ...fields };
    for (const [name, value] of Object.entries(given)) form.set(name, value);
    form.set('csrf', csrfOf(web.service, cookie.split('=')[1] ?? ''));
    if (csv !== undefined) form.set('file', new Blob([csv]), 'liste.csv');
    return web.fetch('/badges/frameworks', { method: 'POST', body: form, headers: { cookie } });
  }

  test('are imported from what a spreadsheet saves, searched, and taken out', async () => {
    const latin = Uint8Array.from(Buffer.from('code;nom\nZ1;Jardiner à plusieurs\n', 'latin1'));
    const added = await upload(latin);
    expect(added.headers.get('location')).toBe('/badges/frameworks?done=added');
    expect(await get('/badges/frameworks')).toContain('Maison');
    expect(await get('/badges/skills?q=jardiner')).toContain('Jardiner à plusieurs');
    const other = await openCentreWithBadges(web);
    const theirs = { cookie: await signIn(web, other) };
    const page = await (await web.fetch('/badges/frameworks', { headers: theirs })).text();
    expect(page).not.toContain('Maison');
    const [imported] = await web.service.store.frameworks.listOf(centre.profile.id);
    const remove = `/badges/frameworks/${imported?.id}/remove`;
    await postAsMember(web, theirs.cookie, remove, {});
    expect(await get('/badges/frameworks')).toContain('Maison');
    await postAsMember(web, cookie, remove, {});
    expect(await get('/badges/frameworks')).not.toContain('Maison');
  });

  test('that cannot be read say the line, and keep what was typed', async () => {
    for (const [csv, sentence] of [
      ['code;nom\n1;Un\n;Deux\n', 'Ligne 3, colonne « code »'],
      ['code;nom\n1;Un\n1;Deux\n', 'Ligne 3 : ce code est déjà celui de la ligne 2'],
      ['numéro;chose\n1;Un\n', 'il manque une colonne « nom »'],
      ['code;nom\n"1;Un\n', 'Ligne 2'],
    ] as const) {
      const refused = await upload(csv, { nameEn: 'House' });
      const page = await refused.text();
      expect([csv, refused.status]).toEqual([csv, 422]);
      expect(page.replace(/[\u00a0\u202f]/g, ' ')).toContain(sentence);
      expect(page).toContain('value="House"');
      expect(page).toContain('id="file-error"');
    }
  });

  test('need a name, an address and a file', async () => {
    const page = await (await upload(undefined, { name: '', url: 'javascript:1' })).text();
    for (const name of ['name', 'url', 'file']) expect(page).toContain(`id="${name}-error"`);
  });

  test('are limited, so that searching stays fast', async () => {
    for (let count = 0; count < 20; count += 1) await upload('code;nom\n1;Un\n');
    const refused = await upload('code;nom\n1;Un\n');
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Vous avez déjà 20 référentiels');
  });
});
