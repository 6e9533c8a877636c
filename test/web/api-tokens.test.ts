import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { askApi } from './ask-api.ts';
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

const page = async () =>
  (await web.fetch('/team/tokens', { headers: { cookie, 'accept-language': 'fr' } })).text();

describe('/team/tokens', () => {
  test('makes a token that is shown once, works, is listed and is withdrawn at once', async () => {
    expect(await page()).toContain('Pas encore de jeton');
    const fields = { name: 'Site <b>du centre</b>', scopes: 'awards:read', days: '90' };
    const made = await postAsMember(web, cookie, '/team/tokens', fields);
    expect(made.status).toBe(201);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const bearer = /ecu_[\w-]{43}/.exec(await made.text())?.[0] ?? '';
    const ask = () => askApi(web, 'GET', '/api/v1/awards', { bearer });
    expect((await ask()).status).toBe(200);
    const listed = await page();
    expect(listed).not.toContain(bearer);
    expect(listed).toContain('Site &lt;b&gt;du centre&lt;/b&gt;');
    expect(listed).toContain('jusqu’au 18 février 2027');
    const action = /\/team\/tokens\/[\w-]+\/withdraw/.exec(listed)?.[0] ?? '';
    const withdrawn = await postAsMember(web, cookie, action, {});
    expect(withdrawn.status).toBe(303);
    expect((await ask()).status).toBe(401);
    expect(await page()).toContain('Retiré le 20 novembre 2026');
  });

  test('keeps what was typed when something is missing', async () => {
    const fields = { name: 'Tableur', days: '30' };
    const refused = await postAsMember(web, cookie, '/team/tokens', fields);
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('value="Tableur"');
    expect(html).toContain('id="scopes-error"');
    expect(html).toMatch(/value="30" checked/);
    const unnamed = await postAsMember(web, cookie, '/team/tokens', { scopes: 'awards:write' });
    expect(unnamed.status).toBe(422);
    expect(await unnamed.text()).toMatch(/value="awards:write" checked/);
  });

  test('of another profile cannot be withdrawn from here (SECURITY T56)', async () => {
    const other = await openCentreWithBadges(web);
    const theirs = await signIn(web, other);
    const fields = { name: 'Autre', scopes: 'awards:read', days: 'none' };
    const made = await postAsMember(web, theirs, '/team/tokens', fields);
    const bearer = /ecu_[\w-]{43}/.exec(await made.text())?.[0] ?? '';
    const [token] = await web.service.store.tokens.listOf(other.profile.id);
    await postAsMember(web, cookie, `/team/tokens/${token?.id}/withdraw`, {});
    expect((await askApi(web, 'GET', '/api/v1/awards', { bearer })).status).toBe(200);
  });
});
