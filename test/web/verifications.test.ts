import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let badge: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  const [credential] = await web.service.store.credentials.listOfAward(centre.award.id);
  badge = credential?.text ?? '';
});
afterAll(() => web.stop());

async function verify(
  body: NonNullable<RequestInit['body']>,
  type = 'application/json',
  more: Record<string, string> = {},
) {
  const headers = { ...(type ? { 'content-type': type } : {}), ...more };
  const response = await web.fetch('/api/v1/verifications', { method: 'POST', headers, body });
  return { response, body: (await response.json()) as Record<string, unknown> };
}

describe('POST /api/v1/verifications', () => {
  test('reports on a badge in each of its four formats', async () => {
    for (const format of ['json', 'jwt', 'png', 'svg'] as const) {
      const file = await web.deps.file(`${centre.award.id}.badge`, format);
      const { response, body } = await verify(Buffer.from(file.bytes), file.mediaType);
      expect([format, response.status]).toEqual([format, 200]);
      expect(body).toMatchObject({ verdict: 'verified', state: 'active', format });
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('reports on a broken badge with 200 (DESIGN section 6)', async () => {
    const { response, body } = await verify(badge.replace('Robot suiveur', 'Robot volant'));
    expect(response.status).toBe(200);
    expect(body).toMatchObject({ verdict: 'rejected' });
  });

  test('opens a link of its own share, and refuses links that are none', async () => {
    const secret = await shareOf(web, centre);
    const own = await verify(JSON.stringify({ url: `${web.deps.origin}/s/${secret}` }));
    expect(own.body).toMatchObject({ verdict: 'verified' });
    const cases = [
      ['http://badge.test/', 'url_scheme'],
      ['https://127.0.0.1/', 'egress_blocked'],
      ['https://a:b@badge.test/', 'url_userinfo'],
    ] as const;
    for (const [url, code] of cases) {
      const refused = await verify(JSON.stringify({ url }));
      expect([url, refused.response.status, refused.body['code']]).toEqual([url, 422, code]);
    }
    const wrong = await verify('{"url":5}');
    expect(wrong.body).toMatchObject({ status: 400, code: 'request_invalid' });
    expect(wrong.body['issues']).toMatchObject([{ path: '/url' }]);
  });

  // SECURITY section 2.1, rows 1-14, and 2.6, row 121.
  test.each([
    ['', 'application/json', 400, 'empty_body'],
    ['{"a":', 'application/json', 400, 'json_syntax'],
    ['[1,]', 'application/json', 400, 'json_syntax'],
    ['{"a":1}', 'application/json', 422, 'not_a_credential'],
    ['{"__proto__":{"verdict":"verified"}}', 'application/json', 400, 'json_forbidden_key'],
    [Buffer.from('7b22ff223a317d', 'hex'), 'application/json', 400, 'invalid_utf8'],
    [`"${' '.repeat(3_000_000)}"`, 'application/json', 413, 'body_too_large'],
    ['{}', 'application/json; charset=utf-16', 415, 'unsupported_charset'],
    ['a=b', 'application/x-www-form-urlencoded', 415, 'unsupported_media'],
    ['x', 'multipart/form-data; boundary=x', 415, 'unsupported_media'],
    ['GIF89a', 'application/octet-stream', 415, 'unsupported_media'],
  ])(
    '%#: a request that cannot be processed is a problem: %p',
    async (sent, type, status, code) => {
      const { response, body } = await verify(sent, type);
      expect([response.status, body['code']]).toEqual([status, code]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(body).toEqual({
        type: `${web.deps.origin}/problems/${code}`,
        title: expect.stringMatching(/\S.*\.$/),
        status,
        detail: expect.stringMatching(/\S/),
        code,
        instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
        ...(body['issues'] ? { issues: body['issues'] } : {}),
      });
    },
  );

  test('9 MiB are refused before they are read, and so is a compressed body', async () => {
    const large = await verify(Buffer.alloc(9 * 1024 * 1024), 'image/png');
    expect(large.body).toMatchObject({ status: 413, code: 'body_too_large' });
    const packed = await verify('x', 'application/json', { 'content-encoding': 'gzip' });
    expect(packed.body).toMatchObject({ status: 415, code: 'unsupported_media' });
  });

  test('any site may ask: nothing is changed and nobody is known', async () => {
    const headers = { origin: 'https://elsewhere.test', 'sec-fetch-site': 'cross-site' };
    expect((await verify(badge, 'application/vc', headers)).response.status).toBe(200);
    const preflight = await web.fetch('/api/v1/verifications', { method: 'OPTIONS' });
    expect(preflight.headers.get('access-control-allow-headers')).toMatch('Content-Type');
  });

  test('speaks the language of the request', async () => {
    const english = await verify('{"a":', 'application/json', { 'accept-language': 'en' });
    expect(english.body['title']).toMatch('This file cannot be read');
    expect(english.response.headers.get('content-language')).toBe('en');
  });
});

describe('the page /verify', () => {
  async function post(fields: Record<string, string | Blob>) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const response = await web.fetch('/verify', { method: 'POST', body: form });
    return { status: response.status, html: await response.text() };
  }

  test('shows the verdict on a text, and on a file beside fields left empty', async () => {
    const text = await post({ text: badge });
    expect(text.status).toBe(200);
    expect(text.html).toMatch('<h1>Authentique et valable</h1>');
    expect(text.html).toContain('issuer.test');
    const file = await web.deps.file(`${centre.award.id}.badge`, 'png');
    const blob = new Blob([Buffer.from(file.bytes)], { type: 'image/png' });
    const { html } = await post({ file: blob, text: '', link: '' });
    expect(html).toMatch('<h1>Authentique et valable</h1>');
    expect(html.match(/<h1/g)).toHaveLength(1);
  });

  test('says of a changed badge that it is not authentic', async () => {
    const { html } = await post({ text: badge.replaceAll('Robot suiveur', '<b>Robot</b>') });
    expect(html).toMatch('<h1>Non authentique</h1>');
    expect(html).toMatch('le badge a été changé, ou il est faux');
    expect(html).toContain('Ce que le fichier prétend');
    expect(html).toContain('&lt;b&gt;Robot&lt;/b&gt;');
  });

  test('says in the form what went wrong, with the status of the problem', async () => {
    const nothing = await post({ text: ' ' });
    expect([nothing.status, nothing.html.includes('Il n’y a rien à contrôler')]).toEqual([
      400,
      true,
    ]);
    const two = await post({ text: badge, link: 'https://badge.test/' });
    expect(two.status).toBe(400);
    const none = await post({ text: '{"a":1}' });
    expect(none.status).toBe(422);
    expect(none.html).toMatch('role="alert"');
    const noForm = await web.fetch('/verify', { method: 'POST', body: 'x' });
    expect(noForm.status).toBe(400);
    const broken = await web.fetch('/verify', {
      method: 'POST',
      body: '--x\r\nContent-Disp',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(broken.status).toBe(400);
  });

  // SECURITY row 121: what is counted is what would be taken apart.
  test.each([
    'multipart/form-data; boundary=a',
    'multipart/form-data; xboundary=zzz; boundary=a',
    'multipart/form-data; x="boundary=q"; boundary=a',
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; boundary=zzz',
  ])('refuses thousands of fields, however %s is written', async (type) => {
    const field = '--a\r\nContent-Disposition: form-data; name="x"\r\n\r\n\r\n';
    const body = type.startsWith('multipart') ? `${field.repeat(5000)}--a--` : 'a&'.repeat(5000);
    const answer = await web.fetch('/verify', {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    expect(answer.status).toBe(400);
  });
});
