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
  const key = newKey();
  const id = `did:key:${key.multibase}`;
  const issuer = { id, type: ['Profile'], name: 'Le club de voile' };
  const method = { verificationMethod: `${id}#${key.multibase}`, created: '2026-01-01T00:00:00Z' };
  const { credentialSubject, ...rest } = badge({ issuer });
  const subject = { ...(credentialSubject as Readonly<Record<string, unknown>>), ...more };
  const text = JSON.stringify(
    await signed({ ...rest, credentialSubject: subject } as never, method, key),
  );
  const bytes = new TextEncoder().encode(text);
  return (await importBadge(web.service, lea, bytes)).badge.id;
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
  });
});
