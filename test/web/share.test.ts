import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { groupedCode } from '../../src/domain/typed-code.ts';
import { sampleOf } from '../../src/usecases/awarding/copies.ts';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { openShareOf, type ShareCommand } from '../../src/usecases/backpack/make-share.ts';
import { saveNote } from '../../src/usecases/backpack/notes.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { withdrawShare } from '../../src/usecases/backpack/shares.ts';
import { recordOwnConsent } from '../../src/usecases/people/record-consents.ts';
import { awardCsv } from '../harness.ts';
import {
  type Centre,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  startWeb,
  type TestWeb,
  unlockBackpack,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  await shareOf(web, centre);
  await setBand('adult');
});
afterEach(() => web.stop());

const lea = () => ({
  kind: 'learner' as const,
  learnerId: centre.award.learnerId,
  profileId: centre.award.profileId,
});
const setBand = (band: 'adult' | '15-17' | 'under15') =>
  web.service.store.learners.setAge(centre.profile.id, centre.award.learnerId, { band });
const show = (command: Partial<ShareCommand> = {}) =>
  openShareOf(web.service, lea(), {
    entryIds: [centre.award.id],
    days: 30,
    label: 'Garage Dupont',
    ...command,
  });
const textAt = async (path: string) => (await web.fetch(path)).text();
const asLearner = (path: string) => web.fetch(path, { headers: { cookie: centre.backpack } });
const post = (path: string, fields: Record<string, string>) =>
  postAsMember(web, centre.backpack, path, fields);
const openings = async (id: string) => (await web.service.store.shares.openings([id])).get(id) ?? 0;

/** As a browser that says nothing but these headers; what tests fetch with always says `cors`. */
function look(path: string, headers: Record<string, string | undefined> = {}, method = 'GET') {
  return new Promise<void>((resolve, reject) => {
    const said = Object.entries(headers).filter(([, value]) => value !== undefined);
    const asked = request(web.address + path, { method, headers: Object.fromEntries(said) });
    asked.once('error', reject).once('response', (answer) => answer.resume().once('end', resolve));
    asked.end();
  });
}

/** A badge of elsewhere, which Léa added. */
async function importOne(): Promise<string> {
  const id = web.service.newId();
  await web.service.store.imports.insert({
    ...lea(),
    id,
    digest: id,
    name: 'Premiers secours',
    description: '',
    issuerName: 'Secours',
    issuerDomain: 'secours.test',
    alignments: [],
    importedAt: '2026-11-19T10:00:00.000Z',
    text: '{"credentialSubject":{}}',
  });
  return id;
}

describe('the page of a share', () => {
  test('says the verdict to anyone, and sets no cookie', async () => {
    const { token } = await show();
    const response = await web.fetch(`/s/${token}?lang=en`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(page).toContain('verdict-good');
    expect(page).toContain('Robot suiveur');
    // Nothing of the learner, nor of their own note.
    for (const word of ['Léa', 'Martin', 'Garage']) expect(page).not.toContain(word);
  });

  test('says what was done before what it proves: an employer has two minutes (DESIGN section 1)', async () => {
    const { token } = await show();
    const page = await textAt(`/s/${token}`);
    const titles = [...page.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, title]) => title);
    expect(titles.slice(0, 3)).toEqual(['La personne', 'Le badge', 'Ce que ce badge prouve']);
  });

  test('shows a badge to other sites, and never the person', async () => {
    const { token } = await show({ label: 'Léa' });
    const graph = [...(await textAt(`/s/${token}`)).matchAll(/<meta property="og:[^>]*>/g)].join();
    expect(graph).toContain('Robot suiveur');
    expect(graph).toContain('/image.png');
    expect(graph).not.toContain('Léa');
  });

  test('says the name that the centre signed, and compares it with the one that was told', async () => {
    await recordOwnConsent(web.service, lea(), 'named-share');
    const { token } = await show({ way: 'named' });
    const page = await textAt(`/s/${token}`);
    expect(page).toContain('Le centre certifie ce nom');
    expect(page).toContain('Léa Martin');
    expect(page).toContain('id="identity-form"');
    const asked = await web.postForm('/verify', {
      link: `${web.deps.origin}/s/${token}`,
      identity: 'léa  MARTIN',
    });
    expect(await asked.text()).toContain('Oui');
    const other = await web.postForm('/verify', {
      link: `${web.deps.origin}/s/${token}`,
      identity: 'Zoé Martin',
    });
    expect(await other.text()).toContain('Non');
    // What other sites show of the link still names nobody.
    expect(page.match(/<meta property="og:[^>]*>/g)?.join()).not.toContain('Martin');
    expect(/<title>([^<]*)/.exec(page)?.[1]).not.toContain('Martin');
  });

  test('says “nearly” for a keyboard without accents, or the names in another order', async () => {
    await recordOwnConsent(web.service, lea(), 'named-share');
    const { token } = await show({ way: 'named' });
    const link = `${web.deps.origin}/s/${token}`;
    for (const identity of ['lea martin', 'Martin Léa']) {
      const asked = await web.postForm('/verify', { link, identity });
      expect(await asked.text()).toMatch(/Presque.: le badge porte «.Léa Martin.»/);
    }
  });

  test('says of a copy with a name that the copy ends, and on paper how to check it', async () => {
    await recordOwnConsent(web.service, lea(), 'named-share');
    const { token, key } = await show({ way: 'named' });
    const page = await textAt(`/s/${token}`);
    expect(page).toContain('Copie avec le nom, faite pour ce lien');
    expect(page).not.toContain('<dt>Valable jusqu’au');
    expect(page).toContain(groupedCode(key));
  });

  test('marks the learner’s own words as theirs, and shows markup as text (T50)', async () => {
    const ownWords = '<script>alert(1)</script> J’ai réparé 🤖';
    await saveNote(web.service, lea(), centre.award.id, { ownWords });
    const { token } = await show();
    const page = await textAt(`/s/${token}`);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; J’ai réparé 🤖');
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('le centre ne l’a ni écrit ni signé');
  });

  test('hands out the signed file, which verifies', async () => {
    const { token } = await show();
    const file = await web.fetch(`/s/${token}/1.json`);
    expect(file.headers.get('content-disposition')).toContain('robot-suiveur.json');
    const report = await web.service.verifyBytes(new Uint8Array(await file.arrayBuffer()));
    expect(report.verdict).toBe('verified');
    expect((await web.fetch(`/s/${token}/1.exe`)).status).toBe(404);
    expect((await web.fetch(`/s/${token}/2.json`)).status).toBe(404);
  });
});

describe('a badge of elsewhere in a share', () => {
  test('is checked anew, and said to be added by the person', async () => {
    const { text } = await sampleOf(web.service, centre.award);
    await web.service.store.imports.insert({
      id: 'import-of-lea',
      learnerId: lea().learnerId,
      profileId: lea().profileId,
      digest: 'digest',
      name: 'Brevet de secours',
      description: '',
      issuerName: 'Autre centre',
      issuerDomain: '',
      alignments: [],
      importedAt: web.clock.now.toISOString(),
      text,
    });
    const { token } = await show({ entryIds: [centre.award.id, 'import-of-lea'] });
    const list = await textAt(`/s/${token}`);
    expect(list.match(/class="share-line"/g)).toHaveLength(2);
    expect(list.match(/Ajouté par la personne elle-même/g)).toHaveLength(1);
    const page = await textAt(`/s/${token}/2`);
    expect(page).toContain('Ajouté par la personne elle-même');
    expect(page).toContain(`href="/s/${token}"`);
    expect(await textAt(`/s/${token}/2.json`)).toBe(text);
    expect((await web.fetch(`/s/${token}/2.png`)).status).toBe(404);
  });
});

describe('what opens a share is counted, and nothing of who', () => {
  test.each([
    [1, {}],
    [1, { 'sec-fetch-mode': 'navigate' }],
    [0, { 'sec-fetch-mode': 'cors' }],
    [0, { 'sec-fetch-mode': 'navigate', 'sec-purpose': 'prefetch;prerender' }],
    [0, { purpose: 'prefetch' }],
  ])('%d for %j', async (expected, headers) => {
    const { token, share } = await show();
    await look(`/s/${token}`, headers);
    expect(await openings(share.id)).toBe(expected);
  });

  test('not a HEAD, not the learner’s own look, not a file', async () => {
    const { token, share } = await show();
    await look(`/s/${token}`, {}, 'HEAD');
    await look(`/s/${token}`, { cookie: centre.backpack });
    await look(`/s/${token}/1.json`);
    expect(await openings(share.id)).toBe(0);
  });
});

describe('a share that shows nothing', () => {
  test('answers the same bytes whatever the reason and wherever it is asked (row 119)', async () => {
    const [over, withdrawn] = [await show({ days: 7 }), await show({ days: 90 })];
    await withdrawShare(web.service, lea(), withdrawn.share.id);
    web.clock.now = new Date(web.clock.now.getTime() + 8 * 86_400_000);
    const unknown = secretsOf(web.service, { id: 'never-was' });
    const open = await show();
    const paths = [over, withdrawn, unknown].flatMap(({ token, key }) => [
      `/s/${token}`,
      `/s/${token}/1`,
      `/s/${token}/1.json`,
      `/s/${token}/image.png`,
      `/s/${token}/og`,
      `/v/${groupedCode(key)}`,
      `/v/${groupedCode(key)}/1.png`,
      `/embed/${token}`,
    ]);
    // What is not public stands on no other site, and a share has no more badges than it has.
    paths.push(`/embed/${open.token}`, `/s/${open.token}/2`, `/s/${open.token}/og`, '/s/x.json');
    const answers = await Promise.all(paths.map((path) => web.fetch(path)));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(bodies).size).toBe(1);
    const headers = answers.map((answer) => [
      answer.headers.get('cache-control'),
      answer.headers.get('content-security-policy'),
      answer.headers.get('referrer-policy'),
    ]);
    expect(new Set(headers.map((one) => one.join())).size).toBe(1);
  });
});

describe('an embedded page', () => {
  test('may stand in any site, has nothing to press and knows nobody', async () => {
    await recordOwnConsent(web.service, lea(), 'public-page');
    const { token } = await show({ way: 'public' });
    const response = await web.fetch(`/embed/${token}?lang=en`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(page).toContain('Robot suiveur');
    expect(page.match(/<h1[^>]*>[^<]*/g)).toEqual([expect.stringContaining('Robot suiveur')]);
    expect(page).not.toMatch(/<(form|button|input|script)\b/);
    expect(page).not.toContain('Léa');
  });
});

describe('making a share', () => {
  const form = { way: 'unnamed', days: '30', label: '', title: '' };

  test('with nothing but a badge gives a link, a code and a key, shown again at will', async () => {
    const page = await (await asLearner(`/backpack/share?entry=${centre.award.id}`)).text();
    expect(page).toContain(`name="entry" value="${centre.award.id}"`);
    const made = await post('/backpack/share', { ...form, entry: centre.award.id });
    expect(made.status).toBe(303);
    const own = made.headers.get('location') ?? '';
    expect(own).toMatch(/^\/backpack\/shares\//);
    const shown = await (await asLearner(own)).text();
    expect(await (await asLearner(own)).text()).toBe(shown);
    const link = /value="https:\/\/issuer\.test(\/s\/[^"]+)"/.exec(shown)?.[1] ?? '';
    const key = />([0-9A-Z]{4}-[0-9A-Z]{4})</.exec(shown)?.[1] ?? '';
    expect((await web.fetch(link)).status).toBe(200);
    expect((await web.fetch(`/v/${key}`)).status).toBe(200);
    expect(shown).toContain('data:image/svg+xml');
  });

  test.each([
    { ...form, days: '400' },
    { ...form, entry: '' },
    { ...form, label: 'x'.repeat(81) },
    { ...form, way: 'loud' },
    { ...form, admin: '1' },
  ])('%j is refused kindly, and what was typed stays', async (fields) => {
    const entry = centre.award.id;
    const answer = await post('/backpack/share', { entry, ...fields });
    const page = await answer.text();
    expect([404, 422]).toContain(answer.status);
    expect(page).toContain('id="problems"');
    expect(page).toContain(fields.label);
  });

  test('under a title, its learner reads what the other person reads', async () => {
    const { service } = web;
    const csv = 'Prénom;Nom\nLéa;Martin\n';
    const reports = await awardCsv(service, centre.profile, centre.achievement, csv, 'encore');
    const again = reports[0]?.award?.id ?? '';
    await answerAward(service, lea(), { awardId: again, answer: 'accepted' });
    const entryIds = [centre.award.id, again];
    const title = 'Mes <robots>';
    const { share, token } = await show({ entryIds, title, label: 'Garage' });
    const own = await (await asLearner(`/backpack/shares/${share.id}`)).text();
    expect(own).toContain('Garage');
    expect(own).toMatch(/Le titre qu’elle lit\s: Mes &lt;robots&gt;/);
    expect(await textAt(`/s/${token}`)).toContain('Mes &lt;robots&gt;');
  });

  // What changes nothing for them is not said to frighten them.
  test.each([
    ['unnamed', { band: '15-17', bandUntil: '2027-05' }, ''],
    ['public', { band: 'adult' }, ''],
    ['public', { band: '15-17', bandUntil: '2028-10' }, ''],
    ['public', { band: '15-17', bandUntil: '2027-05' }, 'Ce lien s’arrête le 1er juin 2027'],
    ['public', { band: '15-17' }, 'Ce lien s’arrête au bout de 30 jours'],
  ] as const)('%s at %j is said to end with the age: “%s”', async (way, age, said) => {
    await web.service.store.learners.setAge(centre.profile.id, centre.award.learnerId, age);
    const path = `/backpack/share?entry=${centre.award.id}&way=${way}`;
    const page = await (await asLearner(path)).text();
    expect(page).toContain('name="days"');
    expect(page).toContain(said);
    expect(page.includes('Ce lien s’arrête')).toBe(said !== '');
  });

  test('a badge of someone else is unknown here (T56)', async () => {
    const others = await web.service.store.awards.listOf(centre.profile.id, { limit: 10 });
    const entry = others.find(({ id }) => id !== centre.award.id)?.id ?? '';
    expect((await post('/backpack/share', { ...form, entry })).status).toBe(404);
  });

  test.each(['محمد', '🤖🤖', '<script>alert(1)</script>', 'a'.repeat(80)])(
    'a note %s is shown as it is, to its learner alone',
    async (label) => {
      const made = await post('/backpack/share', { ...form, entry: centre.award.id, label });
      const own = made.headers.get('location') ?? '';
      const page = await (await asLearner(own)).text();
      expect(page).toContain(label.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
      expect(page).not.toContain('<script>alert');
      const path = /value="https:\/\/issuer\.test(\/s\/[^"]+)"/.exec(page)?.[1] ?? '';
      expect(await textAt(path)).not.toContain(label.replaceAll('<', '&lt;'));
    },
  );

  test('with a name needs the PIN, and a tick', async () => {
    const asked = `/backpack/share?entry=${centre.award.id}&way=named`;
    const named = { ...form, way: 'named', entry: centre.award.id };
    for (const answer of [await asLearner(asked), await post('/backpack/share', named)]) {
      expect(answer.status).toBe(303);
      const location = answer.headers.get('location') ?? '';
      expect(location).toContain('/backpack/pin?returnTo=');
      expect(decodeURIComponent(location)).toContain(asked);
    }
    await unlockBackpack(web, centre, '2749');
    const page = await (await asLearner(asked)).text();
    expect(page).toContain('Léa Martin');
    const untouched = await post('/backpack/share', named);
    expect(untouched.status).toBe(422);
    expect(await untouched.text()).toContain('id="agree-error"');
    expect((await post('/backpack/share', { ...named, agree: 'yes' })).status).toBe(303);
    // Agreed once, they are not asked again.
    expect((await post('/backpack/share', named)).status).toBe(303);
  });

  test('under fifteen, without a parent’s yes: 409, and what can be done now (row 120)', async () => {
    await setBand('under15');
    const entry = centre.award.id;
    const fields = { ...form, entry, agree: 'yes' };
    for (const way of ['named', 'public']) {
      if (way === 'named') await unlockBackpack(web, centre, '2749');
      const answer = await post('/backpack/share', { ...fields, way });
      const page = await answer.text();
      expect(answer.status).toBe(409);
      expect(page).toContain('accord d’un parent');
      expect(page).toContain(`<a class="button" href="/backpack/share?entry&#x3D;${entry}"`);
    }
    expect((await post('/backpack/share', { ...form, entry })).status).toBe(303);
  });

  // Nobody signed a name on a badge of elsewhere: it may not look as if the centre had.
  test('with a name leaves out badges of elsewhere, and says why', async () => {
    const id = await importOne();
    await recordOwnConsent(web.service, lea(), 'named-share');
    await unlockBackpack(web, centre, '2749');
    const entries = `entry=${centre.award.id}&entry=${id}`;
    const page = await (await asLearner(`/backpack/share?${entries}&way=named`)).text();
    expect(page).toContain('Les badges venus d’ailleurs ne sont pas ici');
    expect(page).not.toContain(`name="entry" value="${id}"`);
    const answer = await post('/backpack/share', { ...form, way: 'named', entry: id });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('seulement sur les badges qu’il a décernés');
    expect((await post('/backpack/share', { ...form, entry: id })).status).toBe(303);
  });

  test('under fifteen without a yes, nobody is asked for a PIN first', async () => {
    await setBand('under15');
    const answer = await asLearner(`/backpack/share?entry=${centre.award.id}&way=named`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('accord d’un parent');
  });

  test('withdrawn in one tap, the link shows nothing any more', async () => {
    const { token, share } = await show();
    const answer = await post(`/backpack/shares/${share.id}/withdraw`, {});
    expect(answer.headers.get('location')).toBe('/backpack/shares?closed=1');
    expect((await web.fetch(`/s/${token}`)).status).toBe(404);
    const page = await (await asLearner('/backpack/shares')).text();
    expect(page).toContain('Garage Dupont');
    expect(page).not.toContain(token);
  });
});

describe('taking a badge to another backpack', () => {
  const path = () => `/backpack/share/${centre.award.id}/email`;
  const addAddress = (id: string, email: string) =>
    web.service.store.addresses.insert({
      ...{ id, email, learnerId: lea().learnerId, profileId: lea().profileId },
      confirmedAt: web.clock.now.toISOString(),
    });

  const unlock = () => post('/backpack/me/pin', { pin: '4071', again: '4071' });

  test('is nothing that the card alone allows (T53)', async () => {
    await addAddress('one', 'lea@exemple.test');
    for (const answer of [await asLearner(path()), await post(path(), { address: 'one' })]) {
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/backpack\/pin\?returnTo=/);
    }
  });

  test('is for an address of one’s own that was confirmed, from fifteen on', async () => {
    await unlock();
    expect(await (await asLearner(path())).text()).toContain('href="/backpack/me/email"');
    const unknown = await post(path(), { address: 'another', format: 'json' });
    expect(unknown.status).toBe(404);
    await addAddress('one', 'lea@exemple.test');
    await setBand('under15');
    expect(await (await asLearner(path())).text()).toContain('à partir de 15 ans');
    expect((await post(path(), { address: 'one', format: 'json' })).status).toBe(404);
    await web.service.store.learners.setAge(lea().profileId, lea().learnerId, {});
    expect((await post(path(), { address: 'one', format: 'json' })).status).toBe(404);
    await setBand('15-17');
    const file = await post(path(), { address: 'one', format: 'json' });
    const text = await file.text();
    expect(text).toContain('sha256$');
    expect(text).not.toContain('exemple.test');
    expect((await web.service.verifyBytes(new TextEncoder().encode(text))).verdict).toBe(
      'verified',
    );
  });

  test('another address has another copy', async () => {
    await unlock();
    await addAddress('one', 'lea@exemple.test');
    await addAddress('two', 'lea@ailleurs.test');
    const texts: string[] = [];
    for (const address of ['one', 'two', 'one', 'two']) {
      texts.push(await (await post(path(), { address, format: 'json' })).text());
    }
    expect(texts[2]).toBe(texts[0]);
    expect(texts[3]).toBe(texts[1]);
    expect(texts[1]).not.toBe(texts[0]);
  });
});

describe('a public page', () => {
  test.each([
    ['adult', undefined, true],
    ['15-17', '2028-10', true],
    ['15-17', '2028-11', false],
    ['15-17', undefined, false],
  ] as const)('of %s until %s is offered to LinkedIn: %s', async (band, bandUntil, offered) => {
    const age = { band, ...(bandUntil ? { bandUntil } : {}) };
    await web.service.store.learners.setAge(centre.profile.id, centre.award.learnerId, age);
    await recordOwnConsent(web.service, lea(), 'public-page');
    const { share, token } = await show({ way: 'public' });
    const page = await (await asLearner(`/backpack/shares/${share.id}`)).text();
    expect(page).toContain(`/embed/${token}`);
    expect(page.includes('https://www.linkedin.com/profile/add?')).toBe(offered);
    expect(page.includes('tout le monde pourra le voir')).toBe(offered);
    expect(page.includes('LinkedIn')).toBe(offered);
  });

  // The name under which the centre signs, never the one of its house (DESIGN section 6).
  test('tells LinkedIn the badge, who awarded it and where it is checked', async () => {
    await web.service.store.learners.setAge(centre.profile.id, centre.award.learnerId, {
      band: 'adult',
    });
    await recordOwnConsent(web.service, lea(), 'public-page');
    const { share, token } = await show({ way: 'public' });
    const page = await (await asLearner(`/backpack/shares/${share.id}`)).text();
    const [, href = ''] = /href="(https:\/\/www\.linkedin[^"]+)"/.exec(page) ?? [];
    const asked = new URL(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      name: 'Robot suiveur',
      organizationName: 'Centre social de la Gare',
      certUrl: `https://issuer.test/s/${token}`,
      issueYear: '2026',
      issueMonth: '11',
    });
    expect(decodeURIComponent(href)).not.toMatch(/Léa|Martin/);
  });
});
