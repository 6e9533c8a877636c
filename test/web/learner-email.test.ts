import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { makeLink } from '../../src/usecases/people/make-link.ts';
import { hashOf } from '../../src/usecases/secrets.ts';
import { type MailServer, startMailServer, textOf } from '../mail/mail-server.ts';
import { type Jar, openJar } from './cookie-jar.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const EMAIL = 'lea@example.test';

let mailServer: MailServer;
let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  mailServer = await startMailServer();
  web = await startWeb({}, { SMTP_URL: mailServer.url, SIGN_UP: 'on' });
  centre = await openCentreWithBadges(web);
  await setAge({ band: '15-17', bandUntil: '2028-05' });
});
afterEach(async () => {
  await web.stop();
  await mailServer.stop();
});

const setAge = (age: { band?: 'under15' | '15-17' | 'adult'; bandUntil?: string }) =>
  web.service.store.learners.setAge(centre.profile.id, centre.award.learnerId, age);
const pass = (minutes: number) => {
  web.clock.now = new Date(web.clock.now.getTime() + minutes * 60_000);
};
/** The pages of letters, without the origin. */
const linksIn = (text: string) =>
  [...text.matchAll(/^https:\/\/issuer\.test(\/card\/letter\/[\w-]+)$/gm)].map(
    ([, path]) => path ?? '',
  );
const codeIn = (html: string) => /(\d{3}) (\d{3})/.exec(html)?.slice(1).join('') ?? '';
const isIn = async (jar: Jar) => (await jar.get('/backpack/me')).status === 200;

/** As Léa, with her PIN given. */
async function unlocked(): Promise<string> {
  const cookie = centre.backpack;
  const chosen = await postAsMember(web, cookie, '/backpack/me/pin', {
    pin: '4071',
    again: '4071',
  });
  expect(chosen.status).toBe(303);
  return cookie;
}

/** Léa's address, confirmed from another browser. */
async function addAddress(email = EMAIL): Promise<void> {
  const cookie = await unlocked();
  const count = mailServer.letters.length + 1;
  const asked = await postAsMember(web, cookie, '/backpack/me/email', { email });
  expect([asked.status, asked.headers.get('location')]).toEqual([
    303,
    '/backpack/me/email?done=sent',
  ]);
  const [link = ''] = linksIn(textOf(await mailServer.received(count)));
  expect((await web.fetch(link)).status).toBe(200);
  expect((await web.fetch(link, { method: 'POST' })).status).toBe(303);
}

/** Asks for a letter in a browser; its first link. */
async function ask(jar: Jar, email = EMAIL): Promise<string> {
  const count = mailServer.letters.length + 1;
  const asked = await jar.post('/card/email', { email });
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/card/email/code']);
  return linksIn(textOf(await mailServer.received(count)))[0] ?? '';
}

describe('an address of one’s own', () => {
  test('is asked for behind the PIN alone', async () => {
    for (const method of ['GET', 'POST']) {
      const answer =
        method === 'GET'
          ? await web.fetch('/backpack/me/email', { headers: { cookie: centre.backpack } })
          : await postAsMember(web, centre.backpack, '/backpack/me/email', { email: EMAIL });
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        '/backpack/pin?returnTo=%2Fbackpack%2Fme%2Femail',
      ]);
    }
    expect(mailServer.letters).toEqual([]);
  });

  test('counts once it is confirmed, from whatever browser, once', async () => {
    const cookie = await unlocked();
    await postAsMember(web, cookie, '/backpack/me/email', { email: ' Lea@Example.test ' });
    const letter = await mailServer.received(1);
    expect(letter.to).toEqual([EMAIL]);
    const [link = ''] = linksIn(textOf(letter));
    const { store } = web.service;
    for (let look = 0; look < 5; look += 1) expect((await web.fetch(link)).status).toBe(200);
    expect(await store.addresses.byEmail(EMAIL)).toEqual([]);
    expect((await web.fetch(link, { method: 'POST' })).status).toBe(303);
    expect(await store.addresses.byEmail(EMAIL)).toMatchObject([
      { learnerId: centre.award.learnerId, via: 'card:test' },
    ]);
    expect((await web.fetch(link, { method: 'POST' })).status).toBe(410);
    const page = await web.fetch('/backpack/me/email', { headers: { cookie } });
    expect(await page.text()).toContain(EMAIL);
  });

  test('is confirmed within a day', async () => {
    const cookie = await unlocked();
    await postAsMember(web, cookie, '/backpack/me/email', { email: EMAIL });
    const [link = ''] = linksIn(textOf(await mailServer.received(1)));
    pass(24 * 60 + 1);
    expect((await web.fetch(link, { method: 'POST' })).status).toBe(410);
    expect(await web.service.store.addresses.byEmail(EMAIL)).toEqual([]);
  });

  // The law lets nobody decide alone about such a service before fifteen.
  test.each([
    [{ band: 'under15', bandUntil: '2028-05' }, 'à partir de 15 ans'],
    [{}, 'ne nous a pas dit ton âge'],
  ] as const)('is kindly refused at %j', async (age, words) => {
    await setAge(age);
    const cookie = await unlocked();
    const page = await web.fetch('/backpack/me/email', { headers: { cookie } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(words)]);
    const refused = await postAsMember(web, cookie, '/backpack/me/email', { email: EMAIL });
    expect(refused.status).toBe(409);
    expect(mailServer.letters).toEqual([]);
  });

  test('nobody is written to over and over (T54)', async () => {
    const cookie = await unlocked();
    const statuses: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      statuses.push(
        (await postAsMember(web, cookie, '/backpack/me/email', { email: EMAIL })).status,
      );
    }
    expect(statuses).toEqual([303, 303, 303, 429]);
    expect(mailServer.letters).toHaveLength(3);
  });

  test.each(['a@b.test\r\nBcc: c@d.test', 'nothing', ''])(
    '%j is refused beside its field',
    async (email) => {
      const refused = await postAsMember(web, await unlocked(), '/backpack/me/email', { email });
      expect([refused.status, await refused.text()]).toEqual([
        422,
        expect.stringContaining('id="email-error"'),
      ]);
    },
  );

  test('is in no log', async () => {
    await addAddress();
    await ask(openJar(web));
    expect(JSON.stringify(web.logged)).not.toContain('example.test');
  });
});

// SECURITY row 117 and T54, for learners.
describe('coming in by e-mail', () => {
  test('opens the backpack in the browser that asked, by its button, once', async () => {
    await addAddress();
    const jar = openJar(web);
    const link = await ask(jar);
    for (let look = 0; look < 20; look += 1) expect((await jar.get(link)).status).toBe(200);
    expect(await isIn(jar)).toBe(false);
    const entered = await jar.post(link);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/backpack']);
    expect(await isIn(jar)).toBe(true);
    expect((await openJar(web).post(link)).status).toBe(410);
  });

  test('in another browser shows a code, which opens in the first alone', async () => {
    await addAddress();
    const jar = openJar(web);
    const other = openJar(web);
    const link = await ask(jar);
    const code = codeIn(await (await other.get(link)).text());
    expect(code).toMatch(/^\d{6}$/);
    expect((await other.post(link)).status).toBe(303);
    expect((await other.post('/card/email/code', { code })).status).toBe(410);
    expect(await isIn(other)).toBe(false);
    expect((await jar.post('/card/email/code', { code: '12' })).status).toBe(422);
    const entered = await jar.post('/card/email/code', { code });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/backpack']);
    expect(await isIn(jar)).toBe(true);
    expect((await openJar(web).get(link)).status).toBe(410);
  });

  test('lives ten minutes', async () => {
    await addAddress();
    const jar = openJar(web);
    const link = await ask(jar);
    pass(11);
    expect((await jar.post(link)).status).toBe(410);
    expect(await isIn(jar)).toBe(false);
  });

  // SECURITY T59.
  test('an address that nobody confirmed gets the same answer, and no letter', async () => {
    await addAddress();
    const shapes: unknown[] = [];
    for (const email of ['nobody@example.test', EMAIL]) {
      const answer = await web.postForm('/card/email', { email });
      const cookie = answer.headers.get('set-cookie')?.replace(/=[\w.-]+;/, '=…;');
      shapes.push([answer.status, answer.headers.get('location'), await answer.text(), cookie]);
    }
    expect(shapes[0]).toEqual(shapes[1]);
    expect((await mailServer.received(2)).to).toEqual([EMAIL]);
    expect(mailServer.letters).toHaveLength(2);
  });

  test('brothers and sisters of one address get a link each', async () => {
    await addAddress();
    const [noe] = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
    await web.service.store.addresses.insert({
      id: web.service.newId(),
      learnerId: noe?.id ?? '',
      profileId: centre.profile.id,
      email: EMAIL,
      confirmedAt: '2026-11-20T16:00:00.000Z',
    });
    await ask(openJar(web));
    const text = textOf(await mailServer.received(2));
    expect(linksIn(text)).toHaveLength(2);
    expect(text).toMatch(/Léa.*Noé/s);
  });

  test('a removed address opens nothing, and ends what it had opened', async () => {
    await addAddress();
    const jar = openJar(web);
    await jar.post(await ask(jar));
    const waiting = openJar(web);
    const link = await ask(waiting);
    const [address] = await web.service.store.addresses.byEmail(EMAIL);
    const path = `/backpack/me/email/${address?.id}/remove`;
    expect((await postAsMember(web, centre.backpack, path, {})).status).toBe(303);
    expect(await isIn(jar)).toBe(false);
    expect((await waiting.post(link)).status).toBe(410);
    expect(await isIn(waiting)).toBe(false);
  });

  test('a link of the team opens no backpack, nor one of a learner the team', async () => {
    await addAddress();
    const jar = openJar(web);
    const link = await ask(jar);
    const token = link.split('/').at(-1) ?? '';
    expect((await jar.post(`/enter/${token}`)).status).toBe(404);
    expect((await jar.get('/account')).status).not.toBe(200);
  });
});

describe('an adult without a centre', () => {
  const name = { firstName: 'Inès', lastName: 'Benali', adult: 'yes' };

  /** The link of the letter that begins a backpack. */
  async function askToBegin(email = 'ines@example.test'): Promise<string> {
    const count = mailServer.letters.length + 1;
    expect((await web.postForm('/card/new', { email })).status).toBe(303);
    return linksIn(textOf(await mailServer.received(count)))[0] ?? '';
  }

  test('begins a backpack, and comes back by the address', async () => {
    const link = await askToBegin();
    const jar = openJar(web);
    expect(await (await jar.get(link)).text()).toContain('ines@example.test');
    const begun = await jar.post(link, name);
    expect([begun.status, begun.headers.get('location')]).toEqual([303, '/backpack']);
    expect(await (await jar.get('/backpack/me')).text()).toContain('sans centre');
    expect((await openJar(web).post(link, name)).status).toBe(410);
    const again = openJar(web);
    await again.post(await ask(again, 'ines@example.test'));
    expect(await isIn(again)).toBe(true);
  });

  test('who has the same name has another backpack', async () => {
    for (const email of ['one@example.test', 'two@example.test']) {
      expect((await web.postForm(await askToBegin(email), name)).status).toBe(303);
    }
  });

  test.each([
    [{ firstName: '', adult: 'yes' }, 'id="firstName-error"'],
    [{ firstName: 'Inès' }, 'id="adult-error"'],
    [{ firstName: 'x'.repeat(300), adult: 'yes' }, 'id="firstName-error"'],
  ])('%j is refused beside its field, and the link goes on', async (fields, words) => {
    const link = await askToBegin();
    const refused = await web.postForm(link, fields as Record<string, string>);
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(words)]);
    expect((await web.postForm(link, { ...name, firstName: '<script>عمر 🦊' })).status).toBe(303);
  });

  test('an address that has one begins no second', async () => {
    const second = await askToBegin();
    const first = await askToBegin();
    expect((await web.postForm(first, name)).status).toBe(303);
    expect((await web.postForm(second, name)).status).toBe(409);
  });

  test('the host is no issuer and recognised by nobody', async () => {
    await askToBegin();
    const { store } = web.service;
    expect((await store.profiles.list()).map(({ handle }) => handle)).toContain('host');
    for (const path of ['/issuers/host', '/issuers/host/did.json', '/issuers/host/archive.json']) {
      expect([path, (await web.fetch(path)).status]).toEqual([path, 404]);
    }
    const issuers = await (await web.fetch('/api/v1/recognised-issuers')).text();
    expect(issuers).not.toContain('host"');
    expect(issuers).toContain(centre.profile.handle);
  });

  test('is not there unless the operator says so', async () => {
    const closed = await startWeb({}, { SMTP_URL: mailServer.url });
    try {
      expect((await closed.fetch('/card/new')).status).toBe(404);
      expect((await closed.postForm('/card/new', { email: EMAIL })).status).toBe(404);
      expect(await (await closed.fetch('/card/email')).text()).not.toContain('/card/new');
    } finally {
      await closed.stop();
    }
  });
});

test('a card that was voided meanwhile confirms no address (T55)', async () => {
  const { store, newId } = web.service;
  const { learnerId, profileId } = centre.award;
  const cardId = newId();
  await store.cards.insert({
    id: cardId,
    profileId,
    learnerId,
    secretHash: newId(),
    codeHash: newId(),
    createdBy: 'operator',
    createdAt: '2026-11-01T00:00:00.000Z',
  });
  const { secret, hash } = await linkAskedWith(`card:${cardId}`);
  await store.cards.void(cardId, { at: '2026-11-20T16:00:00.000Z', lostSince: '2026-11-20' });
  expect((await web.fetch(`/card/letter/${secret}`, { method: 'POST' })).status).toBe(404);
  expect(await store.links.wasUsed(hash)).toBe(false);
  expect(await store.addresses.byEmail(EMAIL)).toEqual([]);
});

async function linkAskedWith(via: string) {
  const { learnerId: targetId, profileId } = centre.award;
  const parts = { kind: 'address', targetId, profileId, binding: EMAIL, note: via } as const;
  const secret = await makeLink(web.service, parts, { minutes: 60 });
  return { secret, hash: hashOf(web.service, secret) };
}

test('the browsers of one learner are listed and closed by nobody else', async () => {
  const other = await openBackpackOf(web.service, centre.award);
  const page = await web.fetch('/backpack/me/devices', { headers: { cookie: centre.backpack } });
  const [, action = ''] =
    /action="(\/backpack\/me\/devices\/[^"]+\/end)"/.exec(await page.text()) ?? [];
  const [noe] = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
  const stranger = await openBackpackOf(web.service, {
    learnerId: noe?.id ?? '',
    profileId: centre.profile.id,
  });
  await postAsMember(web, stranger, action, {});
  const stays = async () =>
    (await web.fetch('/backpack/me', { headers: { cookie: other } })).status === 200;
  expect(await stays()).toBe(true);
  expect((await postAsMember(web, centre.backpack, action, {})).status).toBe(303);
  expect(await stays()).toBe(false);
  const third = await openBackpackOf(web.service, centre.award);
  await postAsMember(web, centre.backpack, '/backpack/me/devices/end-others', {});
  expect((await web.fetch('/backpack/me', { headers: { cookie: third } })).status).not.toBe(200);
  expect((await web.fetch('/backpack/me', { headers: { cookie: centre.backpack } })).status).toBe(
    200,
  );
});
