import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BadgeError } from '../../src/domain/errors.ts';
import { actorOfToken } from '../../src/usecases/operations/api-tokens.ts';
import { forgetWhatEnded } from '../../src/usecases/operations/forget-what-ended.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { ACHIEVEMENT_TEXT, NOW } from '../harness.ts';
import { askApi, tokenOf } from './ask-api.ts';
import { type Centre, openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

const PATH = '/api/v1/achievements';

let web: TestWeb;
let centre: Centre;
let bearer: string;
/** What the next drawings run into. */
let failures: Error[] = [];
/** Where the next run breaks off. */
let crashAt: FailPoint | undefined;

beforeAll(async () => {
  web = await startWeb({
    at(point) {
      if (point !== crashAt) return;
      crashAt = undefined;
      throw new Error(`Killed at ${point}.`);
    },
  });
  const { draw } = web.deps.designs;
  // The outside that fails: the part that draws, as a full machine would make it.
  Object.assign(web.deps.designs, {
    draw: async (...parts: Parameters<typeof draw>) => {
      const failure = failures.shift();
      if (failure) throw failure;
      return draw(...parts);
    },
  });
  centre = await openCentreWithBadges(web);
  bearer = await tokenOf(web, centre.profile);
});
beforeEach(() => {
  web.clock.now = NOW;
  failures = [];
});
afterAll(() => web.stop());

const text = () => ({ ...ACHIEVEMENT_TEXT, name: `Badge ${randomUUID()}` });
const post = (body: unknown, key: string, headers: Record<string, string> = {}) =>
  askApi(web, 'POST', PATH, { bearer, body, key, headers });

async function claimIdOf(key: string, attempt: number): Promise<string> {
  const { tokenId } = await actorOfToken(web.service, bearer);
  return `${tokenId}|${key}|${attempt}`;
}

describe('Idempotency-Key (SECURITY row 108)', () => {
  test('the same key with the same body gives the same answer, and says so', async () => {
    const body = text();
    const first = await post(body, 'one');
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const again = await post(body, 'one');
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await again.text()).toBe(await first.text());
  });

  test('with another body, or at another address, it is refused', async () => {
    await post(text(), 'two');
    const other = await post(text(), 'two');
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ code: 'idempotency_key_reused' });
    const elsewhere = await askApi(web, 'POST', '/api/v1/revocations', {
      bearer,
      key: 'two',
      body: { award: centre.award.id },
    });
    expect(elsewhere.status).toBe(422);
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['of 300 characters', 'k'.repeat(300)],
    ['with a space', 'a b'],
    ['with an accent', 'cl\u00e9'],
  ])('%s: 400', async (_name, key) => {
    const headers: Record<string, string> = {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
    };
    if (key !== undefined) headers['idempotency-key'] = key;
    const init = { method: 'POST', headers, body: JSON.stringify(text()) };
    const refused = await web.fetch(PATH, init);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ code: 'idempotency_key_invalid' });
  });

  test('255 characters are a key', async () => {
    expect((await post(text(), 'k'.repeat(255))).status).toBe(201);
  });

  test('while the first runs: 409 with Retry-After; a minute later it is taken up', async () => {
    const body = text();
    const bodyHash = web.service.sha256Hex(`POST ${PATH}\n${JSON.stringify(body)}`);
    const claim = { id: await claimIdOf('dead', 1), bodyHash, at: NOW.toISOString() };
    await web.service.store.idempotency.claim(claim);
    const busy = await post(body, 'dead');
    expect(busy.status).toBe(409);
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await busy.json()).toMatchObject({ code: 'idempotency_in_progress' });
    expect(await (await post(text(), 'dead')).json()).toMatchObject({
      code: 'idempotency_key_reused',
    });
    web.clock.now = new Date(NOW.getTime() + 60_000);
    expect((await post(body, 'dead')).status).toBe(201);
  });

  test('of ten at once, one does the work and nobody hears anything else', async () => {
    const body = text();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(body, 'ten')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    const fresh = answers.filter(
      ({ status, headers }) => status === 201 && headers.get('idempotency-replayed') === null,
    );
    expect(fresh).toHaveLength(1);
  });

  test('a key is the token’s own', async () => {
    const body = text();
    await post(body, 'mine');
    const other = await tokenOf(web, centre.profile);
    const answer = await askApi(web, 'POST', PATH, { bearer: other, body: text(), key: 'mine' });
    expect(answer.status).toBe(201);
  });

  test('a refusal is an answer too, given again alike', async () => {
    const body = { award: randomUUID() };
    const ask = () => askApi(web, 'POST', '/api/v1/revocations', { bearer, body, key: 'no' });
    const first = await ask();
    expect(first.status).toBe(404);
    expect(first.headers.get('content-type')).toBe('application/problem+json');
    const again = await ask();
    expect(again.status).toBe(404);
    expect(again.headers.get('content-type')).toBe('application/problem+json');
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await again.text()).toBe(await first.text());
  });

  test.each([
    ['a full disk', new BadgeError('storage_full', 'No room.'), 507],
    ['a fault', new Error('A wire came loose.'), 500],
  ])('%s is no answer: the next try begins at once', async (_name, failure, status) => {
    const body = text();
    const key = randomUUID();
    failures = [failure];
    expect((await post(body, key)).status).toBe(status);
    expect((await post(text(), key)).status).toBe(422);
    expect((await post(body, key)).status).toBe(201);
  });

  test.each<FailPoint>(['batch-stored', 'intents-stored', 'signed', 'committed', 'line-done'])(
    'awarding that breaks off at %s is finished by the next try, nobody doubled',
    async (point) => {
      const names = ['Ada', 'Bo', 'Cleo'].map((firstName) => ({ firstName, lastName: point }));
      const body = { achievement: centre.achievement.id, people: names };
      const ask = () => askApi(web, 'POST', '/api/v1/awards', { bearer, body, key: point });
      crashAt = point;
      expect((await ask()).status).toBe(500);
      const second = await ask();
      expect(second.status).toBe(201);
      const { lines } = (await second.json()) as { lines: { outcome: string; award: string }[] };
      expect(lines.map(({ outcome }) => outcome)).toEqual(['awarded', 'awarded', 'awarded']);
      for (const { award } of lines) {
        const badges = await web.service.store.credentials.listOfAward(award);
        expect(badges).toHaveLength(1);
      }
    },
  );

  test('what cannot be read uses no key up', async () => {
    expect((await post({ name: 3 }, 'free')).status).toBe(422);
    expect((await post(text(), 'free')).status).toBe(201);
  });

  test('is forgotten after a day', async () => {
    const body = text();
    await post(body, 'day');
    web.clock.now = new Date(NOW.getTime() + 25 * 3_600_000);
    await forgetWhatEnded(web.service);
    const later = await post({ ...body, name: 'Un autre' }, 'day');
    expect(later.status).toBe(201);
  });
});
