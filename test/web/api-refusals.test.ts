import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { API_SCOPES } from '../../src/domain/api-token.ts';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { newApiToken, withdrawApiToken } from '../../src/usecases/operations/api-tokens.ts';
import { errorsOf } from '../../src/web/api/operation.ts';
import { OPERATIONS } from '../../src/web/api/operations.ts';
import { ACHIEVEMENT_TEXT, NOW, OPERATOR } from '../harness.ts';
import { askApi, tokenOf } from './ask-api.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const ACHIEVEMENTS = '/api/v1/achievements';

let web: TestWeb;
let centre: Centre;
let bearer: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  bearer = await tokenOf(web, centre.profile);
});
afterAll(() => web.stop());

const get = (headers: Record<string, string>, path = ACHIEVEMENTS) => web.fetch(path, { headers });
const fill = (path: string) =>
  path.replace(':awardId', centre.award.id).replace(':id', centre.achievement.id);

describe('a token', () => {
  test('stands in the Authorization header alone, and is never a cookie or an address', async () => {
    const cookie = await signIn(web, centre);
    expect((await get({ authorization: `Bearer ${bearer}` })).status).toBe(200);
    for (const answer of [
      await get({}),
      await get({ cookie }),
      await get({}, `${ACHIEVEMENTS}?access_token=${bearer}`),
      await get({ authorization: `Basic ${bearer}` }),
      await get({ authorization: `Bearer ${bearer}x` }),
      await get({ authorization: `Bearer ${bearer.slice(0, -1)}` }),
      await get({ cookie: `__Host-session=${bearer}` }),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="ecusson"/);
      expect(await answer.json()).toMatchObject({ code: 'token_invalid' });
    }
  });

  test('opens no page of members', async () => {
    const pages = ['/workshops', '/team/tokens', '/people'];
    for (const path of pages) {
      expect((await get({ authorization: `Bearer ${bearer}` }, path)).status).toBe(403);
    }
  });

  test('a session writes nothing here (CSRF: SECURITY T52)', async () => {
    const cookie = await signIn(web, centre);
    const body = { ...ACHIEVEMENT_TEXT, name: 'Volé' };
    const answer = await askApi(web, 'POST', ACHIEVEMENTS, {
      bearer: '',
      body,
      headers: { cookie },
    });
    expect(answer.status).toBe(401);
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
    const refused = await askApi(web, 'POST', ACHIEVEMENTS, { bearer, body, headers: foreign });
    expect(refused.status).toBe(403);
  });

  test('opens nothing once it is withdrawn, or over', async () => {
    const { token, secret } = await newApiToken(web.service, OPERATOR, centre.profile.id, {
      name: 'Bref',
      scopes: ['awards:read'],
    });
    const short = await tokenOf(web, centre.profile, API_SCOPES, 1);
    const statuses = async () => {
      const answers = [secret, short].map((one) =>
        get({ authorization: `Bearer ${one}` }, '/api/v1/awards'),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statuses()).toEqual([200, 200]);
    await withdrawApiToken(web.service, OPERATOR, centre.profile.id, token.id);
    expect(await statuses()).toEqual([401, 200]);
    web.clock.now = new Date(NOW.getTime() + 86_400_000);
    expect(await statuses()).toEqual([401, 401]);
    web.clock.now = NOW;
  });

  test.each(API_SCOPES)('with %s alone opens what it names, and nothing else', async (scope) => {
    const narrow = await tokenOf(web, centre.profile, [scope]);
    for (const { id, method, path, scope: needed } of OPERATIONS) {
      const answer = await askApi(web, method, fill(path), { bearer: narrow, body: { x: 1 } });
      const { status } = answer;
      expect({ id, refused: status === 403 }).toEqual({ id, refused: needed !== scope });
      if (status !== 403) continue;
      expect(await answer.json()).toMatchObject({ code: 'scope_missing' });
      expect(answer.headers.get('www-authenticate')).toContain(`scope="${needed}"`);
    }
  });

  test('of another profile meets what it does not own as unknown (SECURITY T56)', async () => {
    const other = await tokenOf(web, (await openCentreWithBadges(web)).profile);
    const { id } = centre.achievement;
    const award = centre.award.id;
    const ask = (method: string, path: string, body?: unknown) =>
      askApi(web, method, path, { bearer: other, body });
    for (const answer of [
      await ask('GET', `${ACHIEVEMENTS}/${id}`),
      await ask('POST', `${ACHIEVEMENTS}/${id}/archive`),
      await ask('GET', `/api/v1/awards/${award}`),
      await ask('POST', '/api/v1/awards', { achievement: id, people: [{ firstName: 'Ada' }] }),
      await ask('POST', '/api/v1/revocations', { award }),
    ]) {
      expect(answer.status).toBe(404);
    }
    for (const path of [ACHIEVEMENTS, `/api/v1/awards?achievement=${id}`, '/api/v1/revocations']) {
      const listed = await (await ask('GET', path)).text();
      expect(listed).not.toContain(id);
      expect(listed).not.toContain(award);
    }
    const [row] = await web.service.store.credentials.listOfAward(award);
    expect(await web.service.store.revocations.of([row?.id ?? ''])).toEqual([]);
  });
});

describe('bodies', () => {
  /** Sends; a refusal has to be one that the description names. */
  async function post(
    body: unknown,
    headers: Record<string, string> = {},
    path = ACHIEVEMENTS,
  ): Promise<Response> {
    const answer = await askApi(web, 'POST', path, { bearer, body, headers });
    const operation = OPERATIONS.find((one) => one.method === 'POST' && one.path === path);
    if (!answer.ok && operation) {
      const { code } = (await answer.clone().json()) as { code: ErrorCode };
      expect(errorsOf(operation)).toContain(code);
    }
    return answer;
  }
  const good = { ...ACHIEVEMENT_TEXT, name: 'Jardin partagé' };

  test.each([
    [{ role: 'admin' }],
    [{ profileId: 'p' }],
    [{ _id: 'x' }],
    [{ verified: true }],
    [{ archivedAt: '2026-01-01' }],
    [{ $where: 'sleep(5000)' }],
  ])(
    'with the field of %j are refused, and nothing is made (SECURITY rows 110, 111)',
    async (more) => {
      const before = await web.service.store.achievements.listOf(centre.profile.id, {
        limit: 1000,
      });
      const answer = await post({ ...good, ...more });
      expect(answer.status).toBe(422);
      const [field] = Object.keys(more);
      expect(await answer.json()).toMatchObject({
        code: 'unknown_field',
        issues: [{ path: `/${field}` }],
      });
      const after = await web.service.store.achievements.listOf(centre.profile.id, { limit: 1000 });
      expect(after).toEqual(before);
    },
  );

  test.each([
    ['an operator for a text', { ...good, name: { $ne: null } }, '/name'],
    ['one nested', { ...good, translation: { $and: [{ $where: '1' }] } }, '/translation'],
    ['a number for a text', { ...good, description: 3 }, '/description'],
    ['null for a list', { ...good, tags: null }, '/tags'],
  ])('%s: 422 invalid_type (SECURITY row 111)', async (_name, body, path) => {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    const problem = (await answer.json()) as { issues: { path: string }[] };
    expect(problem).toMatchObject({ code: 'invalid_type' });
    expect(problem.issues[0]?.path.slice(0, path.length)).toBe(path);
  });

  test.each([
    ["' OR '1'='1"],
    ['Robert"); DROP TABLE awards;--'],
    ['%'],
    ['_'],
    ['NEAR("a")'],
    ['<script>alert(1)</script>'],
  ])('names like %s are names (SECURITY row 112)', async (firstName) => {
    const achievement = centre.achievement.id;
    const answer = await post({ achievement, people: [{ firstName }] }, {}, '/api/v1/awards');
    expect(answer.status).toBe(201);
    const { lines } = (await answer.json()) as { lines: { award: string }[] };
    const read = await get(
      { authorization: `Bearer ${bearer}` },
      `/api/v1/awards/${lines[0]?.award}`,
    );
    expect(await read.json()).toMatchObject({ person: { firstName } });
  });

  test('a NUL, 10 kB of name, 501 people: 422', async () => {
    const achievement = centre.achievement.id;
    const award = (people: unknown[]) => post({ achievement, people }, {}, '/api/v1/awards');
    const many = Array.from({ length: 501 }, (_each, at) => ({ firstName: `P${at}` }));
    for (const people of [
      [{ firstName: 'a\0b' }],
      [{ firstName: 'a'.repeat(10_240) }],
      [{ firstName: ' ' }],
      many,
      [],
    ]) {
      const answer = await award(people);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ code: 'body_invalid' });
    }
  });

  test.each([
    ['twice the same field', '{"award":"a","award":"b"}', 'json_duplicate_key', 400],
    ['__proto__', '{"__proto__":{"award":"a"}}', 'json_forbidden_key', 400],
    ['no JSON', '{award}', 'json_syntax', 400],
    ['half an emoji', '{"award":"\\ud83d"}', 'json_lone_surrogate', 400],
    ['a list', '[]', 'invalid_type', 422],
    ['nothing', '', 'invalid_type', 422],
    ['2 MiB', `{"award":"${'a'.repeat(2_097_152)}"}`, 'body_too_large', 413],
  ])('%s is refused', async (_name, body, code, status) => {
    const answer = await post(body, {}, '/api/v1/revocations');
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/ld+json',
    '',
  ])('as “%s”: 415 (SECURITY row 113)', async (type) => {
    const answer = await post(good, { 'content-type': type });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: 'json_expected' });
  });
});

describe('searches of members (SECURITY row 112)', () => {
  test('take anything a keyboard writes, and no NUL', async () => {
    const cookie = await signIn(web, centre);
    const search = (q: string) => postAsMember(web, cookie, '/people/search', { q });
    const texts = [
      "' OR '1'='1",
      '%',
      '_',
      'a'.repeat(10_240),
      'NEAR(a b)',
      '"',
      '*',
      'lea OR noe',
    ];
    for (const text of texts) {
      expect((await search(text)).status).toBe(200);
    }
    expect(await (await search('%')).text()).not.toContain('Martin');
    expect((await search('a\0')).status).toBe(400);
  });
});

describe('limits', () => {
  test('of one token, not of the others; wrong tokens by address, never right ones', async () => {
    const small = await startWeb({ limits: { programs: 3, wrongTokens: 2 } });
    try {
      const { profile } = await openCentreWithBadges(small);
      const [one, other] = [await tokenOf(small, profile), await tokenOf(small, profile)];
      const ask = (token: string) => askApi(small, 'GET', ACHIEVEMENTS, { bearer: token });
      const statuses: number[] = [];
      for (let at = 0; at < 5; at++) statuses.push((await ask(one)).status);
      expect(statuses).toEqual([200, 200, 200, 429, 429]);
      const wrong: number[] = [];
      for (let at = 0; at < 4; at++) wrong.push((await ask(`ecu_${'a'.repeat(43)}`)).status);
      expect(wrong).toEqual([401, 401, 429, 429]);
      const right = await ask(other);
      expect(right.status).toBe(200);
      expect(Number((await ask(one)).headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await small.stop();
    }
  });
});
