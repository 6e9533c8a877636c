import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  startWeb,
  type TestWeb,
  unlockBackpack,
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

  await unlockBackpack(web, centre);
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
