import { sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { importBadge } from '../../src/usecases/backpack/imports.ts';
import { openShareOf, type ShareCommand } from '../../src/usecases/backpack/make-share.ts';
import { answerOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const NAME = 'Léa Quinquaud';
const PIN = '4071';

let web: TestWeb;
let centre: Centre;
let lea: LearnerActor;
let naming: string;
let plain: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
  const { learnerId, profileId } = centre.award;
  lea = { kind: 'learner', learnerId, profileId };
  const first = await openBackpackOf(web.service, centre.award);
  await postAsMember(web, first, '/backpack/me/pin', { pin: PIN, again: PIN });
  [naming, plain] = [await take({ identifier: [identity] }), await take({})];
});
beforeEach(async () => {
  web.clock.now = new Date(web.clock.now.getTime() + 60_000);
  await say('withdrawn');
});
afterAll(() => web.stop());

const identity = {
  type: 'IdentityObject',
  hashed: false,
  identityType: 'name',
  identityHash: NAME,
};

/** Another centre wrote her name into its badge; she takes it into her backpack. */
async function take(more: Readonly<Record<string, unknown>>): Promise<string> {
  return keep(JSON.stringify(await ofOther(more)));
}

async function keep(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return (await importBadge(web.service, lea, bytes)).badge.id;
}

async function ofOther(more: Readonly<Record<string, unknown>>) {
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  const { credentialSubject, ...rest } = badge({ issuer });
  const subject = { ...(credentialSubject as Readonly<Record<string, unknown>>), ...more };
  return signed({ ...rest, credentialSubject: subject } as never, method, key);
}

/** The same as a token in an envelope. */
async function inEnvelope(more: Readonly<Record<string, unknown>>): Promise<string> {
  const { privateKey, multibase } = newKey();
  const { proof: _, ...credential } = await ofOther(more);
  const id = `did:key:${multibase}`;
  const payload = { ...credential, issuer: { ...(credential['issuer'] as object), id }, iss: id };
  const coded = [{ alg: 'EdDSA', typ: 'vc+jwt', kid: `${id}#${multibase}` }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const input = coded.join('.');
  const signature = sign(null, Buffer.from(input), privateKey).toString('base64url');
  return JSON.stringify({
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: 'EnvelopedVerifiableCredential',
    id: `data:application/vc+jwt,${input}.${signature}`,
  });
}

/** Signed in, with the PIN just given. */
async function unlocked(): Promise<string> {
  const cookie = await openBackpackOf(web.service, centre.award);
  await postAsMember(web, cookie, '/backpack/pin', { pin: PIN });
  return cookie;
}

async function pageOf(cookie: string, path: string): Promise<string> {
  return (await web.fetch(path, { headers: { cookie } })).text();
}

async function say(decision: 'given' | 'withdrawn'): Promise<void> {
  const { service } = web;
  await service.store.learners.setAge(lea.profileId, lea.learnerId, { band: 'adult' });
  web.clock.now = new Date(web.clock.now.getTime() + 1000);
  const decisions = { 'named-share': decision, 'public-page': 'given' } as const;
  await answerOwnConsent(service, lea, decisions);
}

const show = (entryIds: string[], way: ShareCommand['way'] = 'unnamed') =>
  openShareOf(web.service, lea, { entryIds, days: 30, label: '', way });

const read = async (path: string) => {
  const answer = await web.fetch(path);
  return { status: answer.status, text: await answer.text() };
};

// DESIGN section 2: a badge names nobody, unless its learner chose so, for a purpose agreed to.
describe('a badge of elsewhere in which its learner’s name stands', () => {
  test('is shown by no link without the consent to show a name', async () => {
    await expect(show([naming])).rejects.toMatchObject({ code: 'import_names_you' });
    await expect(show([plain, naming])).rejects.toMatchObject({ code: 'import_names_you' });
    expect((await show([plain])).share.entryIds).toEqual([plain]);
    await say('given');
    const { token } = await show([naming]);
    expect((await read(`/s/${token}`)).text).toMatch(NAME);
  });

  test('is told by what stands in an envelope too', async () => {
    const named = await keep(await inEnvelope({ identifier: [identity] }));
    await expect(show([named])).rejects.toMatchObject({ code: 'import_names_you' });
    const nameless = await keep(await inEnvelope({}));
    expect((await show([nameless])).share.entryIds).toEqual([nameless]);
  });

  test('is on no public page, whatever was agreed to', async () => {
    await say('given');
    await expect(show([naming], 'public')).rejects.toMatchObject({ code: 'import_names_you' });
  });

  test('goes from the link the moment that consent is withdrawn, in every form', async () => {
    await say('given');
    const [alone, both] = [await show([naming]), await show([plain, naming])];
    await say('withdrawn');
    for (const path of [
      `/s/${alone.token}`,
      `/v/${alone.key}`,
      `/s/${alone.token}/1.json`,
      `/s/${both.token}/2.json`,
    ]) {
      const { status, text } = await read(path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toMatch(NAME);
    }
    expect((await read(`/s/${both.token}`)).text).not.toMatch(NAME);
    const asked = await web.fetch('/api/v1/verifications', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: `${web.service.origin}/s/${alone.token}` }),
    });
    expect(await asked.text()).not.toMatch(NAME);
  });

  // Issue 5: looking needs the card, showing a name needs the PIN.
  test('is shown after the PIN alone', async () => {
    await say('given');
    const cookie = await openBackpackOf(web.service, centre.award);
    const asking = `/backpack/pin?returnTo=${encodeURIComponent(`/backpack/share?entry=${naming}`)}`;
    const page = await web.fetch(`/backpack/share?entry=${naming}`, { headers: { cookie } });
    expect([page.status, page.headers.get('location')]).toEqual([303, asking]);
    const form = { entry: naming, way: 'unnamed', days: '30' };
    const sent = await postAsMember(web, cookie, '/backpack/share', form);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, asking]);
    const other = await postAsMember(web, cookie, '/backpack/share', { ...form, entry: plain });
    expect(other.headers.get('location')).toMatch(/^\/backpack\/shares\//);
  });

  test('is refused before any PIN, in words that say what to do', async () => {
    const cookie = await openBackpackOf(web.service, centre.award);
    const form = { entry: naming, way: 'unnamed', days: '30' };
    const refused = await postAsMember(web, cookie, '/backpack/share', form);
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toMatch('Ce badge d’ailleurs porte ton nom');
    expect(html).toMatch('class="button" href="/backpack/me/consent"');
  });

  // Under fifteen a yes of one's own is not enough: nobody is sent to say it.
  test('waits, under fifteen, for whoever else has to agree', async () => {
    await say('given');
    const { store } = web.service;
    await store.learners.setAge(lea.profileId, lea.learnerId, { band: 'under15' });
    await expect(show([naming])).rejects.toMatchObject({ code: 'import_needs_guardian' });
    const cookie = await openBackpackOf(web.service, centre.award);
    const html = await pageOf(cookie, `/backpack/share?entry=${naming}`);
    expect(html).toMatch('il faut aussi l’accord d’un parent');
    expect(html).not.toMatch('href="/backpack/me/consent"');
  });
});

// Whoever shows a badge reads what the other will read, before the link is made and after.
describe('its learner is told that a link says who they are', () => {
  const path = () => `/backpack/share?entry=${naming}`;

  test('before it is made, in place of “without my name”', async () => {
    await say('given');
    const cookie = await unlocked();
    const html = await pageOf(cookie, path());
    expect(html).toMatch('Ce lien dira qui tu es');
    expect(html).not.toMatch('Sans mon nom');
    expect(await pageOf(cookie, `/backpack/share?entry=${plain}`)).toMatch('Sans mon nom');
    expect(await pageOf(cookie, '/backpack/share')).toMatch(
      /<span class="hint">[^<]* · porte ton nom, ou de quoi te reconnaître/,
    );
  });

  test('also when it was ticked in a list: first the sentence, then the link', async () => {
    await say('given');
    const cookie = await unlocked();
    const form = { entry: naming, way: 'unnamed', days: '7', label: 'Le garage' };
    const asked = await postAsMember(web, cookie, '/backpack/share', form);
    const html = await asked.text();
    expect(asked.status).toBe(422);
    expect(html).toMatch('Regarde encore une fois');
    expect(html).toMatch('value="Le garage"');
    expect(html).toMatch('<input type="hidden" name="written" value="yes">');
    const made = await postAsMember(web, cookie, '/backpack/share', { ...form, written: 'yes' });
    expect(made.headers.get('location')).toMatch(/^\/backpack\/shares\//);
  });

  test('on the share and on its line', async () => {
    await say('given');
    const cookie = await openBackpackOf(web.service, centre.award);
    const { share } = await show([plain, naming]);
    const page = await pageOf(cookie, `/backpack/shares/${share.id}`);
    expect(page).toMatch('Et ton nom, ou de quoi te reconnaître');
    expect(page).not.toMatch('Pas ton nom');
    expect(await lineOf(cookie, share.id)).toMatch('Avec ce qu’il dit de moi');
    const other = (await show([plain])).share;
    expect(await pageOf(cookie, `/backpack/shares/${other.id}`)).toMatch('Pas ton nom');
    expect(await lineOf(cookie, other.id)).toMatch('Sans mon nom');
  });

  test('and that it shows nothing once the consent is withdrawn; it can still be closed', async () => {
    await say('given');
    const cookie = await openBackpackOf(web.service, centre.award);
    const { share } = await show([naming]);
    const own = `/backpack/shares/${share.id}`;
    const story = `/backpack/badges/${naming}`;
    expect(await pageOf(cookie, story)).toMatch(own);
    expect((await web.fetch(`${own}/sheet.pdf`, { headers: { cookie } })).status).toBe(200);
    await say('withdrawn');
    expect(await lineOf(cookie, share.id)).toMatch('ne montre rien en ce moment');
    expect(await lineOf(cookie, share.id)).not.toMatch(/Ouvert jusqu’au|Sans mon nom/);
    expect(await pageOf(cookie, story)).not.toMatch(own);
    expect((await web.fetch(`${own}/sheet.pdf`, { headers: { cookie } })).status).toBe(404);
    expect(await pageOf(cookie, own)).toMatch(`action="${own}/withdraw"`);
  });
});

/** The line of a share in the list of all. */
async function lineOf(cookie: string, shareId: string): Promise<string> {
  const lines = (await pageOf(cookie, '/backpack/shares')).split('<li>');
  return lines.find((line) => line.includes(shareId)) ?? '';
}
