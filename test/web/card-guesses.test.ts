import { describe, expect, test } from '@jest/globals';
import { codeOf } from '../../src/domain/typed-code.ts';
import { makeCard } from '../../src/usecases/backpack/cards.ts';
import { wordsOf } from '../../src/web/words.ts';
import { NOW, OPERATOR } from '../harness.ts';
import { openCentreWithBadges, startWeb } from './start-web.ts';

const french = wordsOf('fr');

/** A code that has a right check and opens nothing. */
const guess = (seed: number) =>
  codeOf(
    Uint8Array.from({ length: 13 }, (_, at) => seed * 7 + at * at * (seed >> 3)),
    13,
  );

// SECURITY T55.
describe('guessing', () => {
  test('ten thousand codes: one and the same answer, and after ten none', async () => {
    const small = await startWeb({ limits: {} });
    try {
      const statuses = new Map<number, number>();
      const bodies = new Map<number, Set<string>>();
      const tries = async (seed: number) => {
        // The page is looked at a hundred times; then what is said to machines takes less to make.
        const headers = { accept: seed < 110 ? 'text/html' : 'application/json' };
        const answer = await small.postForm('/card', { code: guess(seed) }, { headers });
        const { status } = answer;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const body = (await answer.text()).replace(/urn:uuid:[\w-]+/, '');
        bodies.set(status, (bodies.get(status) ?? new Set()).add(body));
        return { status, after: answer.headers.get('retry-after') };
      };
      for (let seed = 0; seed < 10; seed += 1) expect((await tries(seed)).status).toBe(404);
      const stopped = await tries(10);
      expect(stopped.status).toBe(429);
      expect(Number(stopped.after)).toBeGreaterThan(0);
      for (let seed = 11; seed < 10_000; seed += 100) {
        await Promise.all(Array.from({ length: 100 }, (_, at) => tries(seed + at)));
      }
      expect([...statuses.keys()].sort()).toEqual([404, 429]);
      expect(statuses.get(404)).toBe(10);
      expect([bodies.get(404)?.size, bodies.get(429)?.size]).toEqual([1, 2]);
      expect([...(bodies.get(429) ?? [])][0]).toMatch(french.error('too_many_guesses'));
    } finally {
      await small.stop();
    }
  }, 240_000);

  test('typos and right codes never count, and a scan has room of its own', async () => {
    const small = await startWeb({ limits: { guesses: 2 } });
    try {
      const there = await openCentreWithBadges(small);
      const learner = await small.service.store.learners.get(
        there.profile.id,
        there.award.learnerId,
      );
      if (!learner) throw new Error('Léa is not known.');
      const own = await makeCard(small.service, OPERATOR, learner);
      const status = async (fields: Record<string, string>) =>
        (await small.postForm('/card', fields)).status;
      for (let time = 0; time < 5; time += 1) {
        expect(await status({ code: 'ABCD' })).toBe(422);
        expect(await status({ code: own.code })).toBe(303);
        // What a camera reads is no guess: a class with void cards locks nobody out.
        expect(await status({ secret: 'A'.repeat(22) })).toBe(404);
      }
      expect(await status({ code: guess(1) })).toBe(404);
      expect(await status({ code: guess(2) })).toBe(404);
      expect(await status({ code: own.code })).toBe(429);
      expect(await status({ secret: own.secret })).toBe(303);
    } finally {
      await small.stop();
    }
  });

  test('of cards from many addresses is told in the log once, and keeps nobody out', async () => {
    const limits = { guesses: 100, guessesInAll: 5 };
    const small = await startWeb({ limits, trustProxy: 1 });
    try {
      const status = async (seed: number) => {
        const headers = { 'x-forwarded-for': `203.0.113.${seed}` };
        return (await small.postForm('/card', { code: guess(seed) }, { headers })).status;
      };
      const statuses: number[] = [];
      for (let seed = 1; seed <= 8; seed += 1) statuses.push(await status(seed));
      expect(statuses).toEqual(Array.from({ length: 8 }, () => 404));
      expect(small.logged.filter(({ event }) => event === 'guesses_braked')).toEqual([
        { level: 'warn', event: 'guesses_braked', fields: { what: 'cards', wrong: 5 } },
      ]);
      small.clock.now = new Date(NOW.getTime() + 3_600_000);
      expect(await status(9)).toBe(404);
    } finally {
      await small.stop();
    }
  });
});
