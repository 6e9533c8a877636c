import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const BIRTHDAY = new Date('2027-04-01T09:00:00Z');

let web: TestWeb;
let centre: Centre;
let learnerId: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  const found = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
  learnerId = found[0]?.id ?? '';
});
afterAll(() => web.stop());

const page = async (path: string, cookie: string) => {
  const answer = await web.fetch(path, { headers: { cookie } });
  return { status: answer.status, html: await answer.text() };
};
const backpack = () => openBackpackOf(web.service, { learnerId, profileId: centre.profile.id });
const post = async (cookie: string, path: string, fields: Record<string, string>) => {
  const answer = await postAsMember(web, cookie, path, fields);
  return { status: answer.status, html: await answer.text() };
};

test('the pages of a worker, a parent and a young person on the day of eighteen', async () => {
  const about = `/people/${learnerId}`;
  let team = await signIn(web, centre);
  await post(team, `${about}/age`, { band: '15-17', until: '2027-03' });
  const made = await post(team, `${about}/consent/link`, { party: 'guardian' });
  const link = /\/consent\/[\w-]{20,}/.exec(made.html)?.[0] ?? '';
  await web.postForm(link, { photo: 'given', capacity: 'parent' });
  let noe = await backpack();
  for (const purpose of ['named-share', 'photo']) {
    await post(noe, '/backpack/me/consent', { purpose, decision: 'given' });
  }
  const before = await page(`${about}/consent`, team);
  expect(before.html).toContain('Montrer un lien');
  expect(before.html).toContain('1 lien remis est encore ouvert');
  expect((await page('/backpack', noe)).html).not.toContain('Maintenant, c’est toi qui décides');
  expect((await page('/backpack/me/consent', noe)).html).toContain(
    'Il manque le oui de ton autre parent',
  );

  web.clock.now = BIRTHDAY;
  [team, noe] = [await signIn(web, centre), await backpack()];

  // The parent: one and the same answer as behind any link that opens nothing.
  expect((await web.fetch(link)).status).toBe(404);
  expect((await web.postForm(link, { photo: 'withdrawn' })).status).toBe(404);

  // The worker: nobody answers for an adult any more, and what they said is history.
  expect((await page(about, team)).html).toContain('18 ans ou plus');
  const consents = await page(`${about}/consent`, team);
  expect(consents.html).toContain('on lui repose la question');
  expect(consents.html).not.toMatch(/Montrer un lien|lien remis|value="guardian"|name="capacity"/);
  const refused = await post(team, `${about}/consent/link`, { party: 'guardian' });
  expect(refused.status).toBe(400);

  // The young person: asked at the first page, each thing by itself, with nobody’s yes missing.
  expect((await page('/backpack', noe)).html).toContain('Maintenant, c’est toi qui décides');
  expect((await page('/backpack/me', noe)).html).toContain('c’est toi qui décides');
  const asked = await page('/backpack/me/consent', noe);
  expect(asked.html.match(/Tu as grandi/g)).toHaveLength(2);
  expect(asked.html).not.toMatch(/Il manque|C’est permis/);
  await post(noe, '/backpack/me/consent', { purpose: 'photo', decision: 'given' });
  await post(noe, '/backpack/me/consent', { purpose: 'named-share', decision: 'withdrawn' });
  const answered = await page('/backpack/me/consent', noe);
  expect(answered.html).toContain('C’est permis');
  expect(answered.html).not.toContain('Tu as grandi');
  expect((await page('/backpack', noe)).html).not.toContain('c’est toi qui décides');
  expect((await page(`${about}/consent`, team)).html).not.toContain('on lui repose la question');
});
