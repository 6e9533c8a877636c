import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { achievementDocument } from '../../src/domain/achievement.ts';
import { didOf, issuerOf, profileUrl } from '../../src/domain/profile.ts';
import { type Centre, ORIGIN, openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let issuer: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  issuer = `/issuers/${centre.profile.handle}`;
});
afterAll(() => web.stop());

const json = async (path: string, accept = '*/*') => {
  const response = await web.fetch(path, { headers: { accept } });
  return { response, body: (await response.json()) as Record<string, unknown> };
};

async function statusPath(): Promise<string> {
  const [credential] = await web.service.store.credentials.listOfAward(centre.award.id);
  return `/status/${credential?.statusListId}`;
}

async function documents(): Promise<[string, string][]> {
  const keys = await web.service.store.keys.listOf(centre.profile.id);
  return [
    [`${issuer}/did.json`, 'application/did+json'],
    [`${issuer}/keys/${keys[0]?.kid}`, 'application/jwk+json'],
    ['/.well-known/jwks.json', 'application/jwk-set+json'],
    [await statusPath(), 'application/json'],
    [`/achievements/${centre.achievement.id}/image.png`, 'image/png'],
    [`/achievements/${centre.achievement.id}/image.svg`, 'image/svg+xml'],
  ];
}

test('each document has its media type to the letter, for any origin, with HEAD and 304', async () => {
  for (const [path, type] of await documents()) {
    const first = await web.fetch(path);
    const body = new Uint8Array(await first.arrayBuffer());
    expect([path, first.status, first.headers.get('content-type')]).toEqual([path, 200, type]);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(body.length).toBeGreaterThan(100);

    const etag = first.headers.get('etag') ?? '';
    const again = await web.fetch(path, { headers: { 'if-none-match': etag } });
    expect([path, again.status]).toEqual([path, 304]);

    const head = await web.fetch(path, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(body.length)]);
    expect(head.headers.get('etag')).toBe(etag);

    const preflight = await web.fetch(path, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
  }
});

test('the DID document is that of the profile', async () => {
  const { response, body } = await json(`${issuer}/did.json`, 'text/html');
  expect(response.headers.get('content-type')).toBe('application/did+json');
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  expect(body['id']).toBe(didOf(centre.profile));
});

test('a key URL gives the bare JWK whatever is asked for, under its own URL', async () => {
  for (const key of await web.service.store.keys.listOf(centre.profile.id)) {
    const { body } = await json(`${issuer}/keys/${key.kid}`, 'text/html');
    expect(body).toMatchObject({ ...key.publicJwk, kid: `${ORIGIN}${issuer}/keys/${key.kid}` });
    expect(Object.keys(body)).not.toContain('d');
  }
});

test('the JWKS names the https URL and the issuer of every key', async () => {
  const { body } = await json('/.well-known/jwks.json');
  const keys = body['keys'] as Record<string, unknown>[];
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    expect(key['kid']).toMatch(`${ORIGIN}${issuer}/keys/`);
    expect(key['iss']).toBe(didOf(centre.profile));
  }
});

test('a status list is JSON unless application/vc is preferred, and always asked for again', async () => {
  const path = await statusPath();
  const { response, body } = await json(path, 'application/vc');
  expect(response.headers.get('content-type')).toBe('application/vc');
  expect(response.headers.get('cache-control')).toBe('public, no-cache');
  expect(response.headers.get('vary')).toMatch('Accept');
  expect(body['id']).toBe(ORIGIN + path);
  const both = await web.fetch(path, { headers: { accept: 'application/json, application/vc' } });
  expect(both.headers.get('content-type')).toBe('application/json');
});

describe('issuers and achievements', () => {
  test('are JSON-LD for machines', async () => {
    for (const accept of ['application/ld+json', 'application/json']) {
      const profile = await json(issuer, accept);
      expect(profile.response.headers.get('content-type')).toBe(accept);
      expect(profile.response.headers.get('access-control-allow-origin')).toBe('*');
      expect(profile.body).toMatchObject(issuerOf(centre.profile));
      const achievement = await json(`/achievements/${centre.achievement.id}`, accept);
      expect(achievement.response.headers.get('cache-control')).toBe('public, max-age=3600');
      const document = JSON.parse(JSON.stringify(achievementDocument(centre.achievement)));
      expect(achievement.body).toMatchObject(document);
      expect((achievement.body['@context'] as string[])[0]).toMatch('credentials/v2');
    }
  });

  test('are pages for people', async () => {
    const page = await web.fetch(issuer, { headers: { accept: 'text/html' } });
    const html = await page.text();
    expect(page.headers.get('vary')).toMatch('Accept');
    expect(html).toMatch(`<h1>${centre.profile.name}</h1>`);
    expect(html).toContain('Robot suiveur');
    const achievement = await web.fetch(`/achievements/${centre.achievement.id}`);
    const text = await achievement.text();
    expect(text).toMatch(`href="${profileUrl(centre.profile)}"`);
    expect(text).toMatch('alt="Robot suiveur"');
    expect(text).toMatch('<li>câblé un robot ;</li>');
  });

  test('an SVG opened by itself can do nothing (SECURITY T32)', async () => {
    const svg = await web.fetch(`/achievements/${centre.achievement.id}/image.svg`);
    expect(svg.headers.get('content-security-policy')).toBe(
      "sandbox; default-src 'none'; style-src 'none'",
    );
    expect(svg.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

test('what is not there is a problem for machines, readable from any origin', async () => {
  const paths = [
    '/issuers/nobody/did.json',
    `${issuer}/keys/none`,
    '/status/none',
    '/achievements/none/image.png',
  ];
  for (const path of paths) {
    const { response, body } = await json(path, 'application/json');
    expect([path, response.status, body['code']]).toEqual([path, 404, 'not_found']);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  }
});
