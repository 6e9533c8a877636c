import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { standingOf } from '../../src/domain/consent.ts';
import { BadgeError } from '../../src/domain/errors.ts';
import { displayName } from '../../src/domain/learner.ts';
import { makeGuardianLink } from '../../src/usecases/people/guardian-link.ts';
import type { Letter, Mail } from '../../src/usecases/ports.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

const letters: Letter[] = [];
/** Takes what it is given, as a mail server does, but for the one address that it does not know. */
const mail: Mail = {
  async send(letter) {
    if (letter.to === 'nobody@maison.test') throw new BadgeError('mail_failed', 'Refused.');
    letters.push(letter);
  },
  close: async () => undefined,
};

let web: TestWeb;
let centre: Centre;
let team: string;
let noe: string;

beforeAll(async () => {
  web = await startWeb({ mail });
  centre = await openCentreWithBadges(web);
  team = await signIn(web, centre);
  const found = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
  noe = found[0]?.id ?? '';
});
afterAll(() => web.stop());

const page = async (path: string, cookie = team) =>
  (await web.fetch(path, { headers: { cookie } })).text();
const post = (path: string, fields: Record<string, string>, cookie = team) =>
  postAsMember(web, cookie, path, fields);
const learner = async (id = noe) => {
  const found = await web.service.store.learners.get(centre.profile.id, id);
  if (!found) throw new Error('No such learner.');
  return found;
};
const eventsOf = (id = noe) => web.service.store.consents.listOf(id);
/** Of two answers of one moment the stricter wins. */
const later = () => {
  web.clock.now = new Date(web.clock.now.getTime() + 60_000);
};

describe('the age that a worker tells', () => {
  test.each([
    ['2027-03', '2027-03'],
    ['03/2027', '2027-03'],
    ['mars 2027', '2027-03'],
    ['15 août 2027', '2027-08'],
    ['March 2027', '2027-03'],
  ])('%s is a month', async (until, bandUntil) => {
    const answer = await post(`/people/${noe}/age`, { band: 'under15', until });
    expect(answer.status).toBe(303);
    expect(await learner()).toMatchObject({ band: 'under15', bandUntil });
  });

  test.each([
    ['', 'Indiquez le mois'],
    ['bientôt', 'Écrivez un mois'],
    ['2027-13', 'Écrivez un mois'],
    ['2026-10', 'Ce mois est passé'],
    ['2042-01', 'trop loin'],
    [`2027-${'9'.repeat(25)}`, 'Écrivez un mois'],
  ])('%j is refused beside its field, and stays there', async (until, sentence) => {
    const before = await learner();
    const answer = await post(`/people/${noe}/age`, { band: 'under15', until });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain(sentence);
    expect(html).toContain('id="until-error"');
    expect(await learner()).toEqual(before);
  });

  test('of an adult no month is kept', async () => {
    await post(`/people/${noe}/age`, { band: 'adult', until: '2027-03' });
    expect(await learner()).toMatchObject({ band: 'adult' });
    expect(await learner()).not.toHaveProperty('bandUntil');
    expect(await page(`/people/${noe}`)).toContain('18 ans ou plus');
    await post(`/people/${noe}/age`, { band: 'under15', until: '2027-03' });
  });
});

describe('the name that a worker corrects', () => {
  test.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['محمد', 'محمد'],
    ['Zoé 🎸', 'Zoé 🎸'],
  ])('%s is shown as it is written', async (nickname, shown) => {
    const fields = { firstName: 'Noé', lastName: 'D’Arc', nickname };
    expect((await post(`/people/${noe}/name`, fields)).status).toBe(303);
    expect(displayName(await learner())).toBe(nickname);
    for (const place of ['', '/age', '/name', '/consent']) {
      const html = await page(`/people/${noe}${place}`);
      expect(html).toContain(shown);
      expect(html).not.toContain('<script>alert');
    }
  });

  test('300 letters, nothing at all, and somebody else’s name are refused kindly', async () => {
    const before = await learner();
    const long = await post(`/people/${noe}/name`, { firstName: 'é'.repeat(300) });
    expect([long.status, await long.text()]).toEqual([422, expect.stringContaining('trop long')]);
    const none = await post(`/people/${noe}/name`, { firstName: ' \u200b ' });
    expect([none.status, await none.text()]).toEqual([422, expect.stringContaining('au moins')]);
    const taken = await post(`/people/${noe}/name`, { firstName: 'Léa', lastName: 'Martin' });
    expect([taken.status, await taken.text()]).toEqual([
      409,
      expect.stringContaining('exactement ce nom'),
    ]);
    expect(await learner()).toEqual(before);
  });
});

describe('answers that a worker writes down', () => {
  const path = () => `/people/${noe}/consent`;

  test('what is missing is said, then what was said; either yes is taken back at once', async () => {
    expect(await page(path())).toMatch(/Il manque\u00a0: l’accord de la personne et/);
    later();
    await post(path(), { party: 'learner', 'named-share': 'given' });
    later();
    const fields = { party: 'guardian', capacity: 'parent', 'named-share': 'given' };
    const answer = await post(path(), fields);
    expect(answer.headers.get('location')).toBe(`${path()}?done=saved`);
    const { clock } = web;
    const allowed = async () =>
      standingOf('named-share', await learner(), await eventsOf(), clock.now).allowed;
    expect(await allowed()).toBe(true);
    expect(await page(path())).toMatch(/oui, le 20 novembre 2026, noté par l’équipe \(Parent\)/);
    later();
    const taken = await post(`${path()}/withdraw`, { party: 'guardian', purpose: 'named-share' });
    expect(taken.status).toBe(303);
    expect(await allowed()).toBe(false);
  });

  test.each<[Record<string, string>, string]>([
    [{ party: 'guardian', photo: 'given' }, 'capacity-error'],
    [{ party: 'second-guardian', capacity: 'sole', photo: 'given' }, 'capacity-error'],
    [{ party: 'second-guardian', capacity: 'parent', 'named-share': 'given' }, 'named-share-error'],
    [{ party: 'learner' }, 'named-share-error'],
    [{ party: 'nobody', photo: 'given' }, 'party-error'],
  ])('%j is refused beside %s, and nothing is written', async (fields, error) => {
    const before = await eventsOf();
    const answer = await post(path(), fields);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(`id="${error}"`);
    expect(await eventsOf()).toEqual(before);
  });

  test('the form is one page of A4, blank but for the nickname and the centre', async () => {
    const answer = await post(`${path()}/form`, {});
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const text = Buffer.from(bytes).toString('latin1');
    expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
    expect(await page(path())).toMatch(/lien[s]? remis/);
    expect((await post(`${path()}/links/end`, {})).status).toBe(303);
    expect(await web.service.store.links.listOf(noe, 'guardian')).toEqual([]);
  });

  test('another centre’s person is unknown (SECURITY T56)', async () => {
    const other = await signIn(web, await openCentreWithBadges(web));
    for (const place of ['age', 'name', 'consent']) {
      const answer = await web.fetch(`/people/${noe}/${place}`, { headers: { cookie: other } });
      expect(answer.status).toBe(404);
    }
    expect((await post(`${path()}/link`, { party: 'guardian' }, other)).status).toBe(404);
  });
});

describe('the page behind a parent’s link', () => {
  async function newLink(): Promise<string> {
    const shown = await post(`/people/${noe}/consent/link`, { party: 'guardian' });
    const html = await shown.text();
    return `/consent/${/\/consent\/([\w-]+)/.exec(html)?.[1]}`;
  }

  test('shows the nickname and nothing more, answers, and changes its mind', async () => {
    const { firstName, lastName } = await learner();
    await post(`/people/${noe}/name`, { firstName, lastName, nickname: 'Nono' });
    const link = await newLink();
    const opened = await web.fetch(link);
    const html = await opened.text();
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).toContain('Votre accord pour Nono');
    // Neither the names nor what the badges are about.
    expect(html).not.toMatch(/Noé|Arc|Robot/);
    const before = await eventsOf();
    // Looking answers nothing: previews and scanners look too (SECURITY T54).
    await web.fetch(link, { method: 'HEAD' });
    expect(await eventsOf()).toEqual(before);
    later();
    const yes = { 'named-share': 'given', photo: 'withdrawn', capacity: 'parent' };
    const answer = await web.postForm(link, yes);
    expect(answer.headers.get('location')).toBe(`${link}?done=saved`);
    const by = { party: 'guardian', channel: 'link' };
    expect((await eventsOf()).slice(before.length)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...by, purpose: 'named-share', decision: 'given' }),
        expect.objectContaining({ ...by, purpose: 'photo', decision: 'withdrawn' }),
      ]),
    );
    expect(await (await web.fetch(link)).text()).toContain('Vous avez dit oui le');
    later();
    await web.postForm(link, { 'named-share': 'withdrawn' });
    expect((await eventsOf()).at(-1)).toMatchObject({ decision: 'withdrawn' });
  });

  test('goes out by e-mail to an address that is kept nowhere; with no letter there is no link', async () => {
    const open = async () => (await web.service.store.links.listOf(noe, 'guardian')).length;
    const path = `/people/${noe}/consent/letter`;
    const before = await open();
    const lost = await post(path, { party: 'guardian', to: 'nobody@maison.test' });
    expect([lost.status, await open()]).toEqual([503, before]);
    expect(await lost.text()).toContain('nobody@maison.test');
    expect((await post(path, { party: 'guardian', to: 'nobody' })).status).toBe(422);
    const sent = await post(path, { party: 'guardian', to: 'parent@maison.test' });
    expect(sent.headers.get('location')).toBe(`/people/${noe}/consent?done=sent`);
    const [letter] = letters.slice(-1);
    const link = /https:\/\/issuer\.test(\/consent\/[\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
    expect((await web.fetch(link)).status).toBe(200);
    expect(JSON.stringify(web.logged)).not.toContain('maison.test');
  });

  test.each<Record<string, string>>([
    {},
    { 'named-share': 'given' },
    { 'named-share': 'given', capacity: 'neighbour' },
    { 'named-share': 'maybe', capacity: 'parent' },
    { party: 'learner', 'named-share': 'given', capacity: 'parent' },
  ])('%j is refused, and nothing is written', async (fields) => {
    const link = await newLink();
    const before = await eventsOf();
    expect((await web.postForm(link, fields)).status).toBe(422);
    expect(await eventsOf()).toEqual(before);
  });

  test('a wrong link, one that ended and one of an erased person are one and the same', async () => {
    const { service } = web;
    const profileId = centre.profile.id;
    const actor = { kind: 'member', memberId: 'amel', profileId, role: 'awarder' } as const;
    const made = await makeGuardianLink(service, actor, { learnerId: noe, party: 'guardian' });
    await service.store.links.insert({
      secretHash: service.sha256Hex('link|lost'),
      kind: 'guardian',
      targetId: 'nobody',
      profileId,
      binding: 'guardian',
      createdAt: web.clock.now.toISOString(),
    });
    await service.store.links.remove(made.hash);
    const answers = await Promise.all(
      ['wrong', 'lost', made.secret].map((secret) => web.fetch(`/consent/${secret}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('in the backpack', () => {
  test('the learner answers, and is told kindly what is missing', async () => {
    const cookie = await openBackpackOf(web.service, {
      learnerId: noe,
      profileId: centre.profile.id,
    });
    later();
    const fields = { purpose: 'public-page', decision: 'given' };
    const answer = await post('/backpack/me/consent', fields, cookie);
    expect(answer.headers.get('location')).toBe('/backpack/me/consent?done=saved');
    const html = await page('/backpack/me/consent', cookie);
    expect(html).toContain('Il manque le oui d’un parent');
    expect(html).toContain('Le refus d’un parent ne t’enlève aucun badge.');
    later();
    const stop = { purpose: 'public-page', decision: 'withdrawn' };
    expect((await post('/backpack/me/consent', stop, cookie)).status).toBe(303);
    const last = (await eventsOf()).at(-1);
    expect(last).toMatchObject({ purpose: 'public-page', party: 'learner', channel: 'own' });
    for (const wrong of [{}, { purpose: 'all', decision: 'given' }]) {
      expect((await post('/backpack/me/consent', wrong as never, cookie)).status).toBe(400);
    }
  });

  test('what is kept is counted, and who looked is a role, never a name', async () => {
    const cookie = await openBackpackOf(web.service, {
      learnerId: noe,
      profileId: centre.profile.id,
    });
    const html = await page('/backpack/me/data', cookie);
    expect(html).toContain('1 badge, avec sa date et son atelier');
    expect(html).toContain('Ta tranche d’âge a été changée');
    expect(html).toContain('une personne de l’équipe du centre');
    expect(html).toContain('ton jour de naissance');
    expect(html).not.toContain('member:');
  });

  // RGPD, article 15: nothing that is kept goes unsaid, and what is left out is said to be.
  test('the page of what is kept tells closed shares, old cards and workshops too', async () => {
    const { store, newId, now } = web.service;
    const [learnerId, profileId] = [newId(), centre.profile.id];
    const createdAt = '2026-01-01T00:00:00Z';
    const names = { firstName: 'Ana', lastName: 'Gil', nickname: '', nameKey: 'ana gil' };
    const keys = { fullNameKey: 'ana|gil' };
    await store.learners.insertMany([{ id: learnerId, profileId, createdAt, ...names, ...keys }]);
    const cookie = await openBackpackOf(web.service, { learnerId, profileId });
    const who = { profileId, learnerId, createdAt };
    for (const voidedAt of [undefined, createdAt]) {
      await store.cards.insert({
        ...who,
        ...{ id: newId(), secretHash: newId(), codeHash: newId(), createdBy: 'operator' },
        ...(voidedAt ? { voidedAt, lostSince: voidedAt } : { usedAt: createdAt }),
      });
    }
    await store.shares.insert({
      ...{ ...who, id: newId(), tokenHash: newId(), keyHash: newId(), kind: 'link' },
      ...{ entryIds: [], title: '', label: 'Garage', expiresAt: createdAt },
    });
    await store.workshops.attend(centre.award.workshopId ?? '', [learnerId]);
    for (let each = 0; each < 61; each += 1) {
      const at = now().toISOString();
      const entry = { id: newId(), profileId, learnerId, by: 'operator', at } as const;
      await store.audit.insert({ ...entry, act: 'person-opened' });
    }
    const html = await page('/backpack/me/data', cookie);
    for (const sentence of [
      '1 carte qui ouvre ton carnet',
      '1 carte qui n’ouvre plus rien',
      '1 partage fermé',
      '1 atelier où tu étais',
      'Les 60 derniers',
    ]) {
      expect(html).toContain(sentence);
    }
    expect(html.match(/Ta page a été ouverte/g)).toHaveLength(60);
  });
});

describe('photos', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>';

  function send(shows: string, file: string | Buffer | undefined): Promise<Response> {
    const form = new FormData();
    form.set('csrf', csrfOf(web.service, team.split('=')[1] ?? ''));
    form.set('shows', shows);
    if (file !== undefined) form.set('photo', new Blob([file]), '../../IMG_1.jpg');
    const path = `/people/${centre.award.learnerId}/awards/${centre.award.id}/photo`;
    return web.fetch(path, { method: 'POST', body: form, headers: { cookie: team } });
  }

  test('of hands is added and seen in the backpack alone; either may remove it', async () => {
    expect((await send('hands', svg)).status).toBe(303);
    const [photo] = await web.service.store.photos.listOf(centre.award.learnerId);
    const image = `/backpack/photos/${photo?.id}`;
    const seen = await web.fetch(image, { headers: { cookie: centre.backpack } });
    expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/png']);
    for (const cookie of [
      team,
      '',
      await openBackpackOf(web.service, { ...centre.award, learnerId: noe }),
    ]) {
      expect([403, 404]).toContain((await web.fetch(image, { headers: { cookie } })).status);
    }
    expect((await post(`${image}/remove`, {}, centre.backpack)).status).toBe(303);
    await send('hands', svg);
    const [other] = await web.service.store.photos.listOf(centre.award.learnerId);
    const path = `/people/${centre.award.learnerId}/photos/${other?.id}/remove`;
    expect((await post(path, {})).status).toBe(303);
    expect(await web.service.store.photos.listOf(centre.award.learnerId)).toEqual([]);
  });

  test('who can be recognised is refused while somebody has not agreed', async () => {
    const answer = await send('recognisable', svg);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('photo des mains');
    expect(await web.service.store.photos.listOf(centre.award.learnerId)).toEqual([]);
  });

  test.each<[string, string | Buffer | undefined, string]>([
    ['nothing', undefined, 'Choisissez une photo.'],
    ['a picture of an iPhone', '\0\0\0 ftypheic\0\0\0\0', 'HEIC'],
    ['a text', 'hello', 'HEIC'],
    ['half a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'HEIC'],
  ])('%s is refused kindly', async (_name, file, sentence) => {
    const answer = await send('hands', file);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(sentence);
  });

  test('a badge under another person’s address is unknown', async () => {
    const path = `/people/${noe}/awards/${centre.award.id}/photo`;
    expect((await web.fetch(path, { headers: { cookie: team } })).status).toBe(404);
  });
});

describe('a centre whose name says too much', () => {
  test('shows one name inside and another one outside; a sensitive public one is pointed at', async () => {
    const fields = { name: 'CADA des Lilas', email: '', description: '' };
    await post('/centre', fields);
    expect(await page('/centre')).toMatch(/«\u00a0CADA\u00a0» dit quelque chose/);
    await post('/centre', { ...fields, name: 'Fédération du Nord', insideName: 'Les Lilas' });
    const own = await page('/workshops');
    expect(own).toContain('Les Lilas');
    expect(await page('/centre')).not.toContain('dit quelque chose');
    const outside = await (await web.fetch(`/issuers/${centre.profile.handle}`)).text();
    expect(outside).toContain('Fédération du Nord');
    expect(outside).not.toContain('Les Lilas');
    const did = await web.fetch(`/issuers/${centre.profile.handle}/did.json`);
    expect(await did.text()).not.toContain('Lilas');
  });
});

test.each(['fr', 'en'])('what is kept is told to anyone, in %s', async (lang) => {
  const answer = await web.fetch(`/your-data?lang=${lang}`);
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(html).toContain('CNIL');
  // Whoever goes from part to part by their names is led to each of them.
  const titles = [...html.matchAll(/<h[23] id="[^"]*">([^<]*)</g)].map(([, title]) => title);
  expect(titles.length).toBeGreaterThan(8);
  expect(titles).toEqual([...new Set(titles)]);
});
