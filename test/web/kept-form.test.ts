import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { csrfOf } from '../../src/web/member-room.ts';
import { type Centre, openCentreWithBadges, signIn, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let cookie: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
beforeEach(async () => {
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

const OURS = { 'sec-fetch-site': 'same-origin' };
const wordOf = (session: string) => csrfOf(web.service, session.split('=')[1] ?? '');

/** What the hidden fields of the page hold, as a browser reads them. */
function fieldsIn(html: string): Record<string, string> {
  const plain = (text: string) =>
    text
      .replaceAll('&#x3D;', '=')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  const main = html.slice(html.indexOf('<h1'));
  const found = main.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries(
    [...found].map(([, name = '', value = '']) => [plain(name), plain(value)]),
  );
}

describe('a form whose session has ended', () => {
  test('keeps what was written, and sends it once its member is back', async () => {
    await web.postForm('/account/leave', {}, { headers: { cookie, ...OURS } });
    const written = { title: 'Atelier "Gare" <b>', date: '2026-11-20', names: 'Léa\r\nTom & Zoé' };
    const given = { ...written, badge: centre.achievement.id };
    const late = { ...given, csrf: wordOf(cookie) };
    const refused = await web.postForm('/workshops/new', late, { headers: { cookie, ...OURS } });
    const html = await refused.text();
    expect([refused.status, html.includes('Rien n’est perdu')]).toEqual([403, true]);
    expect(html).toMatch(/href="\/sign-in" target="_blank" rel="noopener"/);
    expect(fieldsIn(html)).toEqual(given);

    const back = await signIn(web, centre);
    const headers = { cookie: back, ...OURS };
    const again = await web.postForm('/workshops/new', fieldsIn(html), { headers });
    const page = await again.text();
    expect(again.status).toBe(403);
    expect(fieldsIn(page)).toEqual({ ...given, csrf: wordOf(back) });
    const sent = await web.postForm('/workshops/new', fieldsIn(page), { headers });
    expect(sent.headers.get('location')).toMatch(/^\/workshops\/batches\//);
  });

  // Whoever signs in next in this browser would send it in their own name.
  test.each(['/team/invitations', '/account', '/centre', '/people/one/letter'])(
    'that decides something is not kept: %s',
    async (address) => {
      const written = { name: 'Ami', email: 'ami@x.test', role: 'owner' };
      const refused = await web.postForm(address, written, { headers: { cookie, ...OURS } });
      const html = await refused.text();
      expect([refused.status, html.includes('ami@x.test')]).toEqual([403, false]);
    },
  );

  test('keeps a list of names that was sent with a file, but not the file', async () => {
    const form = new FormData();
    form.set('title', 'Atelier');
    form.set('names', 'Léa\nTom');
    form.append('people', 'one');
    form.append('people', 'two');
    form.set('file', new Blob(['Prénom\nAya']), 'liste.csv');
    const init = { method: 'POST', body: form, headers: OURS };
    const html = await (await web.fetch('/workshops/new', init)).text();
    expect(html).toContain('value="Léa\r\nTom"');
    expect(html.match(/name="people" value="(one|two)"/g)).toHaveLength(2);
    expect(html).toContain('il sera à choisir de nouveau');
    expect(html).not.toContain('Aya');
  });

  test('with nothing written is the plain page', async () => {
    const address = '/account/sessions/end-others';
    const refused = await web.postForm(address, { csrf: 'x' }, { headers: OURS });
    const html = await refused.text();
    expect([refused.status, html.includes('Entrez d’abord')]).toEqual([403, true]);
    expect(html).not.toContain('<form class="stack"');
  });

  // SECURITY row 112: what another site wrote never waits in a page of ours for the word.
  test.each([[{}], [{ 'sec-fetch-site': 'none' }], [{ origin: 'https://issuer.test' }]])(
    'keeps nothing unless the browser says that the page was ours: %j',
    async (said) => {
      const headers = { cookie, ...(said as Record<string, string>) };
      const refused = await web.postForm('/centre', { name: 'Evil' }, { headers });
      expect(refused.status).toBe(403);
      expect(await refused.text()).not.toContain('Evil');
    },
  );

  test('keeps nothing that is no form, or larger than what people write', async () => {
    const large = await web.postForm('/centre', { name: 'x'.repeat(600_000) }, { headers: OURS });
    expect([large.status, (await large.text()).includes('xxx')]).toEqual([403, false]);
    const headers = { ...OURS, 'content-type': 'application/json' };
    const json = await web.fetch('/centre', { method: 'POST', headers, body: '{"name":"Evil"}' });
    expect([json.status, (await json.text()).includes('Evil')]).toEqual([403, false]);
  });
});
