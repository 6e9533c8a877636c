import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { choosePin } from '../../src/usecases/backpack/pin.ts';
import { hashOf } from '../../src/usecases/secrets.ts';
import { cookieOf } from '../../src/web/cookies.ts';
import { learnerCookie } from '../../src/web/learner-room.ts';
import {
  type Centre,
  ORIGIN,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const PAGE = '/backpack/me/export';
let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
});
afterAll(() => web.stop());

/** Gives the PIN in the session of the backpack. */
async function unlock(): Promise<void> {
  const { learnerId, profileId } = centre.award;
  const secret = cookieOf({ headers: { cookie: centre.backpack } }, learnerCookie(ORIGIN).name);
  const link = await web.service.store.links.get(hashOf(web.service, secret ?? ''));
  if (!link) throw new Error('The backpack is not open.');
  const actor = { kind: 'learner', learnerId, profileId } as const;
  await choosePin(web.service, { actor, link }, '4071');
}

test('everything in one file, behind the PIN', async () => {
  const locked = `/backpack/pin?returnTo=${encodeURIComponent(PAGE)}`;
  const page = await web.fetch(PAGE, {
    headers: { cookie: centre.backpack },
    redirect: 'manual',
  });
  expect([page.status, page.headers.get('location')]).toEqual([303, locked]);
  const asked = await postAsMember(web, centre.backpack, PAGE, {});
  expect(asked.status).toBe(303);
  expect(asked.headers.get('location')).toBe(locked);

  await unlock();
  const answer = await postAsMember(web, centre.backpack, PAGE, {});
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('cache-control')).toContain('no-store');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename=[\w-]+\.zip$/);
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([
      ...['index.html', 'index.en.html', 'LISEZ-MOI.txt', 'README.txt', 'style.css'],
      ...['verifier.html', 'archive.json', 'profile.json', 'badges/01-robot-suiveur/badge.png'],
    ]),
  );
  const index = strFromU8(files['index.html'] ?? new Uint8Array());
  expect(index).toContain('<html lang="fr">');
  expect(index).toContain('Robot suiveur');
  expect(index).not.toMatch(/<script|https?:\/\//);
  const verifier = strFromU8(files['verifier.html'] ?? new Uint8Array());
  expect(verifier).toContain(`issuers:${centre.profile.handle}`);
});

test('is not handed out without the word of the session (SECURITY 113)', async () => {
  const answer = await web.postForm(PAGE, {}, { headers: { cookie: centre.backpack } });
  expect(answer.status).toBe(403);
});
