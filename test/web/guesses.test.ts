import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Learner } from '../../src/domain/learner.ts';
import { codeOf, groupedCode } from '../../src/domain/typed-code.ts';
import { makeCard, type NewCard } from '../../src/usecases/backpack/cards.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { withdrawShare } from '../../src/usecases/backpack/shares.ts';
import { OPERATOR } from '../harness.ts';
import { type Centre, openCentreWithBadges, shareOf, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let lea: Learner;

beforeEach(async () => {
  web = await startWeb({
    limits: { verifications: 100_000, wrongLinks: 100_000 },
    trustProxy: 1,
  });
  centre = await openCentreWithBadges(web);
  const learner = await web.service.store.learners.get(centre.profile.id, centre.award.learnerId);
  if (!learner) throw new Error('Léa is not known.');
  lea = learner;
  await shareOf(web, centre);
});
afterEach(() => web.stop());

/** A network of its own for each number. */
const from = (network: number) => ({
  'x-forwarded-for': `10.${(network >> 16) & 255}.${(network >> 8) & 255}.${network & 255}`,
});
const newCard = (): Promise<NewCard> => makeCard(web.service, OPERATOR, lea);
const newShare = (days: number) => {
  const { learnerId, profileId, id } = centre.award;
  const actor = { kind: 'learner', learnerId, profileId } as const;
  return openShareOf(web.service, actor, { entryIds: [id], days, label: '' });
};
/** A code that has a right check and opens nothing. */
const cardGuess = (seed: number) =>
  codeOf(
    Uint8Array.from({ length: 13 }, (_, at) => seed * 7 + at * at * (seed >> 3)),
    13,
  );
const keyGuess = (seed: number) => secretsOf(web.service, { id: `never-${seed}` }).key;

const withCode = (code: string, network: number, headers = {}) =>
  web.postForm('/card', { code }, { headers: { ...from(network), ...headers } });
const withKey = (key: string, network: number, headers = {}) =>
  web.fetch(`/v/${groupedCode(key)}`, { headers: { ...from(network), ...headers } });

/** All that goes over the wire, one after another, but for the time and how many tries are left. */
async function wires(asks: ReadonlyArray<() => Promise<Response>>): Promise<string[]> {
  const said: string[] = [];
  for (const ask of asks) {
    const answer = await ask();
    const headers = [...answer.headers]
      .filter(([name]) => name !== 'date')
      .map(([name, value]) => [name, name === 'ratelimit' ? value.replace(/\d+/g, '') : value]);
    said.push(JSON.stringify([answer.status, headers, await answer.text()]));
  }
  return said;
}

// SECURITY rows 118 and 119, T59.
describe('what opens nothing answers byte for byte the same, whatever the reason', () => {
  test('of a card: unknown, void, never used in time', async () => {
    const [lost, late] = [await newCard(), await newCard()];
    const at = web.clock.now.toISOString();
    await web.service.store.cards.void(lost.card.id, { at, lostSince: at });
    web.clock.now = new Date(web.clock.now.getTime() + 91 * 86_400_000);
    const codes = [cardGuess(3), lost.code, late.code];
    const [first, ...others] = await wires(codes.map((code) => () => withCode(code, 1)));
    expect(first).toMatch(/^\[404,/);
    expect(others).toEqual([first, first]);
  });

  test('of a key: unknown, withdrawn, over', async () => {
    const [closed, over] = [await newShare(90), await newShare(7)];
    await withdrawShare(
      web.service,
      { kind: 'learner', learnerId: lea.id, profileId: lea.profileId },
      closed.share.id,
    );
    web.clock.now = new Date(web.clock.now.getTime() + 8 * 86_400_000);
    const keys = [keyGuess(1), closed.key, over.key];
    const [first, ...others] = await wires(keys.map((key) => () => withKey(key, 1)));
    expect(first).toMatch(/^\[404,/);
    expect(others).toEqual([first, first]);
  });
});

// SECURITY T55.
describe('guesses from many networks', () => {
  const json = { accept: 'application/json' };
  const counted = async (guesses: number, ask: (seed: number) => Promise<Response>) => {
    const statuses = new Map<number, number>();
    for (let seed = 0; seed < guesses; seed += 100) {
      const answers = Array.from({ length: 100 }, async (_, at) => {
        const answer = await ask(seed + at);
        await answer.arrayBuffer();
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      });
      await Promise.all(answers);
    }
    return statuses;
  };

  test('five thousand of keys: the right one opens still, from a network that guessed nothing', async () => {
    const { key } = await newShare(30);
    const statuses = await counted(5000, (seed) => withKey(keyGuess(seed), seed % 1000, json));
    expect([...statuses.keys()].sort()).toEqual([404, 429]);
    // A thousand in all, and two of each network from then on.
    expect(statuses.get(404)).toBeLessThan(3100);
    expect((await withKey(key, 70_000)).status).toBe(200);
    expect((await withKey(key, 1)).status).toBe(429);
    const card = await newCard();
    expect((await withCode(card.code, 70_001)).status).toBe(303);
  }, 240_000);

  test('two thousand of cards: the right one opens still, by its code and by its picture', async () => {
    const card = await newCard();
    const statuses = await counted(2000, (seed) => withCode(cardGuess(seed), seed % 180, json));
    expect([...statuses.keys()].sort()).toEqual([404, 429]);
    expect(statuses.get(404)).toBe(1800);
    expect((await withCode(card.code, 70_000)).status).toBe(303);
    // Whoever shares a network with somebody who guesses scans their card.
    expect((await withCode(card.code, 1)).status).toBe(429);
    const scanned = await web.postForm('/card', { secret: card.secret }, { headers: from(1) });
    expect(scanned.status).toBe(303);
    const { key } = await newShare(30);
    expect((await withKey(key, 70_001)).status).toBe(200);
  }, 240_000);
});
