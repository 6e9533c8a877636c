import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Centre,
  openCentreWithBadges,
  shareOf,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let share: string;
let cookie: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  share = await shareOf(web, centre);
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

/** What `fetch` will not send. */
function raw(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; allow: string }>((resolve, reject) => {
    const call = request(web.address, { method, path, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, allow: response.headers.allow ?? '' });
    });
    call.once('error', reject);
    call.end();
  });
}

/** A member's browser in which a backpack is open too. */
const both = () => `${cookie}; ${centre.backpack}`;

const pages = () => ['/', '/verify', `/s/${share}`, '/backpack', '/workshops', '/card', '/nothing'];

const VERIFIER_POLICY =
  ";worker-src 'self';require-trusted-types-for 'script';trusted-types ecusson";

test('every page has the headers that keep it safe (SECURITY T50, T58)', async () => {
  for (const path of pages()) {
    const { headers } = await web.fetch(path, { headers: { cookie: both() } });
    // The pages of the verifier write HTML in the browser, through the one policy that they name.
    const more = path === '/verify' ? VERIFIER_POLICY : '';
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';" +
        `form-action 'self';base-uri 'none';frame-ancestors 'none'${more}`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  }
});

test('a page behind a secret is kept nowhere and told to nobody, found or not', async () => {
  const paths = [...pages().slice(2, 6), '/s/wrong', '/v/wrong', '/enter/wrong'];
  for (const path of paths) {
    const { headers } = await web.fetch(path, { headers: { cookie: both() } });
    expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow, noarchive');
  }
});

test('wrong links of one kind all get the same page (SECURITY row 119)', async () => {
  const session = centre.backpack.split('=')[1] ?? '';
  for (const wrong of [
    ['/enter/wrong', `/enter/${session}`, '/nothing'],
    ['/s/wrong', `/s/${session}`, '/s/x'],
  ]) {
    const answers = await Promise.all(wrong.map((path) => web.fetch(path)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
  }
});

describe('a request that another site makes a browser send (SECURITY row 113)', () => {
  const post = async (headers: Record<string, string>) => {
    const path = `/workshops/awards/${centre.award.id}/revoke`;
    const response = await web.fetch(path, {
      method: 'POST',
      headers: { cookie, accept: 'application/json', ...headers },
    });
    return [response.status, ((await response.json()) as { code: string }).code];
  };

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.test' }],
    [{ origin: 'null' }],
    [{ origin: 'https://issuer.test.evil.test' }],
    [{ origin: 'http://issuer.test' }],
    [{ origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('%p is refused', async (headers) => {
    expect(await post(headers as Record<string, string>)).toEqual([403, 'request_refused']);
  });

  test('our own forms pass, also from a page that sends no referrer', async () => {
    for (const headers of [
      { origin: web.deps.origin, 'sec-fetch-site': 'same-origin' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
    ]) {
      const left = await web.fetch('/account/leave', { method: 'POST', headers });
      expect(left.status).toBe(303);
    }
  });
});

// SECURITY row 122.
test('odd requests are refused and never a fault', async () => {
  expect(await raw('TRACE', '/verify')).toEqual({ status: 405, allow: 'GET, HEAD, POST, OPTIONS' });
  expect((await raw('GET', '/%00')).status).toBe(400);
  expect((await raw('GET', '/%ff')).status).toBe(400);
  expect((await raw('GET', '/issuers/%E0%A4%A')).status).toBe(400);
  expect((await raw('GET', '/..%2f..%2fetc')).status).toBe(404);
  expect((await raw('GET', '/assets/..%2f..%2f..%2fpackage.json')).status).toBe(404);
  expect((await raw('GET', '/assets/')).status).toBe(404);
  expect((await raw('GET', `/${'a'.repeat(20_000)}`)).status).toBe(431);
  expect((await raw('GET', '/', { 'accept-language': '*;q=x,,;', accept: ';;' })).status).toBe(200);
  expect((await raw('GET', '/?lang[]=fr&lang=xx&__proto__[a]=1')).status).toBe(200);
});

// SECURITY row 123.
test('no address is built from Host', async () => {
  const headers = { host: 'evil.test', 'x-forwarded-host': 'evil.test' };
  const read = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const call = request(web.address, { path, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.once('end', () => resolve(text));
      });
      call.once('error', reject);
      call.end();
    });
  const { handle } = centre.profile;
  for (const path of [`/s/${share}`, `/issuers/${handle}/did.json`, '/.well-known/jwks.json']) {
    const text = await read(path);
    expect(text).toContain('issuer.test');
    expect(text).not.toContain('evil.test');
  }
});

test('the log has route patterns, and no secret, name or address (SECURITY T63)', async () => {
  await web.fetch('/backpack', { headers: { cookie: centre.backpack } });
  await web.fetch(`/s/${share}?lang=en`);
  await web.fetch('/nothing/here');
  const text = JSON.stringify(web.logged);
  expect(text).toContain('"route":"/backpack"');
  expect(text).toContain('"route":"/s/:token"');
  const session = cookie.split('=')[1] ?? 'none';
  const backpack = centre.backpack.split('=')[1] ?? 'none';
  for (const secret of [backpack, share, session, 'Léa', 'Martin', '127.0.0.1', 'nothing']) {
    expect(text).not.toContain(secret);
  }
  const line = web.logged.find(({ event }) => event === 'request');
  expect(Object.keys(line?.fields ?? {}).sort()).toEqual(['id', 'method', 'ms', 'route', 'status']);
});

test('a fault tells its caller nothing, and its message is not logged', async () => {
  const broken = await startWeb({
    statusList: async () => {
      throw new Error('Léa Martin, secret');
    },
  });
  try {
    const response = await broken.fetch('/status/x');
    const body = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', status: 500, code: 'fault' });
    const fault = broken.logged.find(({ event }) => event === 'fault');
    expect(fault?.fields).toMatchObject({ name: 'Error', at: expect.stringContaining('at ') });
    expect(body + JSON.stringify(broken.logged)).not.toMatch(/Léa|secret/);
    const id = JSON.parse(body).instance.replace('urn:uuid:', '');
    expect(fault?.fields['id']).toBe(id);
  } finally {
    await broken.stop();
  }
});
