import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Workshop } from '../../src/domain/award.ts';
import { createProfile } from '../../src/usecases/people/create-profile.ts';
import { OPERATOR } from '../harness.ts';
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

const read = async (path: string, as = cookie) => {
  const response = await web.fetch(path, { headers: { cookie: as } });
  return { status: response.status, html: await response.text() };
};
const post = (path: string, fields: Record<string, string> = {}) =>
  postAsMember(web, cookie, path, fields);
const workshopPath = () => `/workshops/${centre.award.workshopId}`;

describe('the home of the team', () => {
  test('leads a first owner through', async () => {
    const profile = await createProfile(web.service, OPERATOR, { name: 'Maison neuve' });
    const { html } = await read('/workshops', await signIn(web, { ...centre, profile }));
    expect(html).toMatch('Choisissez un badge');
    expect(html).toMatch('class="button main" href="/badges/catalogue"');
    expect(html.match(/button main/g)).toHaveLength(1);
  });

  test.each(['Mon centre', 'My centre'])('asks for the name first: %s', async (name) => {
    const profile = await createProfile(web.service, OPERATOR, { name });
    const { html } = await read('/workshops', await signIn(web, { ...centre, profile }));
    expect(html).toMatch('class="button main" href="/centre"');
    expect(html.match(/button main/g)).toHaveLength(1);
    expect(html).not.toMatch('C’est fait');
  });

  test('shows the last workshops with their badges, and what the centre awards', async () => {
    const { html } = await read('/workshops');
    expect(html).toMatch('href="/workshops/new"');
    expect(html).toMatch(`<a href="${workshopPath()}">`);
    expect(html).toMatch('Atelier robotique');
    expect(html).toMatch('18 novembre 2026');
    expect(html).toMatch('2 badges');
    expect(html).toMatch('Robot suiveur');
    // Of a badge and its translation, the one in the language of the page.
    expect(html).not.toMatch('Line follower');
    expect((await read('/workshops?lang=en')).html).toMatch('Line follower');
  });

  test('lists older workshops by cursor; a wrong cursor begins again', async () => {
    const other = await openCentreWithBadges(web);
    const { id: profileId } = other.profile;
    for (let day = 1; day <= 12; day++) {
      const date = `2026-10-${String(day).padStart(2, '0')}`;
      const workshop: Workshop = {
        id: web.service.newId(),
        profileId,
        title: `Sortie du ${day}`,
        date,
        createdAt: `${date}T00:00:00.000Z`,
      };
      await web.service.store.workshops.insert(workshop);
    }
    const as = await signIn(web, other);
    const { html } = await read('/workshops', as);
    expect(html).toMatch('Sortie du 12');
    expect(html).not.toMatch('Sortie du 3<');
    const [, next = ''] = /href="(\/workshops\?before[^"]+)"/.exec(html) ?? [];
    const older = await read(next.replace('&#x3D;', '='), as);
    expect(older.html).toMatch('Sortie du 3<');
    expect(older.html).not.toMatch('Sortie du 12');
    for (const wrong of [
      'x',
      '2026-10-01',
      '~a',
      '2026-10-32~a',
      '2026-10-01~<b>',
      "2026-10-01~' OR 1",
    ]) {
      const again = await read(`/workshops?before=${encodeURIComponent(wrong)}`, as);
      expect([again.status, again.html.includes('Sortie du 12')]).toEqual([200, true]);
    }
  });
});

describe('a workshop', () => {
  test('has its people, what each was awarded, and a way to award them again', async () => {
    const { html } = await read(workshopPath());
    expect(html).toMatch('<h1>Atelier robotique</h1>');
    expect(html).toMatch('18 novembre 2026, 3 heures');
    expect(html).toMatch('Léa Martin');
    expect(html).toMatch('Noé D&#x27;Arc');
    expect(html).toMatch(`href="/workshops/new?workshop&#x3D;${centre.award.workshopId}"`);
  });

  test('names who came and was awarded nothing', async () => {
    const { id, profileId } = { id: web.service.newId(), profileId: centre.profile.id };
    const times = { date: '2026-11-19', createdAt: '2026-11-19T00:00:00.000Z' };
    await web.service.store.workshops.insert({ id, profileId, title: 'Sortie', ...times });
    await web.service.store.workshops.attend(id, [centre.award.learnerId]);
    const { html } = await read(`/workshops/${id}`);
    expect(html).toMatch('Léa Martin');
    expect(html).toMatch('Aucun badge');
  });

  test('of another centre, or of nobody, is not found (SECURITY T56)', async () => {
    const other = await openCentreWithBadges(web);
    for (const id of ['none', other.award.workshopId]) {
      expect((await read(`/workshops/${id}`)).status).toBe(404);
    }
  });
});

describe('revoking', () => {
  const path = () => `/workshops/awards/${centre.award.id}/revoke`;
  const person = () => `/people/${centre.award.learnerId}`;

  test('is asked for on a page that says what it does', async () => {
    const { html } = await read(`${path()}?returnTo=${encodeURIComponent(person())}`);
    expect(html).toMatch('«\u00a0Robot suiveur\u00a0», décerné à Léa Martin le 20 novembre 2026');
    expect(html).toMatch('Elle n’est jamais publique.');
    expect(html).toMatch(`name="returnTo" value="${person()}"`);
  });

  // SECURITY rows 114 to 116.
  test.each([
    '//evil.test',
    '/\\evil.test',
    '/%5cevil.test',
    'https:evil.test',
    '/\t/evil.test',
    'https://issuer.test.evil.test/',
  ])('never leads away: %j', async (returnTo) => {
    const { html } = await read(`${path()}?returnTo=${encodeURIComponent(returnTo)}`);
    expect(html).toMatch('name="returnTo" value="/"');
  });

  test('a reason that is too long is kept and said', async () => {
    const reason = 'a'.repeat(501);
    const refused = await post(path(), { reason, returnTo: person() });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toMatch(reason);
    expect(html).toMatch('id="reason-error"');
    expect(html).toMatch(`name="returnTo" value="${person()}"`);
  });

  test.each(['', '  ', 'ab'])('is not done without a reason: %j', async (reason) => {
    const refused = await post(path(), { reason, returnTo: person() });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch('id="reason-error"');
    expect((await read(person())).html).not.toMatch('Révoqué<');
  });

  test('takes the badge back, says so, and tells the team alone why', async () => {
    const done = await post(path(), { reason: 'Mauvaise ligne', returnTo: person() });
    expect([done.status, done.headers.get('location')]).toEqual([303, `${person()}?done=revoked`]);
    const { html } = await read(`${person()}?done=revoked`);
    expect(html).toMatch('Le badge est révoqué.');
    expect(html).toMatch('Révoqué');
    expect(html).toMatch('Mauvaise ligne');
    const headers = { cookie: centre.backpack };
    const backpack = await web.fetch('/backpack', { headers });
    expect(await backpack.text()).not.toMatch('Mauvaise ligne');
    expect((await read(path())).html).toMatch('il n’y a rien à révoquer');
    expect((await read('/workshops')).html).toMatch('1 badge<');
  });
});

describe('the centre’s own text', () => {
  test('is changed by its owner; names are text', async () => {
    const fields = { name: 'Centre <b>du Lac</b>', email: '', description: 'Un lieu.' };
    const saved = await post('/centre', fields);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/centre?done=saved']);
    const { html } = await read('/centre');
    expect(html).toMatch('value="Centre &lt;b&gt;du Lac&lt;/b&gt;"');
    expect((await web.service.store.profiles.get(centre.profile.id))?.email).toBeUndefined();
  });

  test.each([
    [{ name: 'x', email: '', description: '' }, 'name'],
    [{ name: 'Gare', email: 'gare', description: '' }, 'email'],
    [{ name: 'Gare', email: '', description: 'd'.repeat(1001) }, 'description'],
  ])('is kept when it is refused, with the sentence beside the field: %#', async (fields, at) => {
    const refused = await post('/centre', fields);
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toMatch(`id="${at}-error"`);
    expect(html).toMatch(Object.values(fields)[0] ?? '');
  });

  // SECURITY row 110.
  test('takes no other field', async () => {
    const refused = await post('/centre', { name: 'Gare', handle: 'mine', role: 'admin' });
    expect(refused.status).toBe(422);
  });
});
