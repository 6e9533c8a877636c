import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { groupedCode } from '../../src/domain/typed-code.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let key: string;

beforeEach(async () => {
  web = await startWeb({ limits: { guesses: 3, verifications: 10_000 } });
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
  const { award } = centre;
  const { learnerId, profileId } = award;
  const learner = { kind: 'learner', learnerId, profileId } as const;
  const command = { entryIds: [award.id], days: 30, label: '' };
  ({ key } = await openShareOf(web.service, learner, command));
});
afterEach(() => web.stop());

const typed = (text: string) => web.fetch(`/v?key=${encodeURIComponent(text)}`);
/** Of no share, and a key all the same. */
const wrong = (number: number) => secretsOf(web.service, { id: `never-${number}` }).key;

describe('a control key', () => {
  test('is offered where badges are checked, and on the first page', async () => {
    for (const path of ['/', '/verify']) {
      expect(await (await web.fetch(path)).text()).toContain('href="/v"');
    }
  });

  test.each([
    (text: string) => text,
    (text: string) => groupedCode(text).toLowerCase(),
    (text: string) => ` ${text.slice(0, 4)} ${text.slice(4)} `,
    (text: string) => text.replaceAll('0', 'O').replaceAll('1', 'l'),
  ])('opens its page however it is typed', async (write) => {
    const answer = await typed(write(key));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`/v/${groupedCode(key)}`);
    const page = await web.fetch(`/v/${groupedCode(key)}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('verdict-good');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('mistyped is told beside its field, and is no guess (row 118)', async () => {
    const mistyped = key.replace(/.$/, (sign) => (sign === '0' ? '1' : '0'));
    for (let time = 0; time < 6; time += 1) {
      for (const answer of [await typed(mistyped), await web.fetch(`/v/${mistyped}`)]) {
        expect(answer.status).toBe(422);
        const page = await answer.text();
        expect(page).toContain('id="key-error"');
        expect(page).toContain(`value="${mistyped}"`);
      }
    }
    expect((await web.fetch(`/v/${key}`)).status).toBe(200);
  });

  test.each(['', 'é', '<script>', 'A'.repeat(5000), '%00', '🤖🤖🤖🤖🤖🤖🤖🤖'])(
    'that nobody can have meant, %j, is refused kindly',
    async (text) => {
      expect((await typed(text)).status).toBe(422);
    },
  );

  test('guessed: 404 alike, then 429; one that opens something is no guess (T55)', async () => {
    expect((await web.fetch(`/v/${key}`)).status).toBe(200);
    const bodies = new Set<string>();
    for (let number = 0; number < 3; number += 1) {
      const answer = await web.fetch(`/v/${wrong(number)}`);
      expect(answer.status).toBe(404);
      bodies.add(await answer.text());
    }
    expect(bodies.size).toBe(1);
    expect((await web.fetch(`/v/${wrong(4)}`)).status).toBe(429);
  });

  test('given to the verifier as a link, it leads to the badge', async () => {
    const link = `${web.deps.origin}/v/${groupedCode(key)}`;
    const answer = await web.postForm('/verify', { link });
    expect(await answer.text()).toContain('verdict-good');
    const other = await web.postForm('/verify', { link: `${link}/2` });
    expect(other.status).toBe(404);
  });
});
