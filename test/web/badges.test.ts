import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ENGLISH, FRENCH, newBadge, newDraft } from './badge-samples.ts';
import {
  type Centre,
  ORIGIN,
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

const get = async (path: string, language = 'fr') => {
  const headers = { cookie, 'accept-language': language };
  return (await web.fetch(path, { headers })).text();
};
const post = (path: string, fields: Record<string, string> = {}) =>
  postAsMember(web, cookie, path, fields);
const place = () => ({ web, centre });

describe('the list', () => {
  test('shows each badge once, in the language of the page, and the drafts', async () => {
    const { id } = await newBadge(place(), { fr: FRENCH, en: ENGLISH });
    const { draftId } = await newDraft(place(), { fr: { ...FRENCH, name: 'Pas encore fini' } });
    const french = await get('/badges');
    expect(french).toContain('Robot suiveur');
    expect(french).not.toContain('Line follower');
    expect(french).toContain(`href="/badges/${id}"`);
    expect(french).toContain(`href="/badges/drafts/${draftId}"`);
    expect(french).toContain('Pas encore fini');
    const english = await get('/badges', 'en');
    expect(english).toContain('Line follower');
    expect(english).not.toContain('Robot suiveur');
  });

  test('is shown page by page, and archived ones apart', async () => {
    const crowd = await openCentreWithBadges(web);
    const own = { headers: { cookie: await signIn(web, crowd) } };
    const read = async (path: string) => (await web.fetch(path, own)).text();
    const tiles = (page: string) =>
      [...page.matchAll(/class="tile" href="([^"]*)"/g)].map(([, href]) => href);
    const more = (page: string) =>
      /href="(\/badges\?[^"]*after[^"]*)"/
        .exec(page)?.[1]
        ?.replace(/&#x3D;/g, '=')
        .replaceAll('&amp;', '&') ?? '';
    const before = tiles(await read('/badges')).length;
    for (let at = 0; at < 62; at += 1) {
      const name = `Badge ${String(at).padStart(2, '0')}`;
      await newBadge({ web, centre: crowd }, { fr: { ...FRENCH, name } });
    }
    const first = await read('/badges');
    const second = await read(more(first));
    expect([tiles(first).length, tiles(second).length]).toEqual([60, before + 2]);
    expect(new Set([...tiles(first), ...tiles(second)]).size).toBe(62 + before);
    expect(more(second)).toBe('');
    expect(tiles(await read('/badges?after=nothing'))).toEqual(tiles(first));
    expect(first).not.toContain('list=archived');

    const [gone = ''] = tiles(first);
    await postAsMember(web, own.headers.cookie, `${gone}/archive`, {});
    const list = await read('/badges');
    expect(tiles(list)).not.toContain(gone);
    expect(list).toMatch(/list(=|&#x3D;)archived/);
    expect(tiles(await read('/badges?list=archived'))).toEqual([gone]);
    expect(await get('/badges?list=archived')).not.toContain(`href="${gone}"`);
  }, 30_000);

  test('of a centre without badges leads to the catalogue', async () => {
    const { createProfile } = await import('../../src/usecases/people/create-profile.ts');
    const profile = await createProfile(web.service, { kind: 'operator' }, { name: 'Nouveau' });
    const own = await signIn(web, { ...centre, profile });
    const page = await (await web.fetch('/badges', { headers: { cookie: own } })).text();
    expect(page).toContain('Vous n’avez pas encore de badge.');
    expect(page).toContain('href="/badges/catalogue"');
  });
});

describe('a badge as the centre sees it', () => {
  test('says who has it, and leads on to awarding, changing and its public page', async () => {
    const page = await get(`/badges/${centre.achievement.id}`);
    expect(page).toContain('Décerné 2 fois.');
    expect(page).toContain(`badge&#x3D;${centre.achievement.id}"`);
    expect(page).toContain(`href="/achievements/${centre.achievement.id}"`);
    expect(page).toContain('/new-version"');
  });

  test('is archived and offered again, and the page says so', async () => {
    const { id } = await newBadge(place());
    const archived = await post(`/badges/${id}/archive`);
    expect([archived.status, archived.headers.get('location')]).toEqual([
      303,
      `/badges/${id}?done=archived`,
    ]);
    const page = await get(`/badges/${id}?done=archived`);
    expect(page).toContain('Archivé le 20 novembre 2026');
    expect(page).not.toContain('/workshops/new?badge');
    expect(await (await web.fetch(`/achievements/${id}`)).text()).toContain('n’est plus décerné');
    await post(`/badges/${id}/unarchive`);
    expect(await get(`/badges/${id}`)).toContain('/workshops/new?badge');
  });

  test('of another centre is not there, and nothing of it can be changed (SECURITY T56)', async () => {
    const other = await openCentreWithBadges(web);
    const { id } = await newBadge({ web, centre: other });
    for (const path of [`/badges/${id}`, `/badges/${id}?done=archived`]) {
      expect((await web.fetch(path, { headers: { cookie } })).status).toBe(404);
    }
    for (const action of ['archive', 'unarchive', 'new-version']) {
      expect((await post(`/badges/${id}/${action}`)).status).toBe(404);
    }
    const stored = await web.service.store.achievements.get(id);
    expect(stored?.archivedAt).toBeUndefined();
  });

  test('leads to a draft of its next version, the same one each time', async () => {
    const { id } = await newBadge(place());
    const first = (await post(`/badges/${id}/new-version`)).headers.get('location') ?? '';
    expect(first).toMatch(/^\/badges\/drafts\//);
    expect((await post(`/badges/${id}/new-version`)).headers.get('location')).toBe(first);
    const published = await post(`${first}/publish`);
    expect(published.status).toBe(303);
    const page = await get(`/badges/${id}`);
    expect(page).toContain('Une version plus récente l’a remplacé');
    expect(page).not.toContain('/new-version"');
    const open = await (await web.fetch(`/achievements/${id}`)).text();
    expect(open).toContain('Une version plus récente existe');
  });
});

describe('the public page', () => {
  test('is a card elsewhere, with the picture and its text, and names nobody', async () => {
    const { id } = await newBadge(place());
    const html = await (await web.fetch(`/achievements/${id}`)).text();
    const url = `${ORIGIN}/achievements/${id}`;
    for (const [property, content] of [
      ['og:title', FRENCH.name],
      ['og:description', FRENCH.description],
      ['og:url', url],
      ['og:image', `${url}/image.png`],
      ['og:image:alt', FRENCH.imageAlt],
      ['og:locale', 'fr_FR'],
    ]) {
      expect(html).toContain(`<meta property="${property}" content="${content}">`);
    }
    expect(html).toContain(`<link rel="alternate" type="application/ld+json" href="${url}">`);
    expect(html).not.toMatch(/Léa|Martin/);
  });

  test('signs the text of the picture and the version', async () => {
    const { id } = await newBadge(place());
    const location = (await post(`/badges/${id}/new-version`)).headers.get('location');
    const published = await post(`${location}/publish`);
    const newest = published.headers.get('location')?.split(/[/?]/)[2];
    const headers = { accept: 'application/ld+json' };
    const document = await (await web.fetch(`/achievements/${newest}`, { headers })).json();
    expect(document).toMatchObject({ version: '2', image: { caption: FRENCH.imageAlt } });
  });

  test('of an uploaded picture gives it as SVG too, and that can do nothing (SECURITY T32)', async () => {
    const pixel = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const hash = await web.deps.designs.remake(new Uint8Array(pixel));
    const { id } = await newBadge(place(), { fr: FRENCH, picture: { kind: 'upload', hash } });
    const svg = await web.fetch(`/achievements/${id}/image.svg`);
    expect(await svg.text()).toContain('data:image/png;base64,');
    expect(svg.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    const png = await web.fetch(`/achievements/${id}/image.png`);
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
  }, 20_000);

  test('of the issuer leaves out what is archived', async () => {
    const { id } = await newBadge(place(), { fr: { ...FRENCH, name: 'Bientôt rangé' } });
    const path = `/issuers/${centre.profile.handle}`;
    expect(await get(path)).toContain('Bientôt rangé');
    await post(`/badges/${id}/archive`);
    expect(await get(path)).not.toContain('Bientôt rangé');
  });
});
