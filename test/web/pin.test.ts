import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

const get = async (path: string, cookie = centre.backpack) =>
  web.fetch(path, { headers: { cookie } });
const choose = (pin: string, again = pin, returnTo = '', cookie = centre.backpack) =>
  postAsMember(web, cookie, '/backpack/me/pin', { pin, again, returnTo });
const give = (cookie: string, pin: string, returnTo = '') =>
  postAsMember(web, cookie, '/backpack/pin', { pin, returnTo });
const told = async (answer: Response) => [
  answer.status,
  answer.headers.get('location') ?? (await answer.text()),
];
const pass = (minutes: number) => {
  web.clock.now = new Date(web.clock.now.getTime() + minutes * 60_000);
};

// Whoever has forgotten it, or did not mean to, is never left before a locked door.
describe('there is a way back from every step', () => {
  test.each([
    ['/backpack/me/passkeys', '/backpack/me'],
    ['/backpack/me?done=pin', '/backpack/me'],
    ['/backpack/share/one%2Ftwo/email', '/backpack/badges/one%2Ftwo'],
    ['/backpack/share?entry=a&entry=b&way=named', '/backpack/share?entry&#x3D;a&amp;entry&#x3D;b'],
    ['/backpack/share?way=named', '/backpack/share'],
    ['//evil.test', '/backpack'],
    ['/workshops', '/backpack'],
  ])('to %s', async (returnTo, back) => {
    const link = `href="${back}"`;
    const path = `/backpack/pin?${new URLSearchParams({ returnTo })}`;
    const leave = (html: string) => /<a class="button [^>]*(href="[^"]*")/.exec(html)?.[1];
    expect(leave(await (await get(path)).text())).toBe(link);
    expect(leave(await (await choose('1', '1', returnTo)).text())).toBe(link);
    await choose('4071');
    const other = await openBackpackOf(web.service, {
      learnerId: centre.award.learnerId,
      profileId: centre.profile.id,
    });
    expect(leave(await (await get(path, other)).text())).toBe(link);
    for (let guess = 0; guess < 5; guess += 1) {
      const refused = await give(other, '9273', returnTo);
      expect(leave(await refused.text())).toBe(link);
    }
  });
});

describe('the first protected act', () => {
  test('lets a PIN be chosen, and goes on where one came from', async () => {
    const asked = await get('/backpack/me/passkeys');
    const path = '/backpack/pin?returnTo=%2Fbackpack%2Fme%2Fpasskeys';
    expect(asked.headers.get('location')).toBe(path);
    const page = await (await get(path)).text();
    expect(page).toContain('Choisis un code PIN');
    expect(page).toContain('name="returnTo" value="/backpack/me/passkeys"');
    expect(page).toMatch(/inputmode="numeric" autocomplete="off"/);
    const chosen = await choose('4071', '4071', '/backpack/me/passkeys');
    expect(await told(chosen)).toEqual([303, '/backpack/me/passkeys']);
    expect((await get('/backpack/me/passkeys')).status).toBe(200);
  });

  test.each([
    ['123', '123', 'pin-error', '4 à 6 chiffres'],
    ['1234567', '1234567', 'pin-error', '4 à 6 chiffres'],
    ['quatre', 'quatre', 'pin-error', '4 à 6 chiffres'],
    ['', '', 'pin-error', '4 à 6 chiffres'],
    ['0000', '0000', 'pin-error', 'facile à deviner'],
    ['1234', '1234', 'pin-error', 'facile à deviner'],
    ['4071', '4072', 'again-error', 'pas le même'],
  ])('%j, then %j is refused beside its field', async (pin, again, id, words) => {
    const refused = await choose(pin, again, '/backpack/me/email');
    const text = await refused.text();
    expect(refused.status).toBe(422);
    expect(text).toContain(`id="${id}"`);
    expect(text).toContain(words);
    expect(text).toContain('value="/backpack/me/email"');
    // What was typed is nowhere on the page.
    if (pin.length > 2) expect(text).not.toContain(`"${pin}"`);
    expect(await web.service.store.pins.listOf(centre.award.learnerId)).toEqual([]);
  });

  // SECURITY rows 114 to 116.
  test.each(['//evil', '/\\evil', 'https://evil.test', '/%09/evil\t'])(
    'leads to no page of elsewhere: %j',
    async (returnTo) => {
      const answer = await choose('4071', '4071', returnTo);
      expect(answer.headers.get('location')).toMatch(/^\/(%09\/evil)?$/);
    },
  );
});

describe('a PIN that is there', () => {
  let other: string;
  beforeEach(async () => {
    await choose('4071');
    other = await openBackpackOf(web.service, centre.award);
  });

  test('is asked for in every browser, and opens it', async () => {
    expect(await (await get('/backpack/pin', other)).text()).toContain('Ton code PIN');
    expect(await told(await give(other, '4071', '/backpack/me/email'))).toEqual([
      303,
      '/backpack/me/email',
    ]);
    expect((await get('/backpack/me/email', other)).status).toBe(200);
    expect((await get('/backpack/pin?returnTo=%2Fbackpack', other)).headers.get('location')).toBe(
      '/backpack',
    );
  });

  test('says how many tries are left, then until when', async () => {
    for (const left of [4, 3, 2, 1, 0]) {
      const [status, text] = await told(await give(other, '8205'));
      expect([status, text]).toEqual([422, expect.stringContaining(`${left}`)]);
      expect(text).toContain('id="pin-error"');
    }
    const locked = await give(other, '4071');
    expect([locked.status, await locked.text()]).toEqual([
      429,
      expect.stringContaining('dans 15 minutes'),
    ]);
    pass(16);
    // The card has to be shown again: a quarter of an hour without a request ends the session.
    const later = await openBackpackOf(web.service, centre.award);
    expect((await give(later, '4071')).status).toBe(303);
  });

  test('is changed by whoever gave it, and by nobody else', async () => {
    expect((await get('/backpack/me/pin', other)).headers.get('location')).toBe(
      '/backpack/pin?returnTo=%2Fbackpack%2Fme%2Fpin',
    );
    const refused = await choose('82051', '82051', '', other);
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining('autre fenêtre'),
    ]);
    await give(other, '4071');
    expect(await told(await choose('82051', '82051', '', other))).toEqual([303, '/backpack/me']);
    const third = await openBackpackOf(web.service, centre.award);
    expect((await give(third, '4071')).status).toBe(422);
    expect((await give(third, '82051')).status).toBe(303);
  });

  test('is in no log', async () => {
    await give(other, '8205');
    await give(other, '4071');
    expect(JSON.stringify(web.logged)).not.toMatch(/4071|8205/);
  });
});

test('without the word of the session nothing is chosen (T52)', async () => {
  const headers = { cookie: centre.backpack };
  const sent = await web.postForm('/backpack/me/pin', { pin: '4071', again: '4071' }, { headers });
  expect(sent.status).toBe(403);
  expect(await web.service.store.pins.listOf(centre.award.learnerId)).toEqual([]);
});
