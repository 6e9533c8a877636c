import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { openLetter } from '../../src/usecases/backpack/open-letter.ts';
import { hasPin, unlock } from '../../src/usecases/backpack/pin.ts';
import { sendSignUpLink, signUp } from '../../src/usecases/backpack/sign-up.ts';
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

const EMAIL = 'ines@example.test';
const PAGE = '/backpack/pin';
const FORGOTTEN = '/backpack/pin/forgotten';
const CHOOSE = '/backpack/pin?returnTo=%2Fbackpack%2Fme%3Fdone%3Dpin';
/** Every try costs a slow hash. */
const SLOW_MS = 60_000;

let mailServer: MailServer;
let web: TestWeb;
let ines: LearnerActor;
let cookie: string;

beforeEach(async () => {
  mailServer = await startMailServer();
  web = await startWeb({}, { SMTP_URL: mailServer.url, SIGN_UP: 'on' });
  ines = await beginAlone(EMAIL, 'Inès');
  cookie = await openBackpackOf(web.service, ines);
  await postAsMember(web, cookie, '/backpack/me/pin', { pin: '4071', again: '4071' });
  cookie = await openBackpackOf(web.service, ines);
});
afterEach(async () => {
  await web.stop();
  await mailServer.stop();
});

/** An adult without a centre, who began by a letter. */
async function beginAlone(email: string, firstName: string): Promise<LearnerActor> {
  let made = '';
  const mail = { send: async () => undefined, close: async () => undefined };
  await sendSignUpLink({ ...web.service, mail }, { email, from: 'test' }, (secret) => {
    made = secret;
    return { subject: 's', text: 't' };
  });
  const { link } = await openLetter(web.service, made);
  return signUp(web.service, link, { firstName, lastName: '', nickname: '' });
}

const ask = () => postAsMember(web, cookie, FORGOTTEN, {});
const pageOf = async (path = PAGE, as = cookie) =>
  (await web.fetch(path, { headers: { cookie: as } })).text();
const pinIsThere = () => hasPin(web.service, ines.learnerId);
const isOpen = async (as: string) =>
  (await web.fetch('/backpack/me', { headers: { cookie: as } })).status === 200;
const pass = (minutes: number) => {
  web.clock.now = new Date(web.clock.now.getTime() + minutes * 60_000);
};
const pathIn = (text: string) => /https:\/\/issuer\.test(\/card\/letter\/[\w-]+)/.exec(text)?.[1];
const actsOf = async () =>
  (await web.service.store.audit.listOf(ines.learnerId, 10)).map(({ act }) => act);

/** Asks for a letter, and answers the path of its link. */
async function letter(): Promise<string> {
  const count = mailServer.letters.length + 1;
  const asked = await ask();
  expect([asked.status, asked.headers.get('location')]).toEqual([303, `${PAGE}?done=sent`]);
  return pathIn(textOf(await mailServer.received(count))) ?? '';
}

/** Twenty wrong ones, after which no try is taken. */
async function useUpTries(): Promise<void> {
  const link = await web.service.store.links.get(
    hashOf(web.service, cookie.slice(cookie.indexOf('=') + 1)),
  );
  if (!link) throw new Error('No session.');
  for (let at = 0; at < 20; at += 1) {
    await unlock(web.service, { actor: ines, link }, '9999').catch(() => undefined);
    if (at % 5 === 4) pass(16);
  }
  cookie = await openBackpackOf(web.service, ines);
}

describe('an adult without a centre who forgot the PIN', () => {
  test('is told of a letter and not of a centre', async () => {
    const html = await pageOf();
    expect(html).toContain(`action="${FORGOTTEN}"`);
    expect(html).not.toMatch(/centre/);
    expect(await pageOf(`${PAGE}?done=sent`)).toMatch(/role="status"[\s\S]*Un message est parti/);
  });

  test('takes it away by the letter, once, in any browser, and chooses another', async () => {
    const path = await letter();
    const [sent] = mailServer.letters;
    expect(sent?.to).toEqual([EMAIL]);
    const jar: Jar = openJar(web);
    const page = await (await jar.get(path)).text();
    expect(page).toContain('Inès');
    expect(page).not.toMatch(/centre/);
    // Looking uses nothing up: mail scanners look too.
    expect(await pinIsThere()).toBe(true);
    const done = await jar.post(path);
    expect([done.status, done.headers.get('location')]).toEqual([303, CHOOSE]);
    expect(await pinIsThere()).toBe(false);
    expect(await isOpen(cookie)).toBe(false);
    expect(await (await jar.get(CHOOSE)).text()).toContain('Choisis un code PIN');
    expect((await jar.post(path)).status).toBe(410);
    expect(await actsOf()).toEqual(['pin-reset']);
    expect(await web.service.store.audit.listOf(ines.learnerId, 1)).toMatchObject([
      { by: `learner:${ines.learnerId}` },
    ]);
    expect(JSON.stringify(web.logged)).not.toContain(EMAIL);
  });

  test(
    'is not locked out for good by twenty wrong ones',
    async () => {
      await useUpTries();
      const refused = await postAsMember(web, cookie, PAGE, { pin: '4071' });
      const html = await refused.text();
      expect(refused.status).toBe(429);
      expect(html).toContain(`action="${FORGOTTEN}"`);
      expect(html).not.toMatch(/centre/);
      const jar = openJar(web);
      await jar.post(await letter());
      cookie = await openBackpackOf(web.service, ines);
      await postAsMember(web, cookie, '/backpack/me/pin', { pin: '8205', again: '8205' });
      const other = await openBackpackOf(web.service, ines);
      expect((await postAsMember(web, other, PAGE, { pin: '8205' })).status).toBe(303);
    },
    SLOW_MS,
  );

  test('has an hour, and the last of several links leaves no other', async () => {
    const first = await letter();
    pass(61);
    expect((await web.fetch(first)).status).toBe(410);
    cookie = await openBackpackOf(web.service, ines);
    const [second, third] = [await letter(), await letter()];
    expect((await web.fetch(third, { method: 'POST' })).status).toBe(303);
    expect((await web.fetch(second, { method: 'POST' })).status).toBe(404);
  });

  test('whose address went meanwhile has no link that opens (SECURITY T54)', async () => {
    const path = await letter();
    const { addresses } = web.service.store;
    for (const { id } of await addresses.listOf(ines.learnerId)) {
      await addresses.remove(ines.learnerId, id);
    }
    expect((await web.fetch(path, { method: 'POST' })).status).toBe(410);
    expect(await pinIsThere()).toBe(true);
    // Nowhere to write to: the page offers nothing that cannot be done.
    expect(await pageOf()).not.toContain(`action="${FORGOTTEN}"`);
    expect((await ask()).headers.get('location')).toBe(PAGE);
  });

  // SECURITY T54: a session makes nobody a sender of letters.
  test('has a few letters, and is told kindly of the rest', async () => {
    for (let at = 0; at < 3; at += 1) await letter();
    const refused = await ask();
    expect([refused.status, await refused.text()]).toEqual([
      429,
      expect.stringContaining('Trop de demandes'),
    ]);
    for (let at = 0; at < 2; at += 1) {
      pass(61);
      cookie = await openBackpackOf(web.service, ines);
      await letter();
    }
    const sixth = await ask();
    expect([sixth.status, await sixth.text()]).toEqual([
      429,
      expect.stringContaining('5 messages'),
    ]);
    expect(mailServer.letters).toHaveLength(5);
  });

  test('is told when no letter leaves, and the PIN stays', async () => {
    await mailServer.stop();
    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(await refused.text()).toContain('id="problems"');
    expect(await pinIsThere()).toBe(true);
    mailServer = await startMailServer();
  });

  test('may not lose the only address: nothing else opens a backpack without a centre', async () => {
    const { addresses } = web.service.store;
    await postAsMember(web, cookie, PAGE, { pin: '4071' });
    const remove = async () => {
      const [first] = await addresses.listOf(ines.learnerId);
      return postAsMember(web, cookie, `/backpack/me/email/${first?.id}/remove`, {});
    };
    const refused = await remove();
    expect([refused.status, refused.headers.get('location')]).toEqual([409, null]);
    expect(await refused.text()).toContain('C’est ta seule adresse');
    expect(await addresses.listOf(ines.learnerId)).toHaveLength(1);
    const { learnerId, profileId } = ines;
    const email = 'ines.autre@example.test';
    await addresses.insert({
      id: web.service.newId(),
      learnerId,
      profileId,
      email,
      // The older one is the first of the list.
      confirmedAt: new Date(web.service.now().getTime() + 1000).toISOString(),
    });
    expect((await remove()).status).toBe(303);
    expect((await addresses.listOf(learnerId)).map((one) => one.email)).toEqual([email]);
  });
});

describe('whoever belongs to a centre', () => {
  let centre: Centre;
  beforeEach(async () => {
    centre = await openCentreWithBadges(web);
    const { learnerId, profileId } = centre.award;
    const pin = { pin: '4071', again: '4071' };
    await postAsMember(web, centre.backpack, '/backpack/me/pin', pin);
    await web.service.store.addresses.insert({
      id: web.service.newId(),
      learnerId,
      profileId,
      email: 'lea@example.test',
      confirmedAt: web.service.now().toISOString(),
    });
    cookie = await openBackpackOf(web.service, centre.award);
  });

  // T55: a mailbox alone does not take away what a worker, who knows the person, takes away.
  test('is sent to the centre, and no letter leaves', async () => {
    const html = await pageOf();
    expect(html).toContain('Demande à ton centre');
    expect(html).not.toContain(FORGOTTEN);
    expect((await ask()).headers.get('location')).toBe(PAGE);
    expect(mailServer.letters).toEqual([]);
  });
});
