import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openJar } from './cookie-jar.ts';
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

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterEach(() => web.stop());

/** A new owner who has a name. */
async function owner(name: string): Promise<{ cookie: string; memberId: string }> {
  const cookie = await signIn(web, centre);
  await postAsMember(web, cookie, '/account', { name, email: '' });
  const members = await web.service.store.members.listOf(centre.profile.id);
  return { cookie, memberId: members.find((member) => member.name === name)?.id ?? '' };
}

const textOf = async (path: string, cookie: string) =>
  (await web.fetch(path, { headers: { cookie } })).text();

test('a member opens the backpack of their own, beside their session', async () => {
  const amel = await owner('Amel Ben Ali');
  expect(await textOf('/account', amel.cookie)).toContain('Ouvrir mon carnet');
  const opened = await postAsMember(web, amel.cookie, '/account/backpack', {});
  expect([opened.status, opened.headers.get('location')]).toEqual([303, '/backpack']);
  const backpack = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(await textOf('/backpack/me', backpack)).toContain('Amel');
  expect(await textOf('/backpack/me/devices', backpack)).toContain('espace équipe');
  expect(await textOf('/account', `${amel.cookie}; ${backpack}`)).toContain('Mon compte');
});

test('without a name, or with one of the list, the account says what to do', async () => {
  const cookie = await signIn(web, centre);
  expect(await textOf('/account', cookie)).not.toContain('action="/account/backpack"');
  const nameless = await postAsMember(web, cookie, '/account/backpack', {});
  expect(nameless.headers.get('location')).toBe('/account#backpack');

  const namesake = await owner('Léa Martin');
  const asked = await postAsMember(web, namesake.cookie, '/account/backpack', {});
  expect(asked.headers.get('location')).toBe('/account#backpack');
  expect(await textOf('/account', namesake.cookie)).toContain('Ce n’est pas moi');
  const apart = await postAsMember(web, namesake.cookie, '/account/backpack', { apart: 'yes' });
  const backpack = apart.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(await textOf('/backpack', backpack)).not.toContain(centre.award.id);
});

test('another owner says who is who, on the page of the team', async () => {
  const lea = await owner('Léa Martin');
  const amel = await owner('Amel');
  const { learnerId, profileId } = centre.award;
  const path = `/team/members/${lea.memberId}/backpack/${learnerId}`;
  const { setAge } = web.service.store.learners;
  await setAge(profileId, learnerId, { band: 'under15' });
  // A young person's backpack is nobody else's: the page says what to do when it is an adult's.
  expect(await textOf('/team', amel.cookie)).not.toContain(path);
  expect(await textOf('/team', amel.cookie)).toContain('notez d’abord sur sa fiche');
  expect((await postAsMember(web, amel.cookie, path, {})).status).toBe(409);
  await setAge(profileId, learnerId, { band: 'adult' });
  expect(await textOf('/team', lea.cookie)).not.toContain(path);
  expect((await postAsMember(web, lea.cookie, path, {})).status).toBe(404);
  expect(await textOf('/team', amel.cookie)).toContain(path);
  const linked = await postAsMember(web, amel.cookie, path, {});
  expect(linked.headers.get('location')).toBe('/team?done=linked');
  expect(await textOf('/team', amel.cookie)).not.toContain(`"${path}"`);
  const opened = await postAsMember(web, lea.cookie, '/account/backpack', {});
  const backpack = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(await textOf('/backpack', backpack)).toContain(centre.award.id);
  expect(await textOf('/backpack/me/data', backpack)).toContain('Ton carnet a été associé');

  expect(await textOf('/team', amel.cookie)).toContain(`"${path}/remove"`);
  expect(await textOf('/team', lea.cookie)).not.toContain(`"${path}/remove"`);
  expect((await postAsMember(web, lea.cookie, `${path}/remove`, {})).status).toBe(404);
  const unlinked = await postAsMember(web, amel.cookie, `${path}/remove`, {});
  expect(unlinked.headers.get('location')).toBe('/team?done=unlinked');
  expect((await web.fetch('/backpack', { headers: { cookie: backpack } })).status).not.toBe(200);
});

test('a member’s own page is changed by another one', async () => {
  const amel = await owner('Amel Ben Ali');
  await postAsMember(web, amel.cookie, '/account/backpack', {});
  const learnerId = await web.service.store.ownLearners.learnerOf(amel.memberId);
  const named = { firstName: 'Marie', lastName: 'Curie', nickname: '' };
  const refused = await postAsMember(web, amel.cookie, `/people/${learnerId}/name`, named);
  expect(refused.status).toBe(409);
  const html = await refused.text();
  expect(html).toContain('C’est votre propre fiche');
  // What was typed stays.
  expect(html).toContain('value="Curie"');
});

test('no letter leaves without a mail server: the card stays the way in', async () => {
  const jar = openJar(web);
  expect(await (await jar.get('/card')).text()).toContain('href="/card/email"');
  expect(await (await jar.get('/card/email')).text()).toContain('aucun message ne peut partir');
  const sent = await jar.post('/card/email', { email: 'lea@example.test' });
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/card/email']);
});
