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
    expect((await pageOf('/backpack', cookie)).html).toMatch(
      'Garder mon carnet ouvert sur ce téléphone',
    );
    const kept = await postAsMember(web, cookie, '/backpack/keep', {});
    expect(kept.headers.get('set-cookie')).toMatch(/Max-Age=15552000/);
    expect((await pageOf('/backpack', cookie)).status).toBe(403);
    web.clock.now = new Date(NOW.getTime() + 100 * 86_400_000);
    const { status, html } = await pageOf('/backpack', cookieIn(kept));
    expect(status).toBe(200);
    expect(html).not.toMatch('Garder mon carnet ouvert');
    expect(html).toMatch('Ton carnet reste ouvert');
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
  const tabletIn = (answer: Response) =>
    /__Host-tablet=\w+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
  const tablet = async () => {
    const member = await signIn(web, centre);
    const said = await postAsMember(web, member, '/account/tablet', { shared: 'yes' });
    expect([said.status, said.headers.get('location')]).toEqual([303, '/card']);
    // The next hand on it is not of the team.
    expect(said.headers.get('set-cookie')).toMatch(
      /__Host-session=; [^,]*Expires=Thu, 01 Jan 1970/,
    );
    expect((await pageOf('/account', member)).status).toBe(403);
    return tabletIn(said);
  };

  test('forgets after a minute, and offers no remembering', async () => {
    const shared = await tablet();
    const entered = await open({ secret: card.secret }, shared);
    expect(entered.headers.get('set-cookie')).not.toMatch('Max-Age');
    const cookie = cookieIn(entered);
    const { html } = await pageOf('/backpack', `${shared}; ${cookie}`);
    expect(html).not.toMatch('Garder mon carnet ouvert');
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
    const shared = await tablet();
    const member = await signIn(web, centre);
    const both = `${shared}; ${member}`;
    expect((await pageOf('/account', both)).html).toMatch('Cette tablette est partagée.');
    expect((await pageOf('/account', member)).html).not.toMatch('Cette tablette est partagée.');
    const ended = await postAsMember(web, member, '/account/tablet', { shared: 'no' });
    expect(ended.headers.get('set-cookie')).toMatch(/^__Host-tablet=; .*Expires=Thu, 01 Jan 1970/);
    expect((await postAsMember(web, member, '/account/tablet', { shared: 'x' })).status).toBe(400);
  });
});
