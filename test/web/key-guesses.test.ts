import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  web = await startWeb({
    limits: { guesses: 3, guessesInAll: 12, verifications: 1000, wrongLinks: 1000 },
    trustProxy: 1,
  });
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

let made = 0;
/** The address of a key that no share has. */
const wrong = () => {
  made += 1;
  return `${web.deps.origin}/v/${secretsOf(web.service, { id: `never-${made}` }).key}`;
};

type Ask = (link: string) => Promise<Response>;
const WAYS: ReadonlyArray<readonly [string, Ask]> = [
  ['its page', (link) => web.fetch(new URL(link).pathname)],
  ['the verifier', (link) => web.postForm('/verify', { link })],
  ['the verifier, as a text', (link) => web.postForm('/verify', { text: link })],
  ['the verifier, as a page of a share', (link) => web.postForm('/verify', { link: `${link}/2` })],
  ['the sheet', (link) => web.postForm('/verify/attestation', { link })],
  [
    'the interface for programs',
    (url) =>
      web.fetch('/api/v1/verifications', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url }),
      }),
  ],
  ['an import', (link) => postAsMember(web, centre.backpack, '/backpack/import', { link })],
  ['a report', (link) => web.fetch(`/report?about=${encodeURIComponent(link)}`)],
];

// SECURITY T55: keys are short, and guessed wherever they are read.
describe('a control key that is guessed', () => {
  test.each(WAYS)('by %s counts towards one limit', async (_way, ask) => {
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await ask(wrong())).status);
    expect(statuses).toEqual([404, 404, 404, 429]);
    expect((await web.fetch(new URL(wrong()).pathname)).status).toBe(429);
  });

  test('from everywhere leaves each network two tries, and cards alone', async () => {
    const from = (network: number) => ({ 'x-forwarded-for': `203.0.113.${network}` });
    const ask = async (network: number) =>
      (await web.fetch(new URL(wrong()).pathname, { headers: from(network) })).status;
    for (let network = 1; network <= 12; network += 1) expect(await ask(network)).toBe(404);
    const later = [await ask(99), await ask(99), await ask(99)];
    expect(later).toEqual([404, 404, 429]);
    const card = await web.postForm('/card', { code: '0'.repeat(13) }, { headers: from(99) });
    expect(card.status).toBe(404);
  });
});
