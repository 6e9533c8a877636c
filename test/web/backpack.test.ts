import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { OPERATOR } from '../harness.ts';
import { sevenDaysLater } from '../usecases/seven-days.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
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

const ODD = ['<script>alert(1)</script>', 'سيرتي الذاتية', '🎬 Mon été 👩🏽‍🚀', '{{title}} & "x"'];

const read = async (path: string, cookie = centre.backpack) => {
  const response = await web.fetch(path, { headers: { cookie } });
  return { status: response.status, html: await response.text() };
};
const post = (path: string, fields: Record<string, string>, cookie = centre.backpack) =>
  postAsMember(web, cookie, path, fields);
const badge = () => `/backpack/badges/${centre.award.id}`;
const keep = () => post(`${badge()}/answer`, { answer: 'accepted' });
const noesCookie = async () => {
  const [noe] = await web.service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
  if (!noe) throw new Error('Noé is not known.');
  return openBackpackOf(web.service, { learnerId: noe.id, profileId: centre.profile.id });
};
const placeOf = (response: Response) => [response.status, response.headers.get('location')];

describe('a new badge', () => {
  test('is answered first; what it is can be looked at before', async () => {
    const { html } = await read('/backpack');
    expect(html).toMatch('<h1>Carnet de badges\u00a0: Léa</h1>');
    expect(html).toMatch('Tu as reçu un badge');
    expect(html).toMatch('Centre social de la Gare · Atelier robotique, le 18 novembre 2026');
    expect(html).not.toMatch(/Noé|class="patch"/);
    const story = await read(badge());
    expect(story.html).toMatch('corrigé une panne');
    expect(story.html).toMatch('Pas pour moi');
    expect(story.html).not.toMatch(/\/backpack\/share\?|ownWords|\/png"/);
  });

  test('that is kept has its place, and can be shown', async () => {
    expect(placeOf(await keep())).toEqual([303, '/backpack?done=kept']);
    const { html } = await read('/backpack?done=kept');
    expect(html).toMatch('Il n’y a que toi qui le vois');
    expect(html).toMatch(`<a class="patch" href="${badge()}">`);
    expect(html).toMatch('href="/backpack/share"');
    expect(html).not.toMatch('Tu as reçu');
    expect((await read(badge())).html).toMatch(`/backpack/share?entry&#x3D;${centre.award.id}`);
  });

  test('that is declined leaves the page and stops being valid in a week', async () => {
    const [credential] = await web.service.store.credentials.listOfAward(centre.award.id);
    const declined = await post(`${badge()}/answer`, { answer: 'declined' });
    expect(placeOf(declined)).toEqual([303, '/backpack?done=declined']);
    expect((await read('/backpack')).html).toMatch('Ton premier badge aura sa place ici');
    const stateOf = async () =>
      (await web.deps.verifyBytes(new TextEncoder().encode(credential?.text))).state;
    expect(await stateOf()).toBe('active');
    // Another tab, in which the question still stands: the stricter answer counts.
    expect(placeOf(await keep())).toEqual([303, '/backpack?done=declined']);
    await sevenDaysLater(web);
    expect(await stateOf()).toBe('revoked');
  });

  test('several are kept at once, but for those of others', async () => {
    const kept = await post('/backpack/answers', { awardIds: centre.award.id });
    expect(placeOf(kept)).toEqual([303, '/backpack?done=kept-all']);
    expect((await post('/backpack/answers', { awardIds: 'none' })).status).toBe(404);
    const foreign = await post(
      '/backpack/answers',
      { awardIds: centre.award.id },
      await noesCookie(),
    );
    expect(foreign.status).toBe(404);
  });

  test('that was taken back says so kindly, and not why', async () => {
    await keep();
    await revokeAward(web.service, OPERATOR, { awardId: centre.award.id, reason: 'Secret' });
    for (const path of ['/backpack', badge()]) {
      const { html } = await read(path);
      expect(html).toMatch(/[Pp]lus valable/);
      expect(html).not.toContain('Secret');
    }
    expect((await read(badge())).html).not.toContain('/backpack/share?');
  });
});

describe('the learner’s own words', () => {
  test.each(ODD)('%j are shown as they were typed, and as theirs', async (ownWords) => {
    await keep();
    const saved = await post(`${badge()}/words`, { ownWords });
    expect(placeOf(saved)).toEqual([303, `${badge()}?done=words`]);
    const { html } = await read(badge());
    expect(html).toContain('Écrit par toi, pas par le centre');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain(escaped(ownWords));
  });

  test('lines stay lines, and count as one sign each', async () => {
    await keep();
    const ownWords = `${'a'.repeat(249)}\r\n${'b'.repeat(250)}`;
    expect((await post(`${badge()}/words`, { ownWords })).status).toBe(303);
    const [note] = await web.service.store.notes.listOf(centre.award.learnerId);
    expect(note?.ownWords).toBe(ownWords.replace('\r', ''));
  });

  test('501 signs are refused on the same page, nothing of them lost', async () => {
    await keep();
    const ownWords = 'é'.repeat(501);
    const refused = await post(`${badge()}/words`, { ownWords });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain(ownWords);
    expect(html).toMatch(/id="ownWords-error">C’est un peu long/);
    expect(html).toMatch(/role="alert"/);
  });

  test('can be taken away', async () => {
    await keep();
    await post(`${badge()}/words`, { ownWords: 'Trop bien' });
    const gone = await post(`${badge()}/words`, { ownWords: '  ' });
    expect(placeOf(gone)).toEqual([303, `${badge()}?done=no-words`]);
    expect((await read(badge())).html).not.toContain('Trop bien');
  });
});

test('a badge put away is on no page but the one of what is put away', async () => {
  await keep();
  expect((await post(`${badge()}/place`, { place: 'away' })).status).toBe(303);
  const { html } = await read('/backpack');
  expect(html).toMatch('Tous tes badges sont rangés à part');
  expect(html).not.toContain(badge());
  expect((await read('/backpack/skills')).html).not.toContain(badge());
  expect((await read('/backpack/away')).html).toContain(badge());
  await post(`${badge()}/place`, { place: 'shown' });
  expect((await read('/backpack')).html).toContain(badge());
  expect((await read('/backpack/away')).html).toMatch('Rien n’est rangé à part');
});

describe('a collection', () => {
  const create = async (title: string, entries = centre.award.id) => {
    const ticked = entries ? { entries } : {};
    const made = await post('/backpack/collections', { title, ...ticked });
    return made.headers.get('location')?.split('?')[0] ?? '';
  };

  test('is made, renamed, shown and taken apart; its badges stay', async () => {
    await keep();
    const path = await create('Pour mon stage');
    expect((await read(path)).html).toMatch(badge());
    expect((await read(path)).html).toMatch('/backpack/share?collection&#x3D;');
    expect((await read('/backpack')).html).toMatch('Pour mon stage');
    const changed = await post(`${path}/change`, { title: 'Été', seen: centre.award.id });
    expect(placeOf(changed)).toEqual([303, `${path}?done=saved`]);
    const { html } = await read(path);
    expect(html).toMatch('<bdi>Été</bdi>');
    expect(html).not.toContain(badge());
    expect(
      (await post(`${badge()}/collections`, { collections: path.split('/')[3] ?? '' })).status,
    ).toBe(303);
    expect((await read(path)).html).toContain(badge());
    const removed = await post(`${path}/remove`, {});
    expect(placeOf(removed)).toEqual([303, '/backpack?done=collection-removed']);
    expect((await read(path)).status).toBe(404);
    expect((await read('/backpack')).html).toContain(badge());
  });

  test.each(ODD)('may be called %j', async (title) => {
    await keep();
    const path = await create(title);
    for (const page of [path, '/backpack', badge(), `${path}/change`]) {
      const { html } = await read(page);
      expect([page, html.includes(escaped(title))]).toEqual([page, true]);
      expect(html).not.toContain('<script>alert');
    }
  });

  test.each([
    ['', 'Donne un titre à ta collection.'],
    ['   ', 'Donne un titre à ta collection.'],
    ['x'.repeat(300), 'C’est un peu long'],
  ])('is not called %j; what was ticked and typed stays', async (title, sentence) => {
    await keep();
    const refused = await post('/backpack/collections', { title, entries: centre.award.id });
    const html = await refused.text();
    expect(refused.status).toBe(422);
    expect(html).toContain(sentence);
    expect(html).toContain(`value="${centre.award.id}" checked`);
    expect(html).toContain(`value="${title}"`);
  });

  /** The form as the page gives it: of one badge at most. */
  async function formOf(path: string): Promise<Record<string, string>> {
    const { html } = await read(`${path}/change`);
    const partOf = (name: string, end = '') => {
      const [, value] = new RegExp(`name="${name}" value="([^"]*)"${end}`).exec(html) ?? [];
      return value === undefined ? {} : { [name]: value };
    };
    return {
      ...partOf('seenTitle'),
      ...partOf('seen'),
      ...partOf('title'),
      ...partOf('entries', ' checked'),
    };
  }
  const send = (path: string, fields: Record<string, string>) => post(`${path}/change`, fields);

  // SECURITY T77: two tabs lose nothing of each other.
  test('changed in two tabs has what was done in both', async () => {
    await keep();
    const path = await create('Stage', '');
    const [one, two] = [await formOf(path), await formOf(path)];
    expect((await send(path, { ...one, entries: centre.award.id })).status).toBe(303);
    expect((await send(path, { ...two, title: 'Été' })).status).toBe(303);
    const { html } = await read(path);
    expect(html).toContain(badge());
    expect(html).toContain('<bdi>Été</bdi>');
  });

  test('given two titles in two tabs says so, with what was typed and what the other did', async () => {
    await keep();
    const path = await create('Stage', '');
    const late = await formOf(path);
    await send(path, { ...late, title: 'Été', entries: centre.award.id });
    const answer = await send(path, { ...late, title: 'Hiver' });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('«\u00a0Été\u00a0»');
    expect(html).toContain('name="title" value="Hiver"');
    expect(html).toContain(`name="entries" value="${centre.award.id}" checked`);
    expect(html).toContain('name="seenTitle" value="Été"');
    const again = { title: 'Hiver', seenTitle: 'Été', seen: centre.award.id };
    expect((await send(path, { ...again, entries: centre.award.id })).status).toBe(303);
    expect((await read(path)).html).toContain('<bdi>Hiver</bdi>');
  });

  // A backpack holds more badges than a form may have fields twice over.
  test('of hundreds of badges can be changed', async () => {
    await keep();
    const path = await create('Stage', centre.award.id);
    const csrf = csrfOf(web.service, centre.backpack.split('=')[1] ?? '');
    const others = Array.from({ length: 300 }, () => web.service.newId());
    const seen = [centre.award.id, ...others].join(' ');
    const body = new URLSearchParams({ csrf, title: 'Tout', seenTitle: 'Stage', seen });
    for (const id of others) body.append('entries', id);
    const headers = { cookie: centre.backpack };
    const answer = await web.postForm(`${path}/change`, {}, { headers, body });
    expect(placeOf(answer)).toEqual([303, `${path}?done=saved`]);
    expect((await read(path)).html).toContain('<bdi>Tout</bdi>');
    expect((await read(path)).html).not.toContain(badge());
  });

  test('is left alone by the page of a badge that was open before it', async () => {
    await keep();
    const first = await create('Stage', '');
    const story = await read(badge());
    expect(story.html).not.toContain('name="seen"');
    await post(`${badge()}/collections`, { collections: first.split('/')[3] ?? '' });
    const second = await create('Été', '');
    // The page that was read before both: it ticks the second one alone.
    await post(`${badge()}/collections`, { collections: second.split('/')[3] ?? '' });
    for (const path of [first, second]) expect((await read(path)).html).toContain(badge());
    const seen = first.split('/')[3] ?? '';
    await post(`${badge()}/collections`, { seen });
    expect((await read(first)).html).not.toContain(badge());
    expect((await read(second)).html).toContain(badge());
  });

  test('that is removed in another tab is said to be gone', async () => {
    await keep();
    const path = await create('Stage');
    await post(`${path}/remove`, {});
    const late = await post(`${path}/change`, { title: 'Stage 2' });
    expect(late.status).toBe(404);
    expect(await late.text()).toContain('Cette collection n’est pas dans ce carnet');
  });
});

test('the skills are a picture with its words, and say nothing of what is not there', async () => {
  expect((await read('/backpack/skills')).html).toMatch('Ta première fleur poussera ici');
  await keep();
  const { html } = await read('/backpack/skills');
  expect(html).toMatch('<svg class="hoop"');
  expect(html).toMatch(
    /aria-label="Broderie\u00a0: Création de contenu numérique, une fleur à 1 pétale/,
  );
  expect(html).toMatch('<bdi>Programmation</bdi>');
  expect(html).not.toMatch(/Nétiquette|Sécurité|CRCN/);
});

test('a stranger, another learner and a member get the same page for everything (SECURITY T56)', async () => {
  await keep();
  const [collection] = [await post('/backpack/collections', { title: 'Stage' })];
  const path = collection?.headers.get('location')?.split('?')[0] ?? '';
  const others = await noesCookie();
  for (const place of [badge(), `${badge()}/json`, path, `${path}/change`]) {
    expect([place, (await read(place, others)).status]).toEqual([place, 404]);
    expect([place, (await read(place, '')).status]).toEqual([place, 403]);
  }
  const unknown = (await read('/backpack/badges/none', others)).html;
  expect((await read(badge(), others)).html.replaceAll(centre.award.id, 'none')).toBe(unknown);
  for (const [place, fields] of [
    [`${badge()}/words`, { ownWords: 'pris' }],
    [`${badge()}/place`, { place: 'away' }],
    [`${badge()}/collections`, {}],
    [`${path}/change`, { title: 'pris' }],
  ] as const) {
    expect([place, (await post(place, fields, others)).status]).toEqual([place, 404]);
  }
});

test.each([
  ['place', { place: 'everywhere' }],
  ['place', {}],
  ['words', { ownWords: 'a', role: 'admin' }],
  ['collections', { collections: 'x'.repeat(101) }],
  ['answer', { answer: 'maybe' }],
])('a form to %s that no page sends is refused: %j (SECURITY row 110)', async (place, fields) => {
  await keep();
  const refused = await post(`${badge()}/${place}`, fields as Record<string, string>);
  expect([400, 422]).toContain(refused.status);
});

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
