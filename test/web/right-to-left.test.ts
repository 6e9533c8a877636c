import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LearnerActor } from '../../src/domain/actor.ts';
import { fullNameKey, nameKey } from '../../src/domain/learner.ts';
import { askCorrection } from '../../src/usecases/backpack/ask-correction.ts';
import { createCollection } from '../../src/usecases/backpack/collections.ts';
import { openShareOf } from '../../src/usecases/backpack/make-share.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let cookie: string;
let places: Record<string, string>;

/** Nothing but Arabic in every text that is theirs. */
beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
  cookie = await signIn(web, centre);
  const { service } = web;
  const { learnerId, profileId, id: awardId } = centre.award;
  const lea: LearnerActor = { kind: 'learner', learnerId, profileId };
  const names = { firstName: 'سلمى', lastName: 'حداد', nickname: 'سوسو' };
  const keys = { nameKey: nameKey(names), fullNameKey: fullNameKey(names) };
  await service.store.learners.rename(profileId, learnerId, { ...names, ...keys });
  await saveNote(service, lea, awardId, { ownWords: 'لقد نجحت في هذا' });
  const collection = await createCollection(service, lea, {
    title: 'للتدريب',
    entryIds: [awardId],
  });
  const { share, token } = await openShareOf(service, lea, {
    entryIds: [awardId],
    days: 30,
    label: 'صاحب العمل',
  });
  await askCorrection(service, lea, { awardId, text: 'التاريخ خاطئ' });
  const collectionPath = `/backpack/collections/${collection.id}`;
  places = {
    gallery: '/backpack',
    story: `/backpack/badges/${awardId}`,
    collection: collectionPath,
    'its form': `${collectionPath}/change`,
    shares: '/backpack/shares',
    'a share': `/backpack/shares/${share.id}`,
    'what its reader sees': `/s/${token}`,
    me: '/backpack/me',
    data: '/backpack/me/data',
    people: '/people',
    person: `/people/${learnerId}`,
    consents: `/people/${learnerId}/consent`,
    name: `/people/${learnerId}/name`,
    inbox: '/people/inbox',
    correct: `/workshops/awards/${awardId}/correct`,
    revoke: `/workshops/awards/${awardId}/revoke`,
  };
}, 30_000);
afterAll(() => web.stop());

const ARABIC = /[\u0600-\u06ff]/;
const OWN_DIRECTION = /^<(?:bdi|title|option|[^>]* dir="auto")/;

/** What is Arabic and stands in an element that does not say where its text begins. */
function astray(html: string): string[] {
  const texts = [...html.matchAll(/(<[a-z][^>]*>)\s*([^<\s][^<]*)/g)]
    // A sentence of ours that begins with a name is read as the page is.
    .filter(([, , text = '']) => ARABIC.test(text) && !/\p{Script=Latin}/u.test(text))
    .filter(([, tag = '']) => !OWN_DIRECTION.test(tag));
  const fields = [...html.matchAll(/<input [^>]*value="[\u0600-\u06ff][^>]*>/g)].filter(
    ([tag]) => !tag.includes('type="hidden"') && !OWN_DIRECTION.test(tag),
  );
  return [...texts, ...fields].map(([whole]) => whole);
}

// WCAG 1.3.2: read from the wrong end, a sentence has its full stop and its figures elsewhere.
test.each([
  ...['gallery', 'story', 'collection', 'its form', 'shares', 'a share', 'what its reader sees'],
  ...['me', 'data', 'people', 'person', 'consents', 'name', 'inbox', 'correct', 'revoke'],
])('what is written from right to left begins there: %s', async (place) => {
  const path = places[place] ?? '';
  const headers = { cookie: path.startsWith('/backpack') ? centre.backpack : cookie };
  const response =
    place === 'people'
      ? await postAsMember(web, cookie, path, { q: 'س' })
      : await web.fetch(path, { headers });
  const html = await response.text();
  expect([path, response.status]).toEqual([path, 200]);
  if (place !== 'data') expect(html).toMatch(ARABIC);
  expect(astray(html)).toEqual([]);
});

test('what is typed stands where it was typed from, when a form comes again', async () => {
  const path = `/backpack/badges/${centre.award.id}/words`;
  const answer = await postAsMember(web, centre.backpack, path, { ownWords: 'ن'.repeat(501) });
  const html = await answer.text();
  expect(answer.status).toBe(422);
  expect(html).toMatch(/<textarea [^>]*dir="auto"[^>]*>ن/);
});
