import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newOwnerLink } from '../../src/usecases/people/member-links.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await web.fetch(path, { headers });
  return { status: response.status, headers: response.headers, html: await response.text() };
};

describe('the backpack', () => {
  const headers = () => ({ cookie: centre.backpack });
  const badge = () => `/backpack/badges/${centre.award.id}`;

  test('hands out each format as a file that verifies', async () => {
    for (const format of ['json', 'jwt', 'png', 'svg']) {
      const file = await web.fetch(`${badge()}/${format}`, { headers: headers() });
      expect([format, file.status]).toEqual([format, 200]);
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename/);
      expect(file.headers.get('cache-control')).toBe('no-store');
      const report = await web.deps.verifyBytes(new Uint8Array(await file.arrayBuffer()));
      expect(report.verdict).toBe('verified');
    }
    for (const place of [`${badge()}/pdf`, '/backpack/badges/none/json']) {
      expect([place, (await read(place, headers())).status]).toEqual([place, 404]);
    }
  });

  test('300 kB of form and 401 fields are refused', async () => {
    const post = (fields: Record<string, string>) =>
      web.postForm(`${badge()}/answer`, fields, { headers: headers() });
    expect((await post({ answer: 'x'.repeat(300_000) })).status).toBe(413);
    const fields = Object.fromEntries(Array.from({ length: 401 }, (_, at) => [`f${at}`, '1']));
    expect((await post(fields)).status).toBe(413);
  });

  test('does nothing without the word of its session (SECURITY T56)', async () => {
    const foreign = await web.postForm(
      `${badge()}/answer`,
      { answer: 'declined' },
      { headers: headers() },
    );
    expect(foreign.status).toBe(403);
    const { awards, removals } = web.service.store;
    expect((await awards.answersOf([centre.award.id])).size).toBe(0);
    expect(await removals.ofAwards([centre.award.id])).toEqual([]);
  });
});

describe('the share page', () => {
  test('tells a revoked badge from one whose share has ended', async () => {
    const secret = await shareOf(web, centre);
    const cookie = await signIn(web, centre);
    const action = `/workshops/awards/${centre.award.id}/revoke`;
    const revoked = await postAsMember(web, cookie, action, { reason: 'Erreur' });
    expect([revoked.status, revoked.headers.get('location')]).toEqual([303, '/workshops']);
    const { html, status } = await read(`/s/${secret}`);
    expect(status).toBe(200);
    expect(html).toMatch(
      'Authentique, mais plus valable : il a été révoqué'.replace(' :', '\u00a0:'),
    );
    expect(html).toMatch('verdict-late');
    expect(html).not.toContain('Erreur');
    web.clock.now = new Date(web.clock.now.getTime() + 31 * 86_400_000);
    expect((await read(`/s/${secret}`)).status).toBe(404);
  });

  test('speaks English when asked, and remembers it', async () => {
    const secret = await shareOf(web, centre);
    const { html, headers } = await read(`/s/${secret}?lang=en`);
    expect(html).toMatch('<html lang="en">');
    expect(html).toMatch('<h1>Authentic and valid</h1>');
    // An employer is given no cookie at all.
    expect(headers.get('set-cookie')).toBeNull();
    const searched = await read('/verify?returnTo=%2Fx&lang=fr');
    expect(searched.headers.get('set-cookie')).toMatch(/^lang=fr;.*HttpOnly; Secure; SameSite=Lax/);
    expect(searched.html).toContain('href="?returnTo&#x3D;%2Fx&amp;lang&#x3D;en"');
    expect((await read('/', { cookie: 'a=b; lang=en' })).html).toMatch('<html lang="en">');
    expect((await read('/', { 'accept-language': 'en-GB,fr;q=0.5' })).html).toMatch('lang="en"');
    expect((await read('/', { 'accept-language': 'de' })).html).toMatch('<html lang="fr">');
  });
});

// SECURITY row 117.
describe('the owner link', () => {
  test('looking never uses it up; the button does, once', async () => {
    const secret = await newOwnerLink(web.service, centre.profile.id);
    for (const method of ['GET', 'HEAD', 'GET']) {
      const looked = await web.fetch(`/enter/${secret}`, { method });
      expect(looked.status).toBe(200);
      expect(looked.headers.get('set-cookie')).toBeNull();
    }
    const entered = await web.fetch(`/enter/${secret}`, { method: 'POST' });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/workshops']);
    expect(entered.headers.get('set-cookie')).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=28800; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    const again = await web.fetch(`/enter/${secret}`, { method: 'POST' });
    expect([again.status, await again.text()]).toEqual([
      410,
      expect.stringMatching('a déjà servi'),
    ]);
  });

  test('has an end', async () => {
    const secret = await newOwnerLink(web.service, centre.profile.id);
    web.clock.now = new Date(web.clock.now.getTime() + 31 * 60_000);
    expect((await read(`/enter/${secret}`)).status).toBe(410);
  });

  test('on a laptop without https the cookie has its plain name', async () => {
    const plain = await startWeb({}, { BASE_URL: 'http://localhost:3000' });
    try {
      const cookie = await signIn(plain, await openCentreWithBadges(plain));
      expect(cookie).toMatch(/^session=/);
    } finally {
      await plain.stop();
    }
  });
});

describe('the team space', () => {
  test('shows people and workshops, and no secret link', async () => {
    const cookie = await signIn(web, centre);
    const places = ['', `/${centre.award.workshopId}`].map((place) => `/workshops${place}`);
    for (const place of [...places, '/people', `/people/${centre.award.learnerId}`]) {
      const { html, status } = await read(place, { cookie });
      expect([place, status]).toEqual([place, 200]);
      expect(html).not.toMatch(/\/backpack\//);
      expect(html).not.toContain(centre.backpack.split('=')[1]);
    }
  });

  test('a session ends with its button', async () => {
    const headers = { cookie: await signIn(web, centre) };
    const left = await web.fetch('/account/leave', { method: 'POST', headers });
    expect(left.headers.get('set-cookie')).toMatch(/^__Host-session=;/);
    const { status, html } = await read('/workshops', headers);
    expect(status).toBe(403);
    expect(html).toMatch('réservée à l’équipe');
  });
});

test('the service says how it is', async () => {
  expect(JSON.parse((await read('/healthz')).html)).toEqual({ ok: true });
  expect((await read('/readyz')).status).toBe(200);
  const sick = await startWeb({ ready: async () => ({ ok: false, checks: { database: false } }) });
  try {
    const response = await sick.fetch('/readyz');
    expect([response.status, await response.json()]).toEqual([
      503,
      { ok: false, checks: { database: false } },
    ]);
  } finally {
    await sick.stop();
  }
});
