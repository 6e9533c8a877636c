import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Learner } from '../../src/domain/learner.ts';
import { codeOf, groupedCode } from '../../src/domain/typed-code.ts';
import { makeCard, type NewCard } from '../../src/usecases/backpack/cards.ts';
import { wordsOf } from '../../src/web/words.ts';
import { NOW, OPERATOR } from '../harness.ts';
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
let lea: Learner;
let card: NewCard;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  const learner = await web.service.store.learners.get(centre.profile.id, centre.award.learnerId);
  if (!learner) throw new Error('Léa is not known.');
  lea = learner;
});
beforeEach(async () => {
  web.clock.now = NOW;
  card = await makeCard(web.service, OPERATOR, lea);
});
afterAll(() => web.stop());

const open = (fields: Record<string, string>, cookie = '') =>
  web.postForm('/card', fields, cookie ? { headers: { cookie } } : {});
const cookieIn = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
const pageOf = async (path: string, cookie: string) => {
  const answer = await web.fetch(path, { headers: { cookie } });
  return { status: answer.status, html: await answer.text() };
};
const french = wordsOf('fr');
/** A code that has a right check and opens nothing. */
const guess = (seed: number) =>
  codeOf(
    Uint8Array.from({ length: 13 }, (_, at) => seed * 7 + at * at * (seed >> 3)),
    13,
  );

describe('a card', () => {
  test.each(['secret', 'code'] as const)('opens the backpack by its %s', async (way) => {
    const entered = await open({ [way]: way === 'code' ? groupedCode(card.code) : card.secret });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/backpack']);
    const cookie = entered.headers.get('set-cookie') ?? '';
    // Closed with the browser, unless the learner says that it is theirs.
    expect(cookie).toMatch(/^__Host-backpack=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await pageOf('/backpack', cookieIn(entered))).html).toMatch('Robot suiveur');
  });

  // SECURITY row 118, first and second.
  test('is typed in small letters, with spaces, O for 0 and l for 1', async () => {
    const typed = card.code
      .toLowerCase()
      .replaceAll('0', 'O')
      .replaceAll('1', 'l')
      .replace(/^(.{4})(.{4})/, '$1 $2 ');
    expect((await open({ code: typed })).status).toBe(303);
  });

  test('with a typo is told beside the field, and what was typed stays', async () => {
    const typo = `${card.code.slice(0, -1)}${card.code.endsWith('0') ? '2' : '0'}`;
    const refused = await open({ code: typo });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toMatch(french.error('code_typo'));
    expect(html).toMatch(`value="${typo}"`);
    expect(html).toMatch('aria-invalid="true" aria-describedby="code-hint code-error"');
    expect(html).toMatch('href="#code"');
  });

  test('that is void, over, or never was, gets one and the same page (SECURITY row 118, T59)', async () => {
    const { store } = web.service;
    const at = NOW.toISOString();
    const void_ = await makeCard(web.service, OPERATOR, lea);
    await store.cards.void(void_.card.id, { at, lostSince: at });
    const unused = await makeCard(web.service, OPERATOR, lea);
    web.clock.now = new Date(NOW.getTime() + 91 * 86_400_000);
    const answers = await Promise.all([
      ...[void_, unused].flatMap(({ secret, code }) => [open({ secret }), open({ code })]),
      open({ code: guess(5) }),
      open({ secret: 'A'.repeat(22) }),
      open({ secret: '' }),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toMatch(french.error('card_unknown'));
  });

  test.each([
    {},
    { code: 'x'.repeat(101) },
    { secret: 'x'.repeat(101) },
    { code: 'x', secret: 'y' },
    { code: 'x', role: 'owner' },
  ])('is not opened by a form that is not ours (%j)', async (fields) => {
    expect((await open(fields as Record<string, string>)).status).toBe(400);
  });

  test('leaves no secret in the log, and its page is kept nowhere (SECURITY T63)', async () => {
    const entered = await open({ secret: card.secret });
    await open({ code: card.code });
    const text = JSON.stringify(web.logged);
    for (const secret of [card.secret, card.code, cookieIn(entered).split('=')[1] ?? '?', 'Léa']) {
      expect(text).not.toContain(secret);
    }
    const { headers } = await web.fetch('/card');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
  });
});

describe('a browser in which a backpack is open', () => {
  test('says whose, and offers to go on or to change', async () => {
    const { html } = await pageOf('/card', cookieIn(await open({ secret: card.secret })));
    expect(html).toMatch('<h1>C’est le carnet de Léa</h1>');
    expect(html).toMatch(/href="\/backpack"/);
    expect(html).toMatch('Ce n’est pas moi');
  });

  test('is left for good, also behind the button that goes back', async () => {
    const cookie = cookieIn(await open({ secret: card.secret }));
    const left = await web.fetch('/backpack/leave', { method: 'POST', headers: { cookie } });
    expect([left.status, left.headers.get('location')]).toEqual([303, '/card']);
    expect(left.headers.get('clear-site-data')).toBe('"cache"');
    const closed = await pageOf('/backpack', cookie);
    expect(closed.status).toBe(403);
    expect(closed.html).toMatch('Ton carnet est fermé');
    expect(closed.html).toMatch('href="/card"');
  });

  test('opened with another card ends what it had open', async () => {
    const first = cookieIn(await open({ secret: card.secret }));
    const second = cookieIn(await open({ code: card.code }, first));
    expect((await pageOf('/backpack', first)).status).toBe(403);
    expect((await pageOf('/backpack', second)).status).toBe(200);
  });

  test('stays when its owner says that it is theirs, with another session (T53)', async () => {
    const cookie = cookieIn(await open({ secret: card.secret }));
    expect((await pageOf('/backpack', cookie)).html).toMatch('Rester connecté sur ce téléphone');
    const kept = await postAsMember(web, cookie, '/backpack/keep', {});
    expect(kept.headers.get('set-cookie')).toMatch(/Max-Age=15552000/);
    expect((await pageOf('/backpack', cookie)).status).toBe(403);
    web.clock.now = new Date(NOW.getTime() + 100 * 86_400_000);
    const { status, html } = await pageOf('/backpack', cookieIn(kept));
    expect(status).toBe(200);
    expect(html).not.toMatch('Rester connecté');
    expect(html).toMatch('Tu restes connecté');
  });

  test('shows its cards, and who made them', async () => {
    const cookie = cookieIn(await open({ secret: card.secret }));
    const { html } = await pageOf('/backpack/me/cards', cookie);
    expect(html).toMatch('C’est elle qui a ouvert ton carnet ici.');
    expect(html).toMatch('ou que tu n’as pas demandée');
    expect(html).toMatch('Centre social de la Gare');
  });
});

describe('a tablet that is shared', () => {
  const tablet = async () => {
    const member = await signIn(web, centre);
    const said = await postAsMember(web, member, '/account/tablet', { shared: 'yes' });
    expect([said.status, said.headers.get('location')]).toEqual([303, '/account#tablet']);
    return cookieIn(said);
  };

  test('forgets after a minute, and offers no remembering', async () => {
    const shared = await tablet();
    const entered = await open({ secret: card.secret }, shared);
    expect(entered.headers.get('set-cookie')).not.toMatch('Max-Age');
    const cookie = cookieIn(entered);
    const { html } = await pageOf('/backpack', `${shared}; ${cookie}`);
    expect(html).not.toMatch('Rester connecté');
    // Without a script the page goes by itself.
    expect(html).toMatch('<noscript><meta http-equiv="refresh" content="60;url=/card"></noscript>');
    web.clock.now = new Date(NOW.getTime() + 59_000);
    expect((await pageOf('/backpack', cookie)).status).toBe(200);
    web.clock.now = new Date(NOW.getTime() + 59_000 + 60_000);
    expect((await pageOf('/backpack', cookie)).status).toBe(403);
  });

  test('is not talked into staying, however it is asked', async () => {
    const shared = await tablet();
    const cookie = cookieIn(await open({ secret: card.secret }, shared));
    const [, secret = ''] = cookie.split('=');
    const word = /name="csrf" value="(\w+)"/.exec((await pageOf('/backpack', cookie)).html)?.[1];
    const kept = await web.postForm(
      '/backpack/keep',
      { csrf: word ?? '' },
      { headers: { cookie: `${shared}; __Host-backpack=${secret}` } },
    );
    expect(kept.status).toBe(303);
    expect(kept.headers.get('set-cookie')).not.toMatch('Max-Age');
    web.clock.now = new Date(NOW.getTime() + 61_000);
    expect((await pageOf('/backpack', cookieIn(kept))).status).toBe(403);
  });

  test('knows that somebody is still there', async () => {
    const cookie = cookieIn(await open({ secret: card.secret }, await tablet()));
    for (let turn = 1; turn < 5; turn += 1) {
      web.clock.now = new Date(NOW.getTime() + turn * 50_000);
      expect((await postAsMember(web, cookie, '/backpack/stay', {})).status).toBe(204);
    }
    web.clock.now = new Date(NOW.getTime() + 4 * 50_000 + 60_000);
    expect((await postAsMember(web, cookie, '/backpack/stay', {})).status).toBe(403);
  });

  test('is shared until the team says otherwise', async () => {
    const member = await signIn(web, centre);
    const shared = await tablet();
    const both = `${shared}; ${member}`;
    expect((await pageOf('/account', both)).html).toMatch('Cette tablette est partagée.');
    expect((await pageOf('/account', member)).html).not.toMatch('Cette tablette est partagée.');
    const ended = await postAsMember(web, member, '/account/tablet', { shared: 'no' });
    expect(ended.headers.get('set-cookie')).toMatch(/^__Host-tablet=; .*Expires=Thu, 01 Jan 1970/);
    expect((await postAsMember(web, member, '/account/tablet', { shared: 'x' })).status).toBe(400);
  });
});

// SECURITY T55.
describe('guessing', () => {
  test('ten thousand codes: one and the same answer, and after ten none', async () => {
    const small = await startWeb({ limits: {} });
    try {
      const statuses = new Map<number, number>();
      const bodies = new Map<number, Set<string>>();
      const tries = async (seed: number) => {
        const answer = await small.postForm('/card', { code: guess(seed) });
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
      expect([bodies.get(404)?.size, bodies.get(429)?.size]).toEqual([1, 1]);
      expect([...(bodies.get(429) ?? [])][0]).toMatch(french.error('too_many_guesses'));
    } finally {
      await small.stop();
    }
  }, 120_000);

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

  test('from many addresses together is braked for an hour, and the log says so once', async () => {
    const limits = { guesses: 100, guessesInAll: 5 };
    const small = await startWeb({ limits, trustProxy: 1 });
    try {
      const status = async (seed: number) => {
        const headers = { 'x-forwarded-for': `203.0.113.${seed}` };
        return (await small.postForm('/card', { code: guess(seed) }, { headers })).status;
      };
      const statuses: number[] = [];
      for (let seed = 1; seed <= 8; seed += 1) statuses.push(await status(seed));
      expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
      expect(small.logged.filter(({ event }) => event === 'guesses_braked')).toEqual([
        { level: 'warn', event: 'guesses_braked', fields: { wrong: 5 } },
      ]);
      small.clock.now = new Date(NOW.getTime() + 3_600_000);
      expect(await status(9)).toBe(404);
    } finally {
      await small.stop();
    }
  });
});
