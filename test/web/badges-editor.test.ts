import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ENGLISH, FRENCH, newDraft } from './badge-samples.ts';
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
let cookie: string;
let path: string;
let draftId: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
beforeEach(async () => {
  ({ draftId } = await newDraft({ web, centre }));
  path = `/badges/drafts/${draftId}`;
});
afterAll(() => web.stop());

const get = async (address = path) => (await web.fetch(address, { headers: { cookie } })).text();
const post = (fields: Record<string, string>, address = path) =>
  postAsMember(web, cookie, address, fields);
const latest = () => web.service.store.drafts.latest(draftId);

const FORM = {
  base: '2',
  fr_name: FRENCH.name,
  fr_description: FRENCH.description,
  fr_criteria: FRENCH.criteria,
  fr_imageAlt: FRENCH.imageAlt,
  fr_tags: FRENCH.tags.join(', '),
  en_name: '',
  en_description: '',
  en_criteria: '',
  en_imageAlt: '',
  en_tags: '',
  inLanguage: 'fr',
  achievementType: 'Badge',
};

describe('a draft on its page', () => {
  test('is begun blank, with nothing in it', async () => {
    const begun = await post({ inLanguage: 'en' }, '/badges/drafts');
    const page = await get(begun.headers.get('location') ?? '');
    expect(page).toContain('<legend>');
    expect(page).toContain('En anglais');
    expect(page).toContain('name="base" value="1"');
  });

  test('is saved as it was typed, line ends apart', async () => {
    const saved = await post({
      ...FORM,
      fr_criteria: 'La personne a :\r\n\r\n- écrit sa chronique devant le micro.',
      fr_tags: 'radio, son ; radio,,',
    });
    expect(saved.headers.get('location')).toBe(`${path}?done=saved`);
    const { text, number } = (await latest()) ?? {};
    expect(number).toBe(3);
    expect(text?.fr?.criteria).toBe('La personne a :\n\n- écrit sa chronique devant le micro.');
    expect(text?.fr?.tags).toEqual(['radio', 'son']);
    expect(text?.en).toBeUndefined();
  });

  test('keeps everything typed when something is to mend, and says it beside the field', async () => {
    const refused = await post({ ...FORM, fr_name: 'x'.repeat(151), en_name: 'Kept too' });
    const page = await refused.text();
    expect(refused.status).toBe(422);
    expect(page).toContain('x'.repeat(151));
    expect(page).toContain('Kept too');
    expect(page).toContain('id="fr_name-error"');
    expect(page).toContain('href="#fr_name"');
    expect((await latest())?.number).toBe(2);
  });

  test('shows hostile text as text (SECURITY T50)', async () => {
    await post({
      ...FORM,
      fr_name: '<script>alert(1)</script>',
      fr_criteria: '<img src=x onerror=1>',
    });
    const page = await get();
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;script&gt;alert(1)');
  });

  test('gives its advice without JavaScript, and the sentences to the script', async () => {
    await post({ ...FORM, fr_criteria: '- comprendre la radio' });
    const page = await get();
    expect(page).toMatch(/«\scomprendre\s» ne se voit pas/);
    expect(page).toMatch(/data-code="observable">«\s\{word\}\s»/);
  });

  test('shows how its criteria will read', async () => {
    expect(await get()).toContain('<li>écrit sa chronique ;</li>');
  });

  test('has its picture', async () => {
    const picture = await web.fetch(`${path}/image`, { headers: { cookie } });
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(picture.headers.get('content-security-policy')).toMatch(/^sandbox/);
    const on = await post({ ...FORM, picture: 'yes' });
    expect(on.headers.get('location')).toBe(`${path}/picture`);
  });
});

describe('skills, without JavaScript', () => {
  test('are searched, added and taken out by buttons that keep what was typed', async () => {
    const searched = await post({ ...FORM, fr_name: 'Gardé', skill: 'montage vidéo', find: 'yes' });
    const found = searched.headers.get('location') ?? '';
    expect(found).toBe(`${path}?skill=montage%20vid%C3%A9o#skills`);
    const value = /name="add" value="([^"]+)"/.exec(await get(found))?.[1] ?? '';
    expect(value).toMatch(/\|/);
    await post({ ...FORM, base: '3', fr_name: 'Gardé', skill: 'montage', add: value });
    expect((await latest())?.text.skills).toHaveLength(1);
    const page = await get();
    expect(page).toContain(`name="skills" value="${value}"`);
    expect(page).toContain('value="Gardé"');
    await post({ ...FORM, base: '4', fr_name: 'Gardé', skills: value, remove: value });
    expect((await latest())?.text.skills).toEqual([]);
  });

  test('that nothing is called say so', async () => {
    expect(await get(`${path}?skill=zzzzzz`)).toContain('Rien trouvé avec ces mots');
  });

  test('are found live, for members', async () => {
    const answer = await web.fetch('/badges/skills?q=mot%20de%20passe', { headers: { cookie } });
    const { skills, text } = (await answer.json()) as { skills: { value: string }[]; text: string };
    expect(skills.length).toBeGreaterThan(0);
    expect(text).toMatch(/trouvée/);
    expect((await web.fetch('/badges/skills?q=radio')).status).toBe(403);
  });

  test.each(['constructor|1', 'x', '|', 'a|', '<script>|1'])(
    'refuses %s kindly',
    async (skills) => {
      const { status } = await post({ ...FORM, skills });
      expect(status).toBeLessThan(500);
    },
  );
});

describe('two workers on one draft', () => {
  test('the second sees both texts, loses nothing, and saves on top', async () => {
    await post({ ...FORM, fr_name: 'Leur nom', en_name: 'Their name' });
    const second = await post({ ...FORM, fr_name: 'Mon nom', fr_description: 'Ma phrase' });
    const page = await second.text();
    expect(second.status).toBe(409);
    expect(page).toContain('Quelqu’un a enregistré entre-temps');
    for (const text of ['Leur nom', 'Mon nom', 'Ma phrase', 'Their name'])
      expect(page).toContain(text);
    expect(page).toContain('name="base" value="3"');
    expect(page).toMatch(/id="fr_name"[^>]*value="Mon nom"/);
    expect(page).toMatch(/id="en_name"[^>]*value="Their name"/);
    const again = await post({ ...FORM, base: '3', fr_name: 'Mon nom', en_name: 'Their name' });
    expect(again.status).toBe(303);
    expect((await latest())?.text.fr?.name).toBe('Mon nom');
  });

  test('who changed something else saves on top, keeps both, and hears it', async () => {
    await post({ ...FORM, en_name: 'Their name' });
    const second = await post({ ...FORM, fr_name: 'Mon nom' });
    expect([second.status, second.headers.get('location')]).toEqual([303, `${path}?done=merged`]);
    const { text, number } = (await latest()) ?? {};
    expect([number, text?.fr?.name, text?.en?.name]).toEqual([4, 'Mon nom', 'Their name']);
    expect(await get(`${path}?done=merged`)).toContain('avec ce que quelqu’un d’autre');
  });

  test('saving at the same moment, each elsewhere, both are kept', async () => {
    const [one, two] = await Promise.all([
      post({ ...FORM, fr_name: 'Mon nom' }),
      post({ ...FORM, fr_tags: 'micro' }),
    ]);
    expect([one.status, two.status]).toEqual([303, 303]);
    const { text } = (await latest()) ?? {};
    expect([text?.fr?.name, text?.fr?.tags]).toEqual(['Mon nom', ['micro']]);
  });

  test('on top of a revision that never was, nothing is written over', async () => {
    const forged = await post({ ...FORM, base: '99', fr_name: 'Mon nom' });
    expect(forged.status).toBe(409);
    expect((await latest())?.text.fr?.name).toBe(FRENCH.name);
  });

  test('pressing twice is no conflict', async () => {
    const fields = { ...FORM, fr_name: 'Deux fois' };
    const [one, two] = await Promise.all([post(fields), post(fields)]);
    expect([one.status, two.status]).toEqual([303, 303]);
    expect((await latest())?.number).toBe(3);
  });
});

describe('publishing from the page', () => {
  test('saves what was typed and publishes it', async () => {
    const done = await post({ ...FORM, fr_name: 'Tout juste écrit' }, `${path}/publish`);
    expect(done.headers.get('location')).toBe(`/badges/${draftId}-fr?done=published`);
    expect(await get(`/badges/${draftId}-fr`)).toContain('Tout juste écrit');
    expect((await web.fetch(path, { headers: { cookie } })).headers.get('location')).toBe(
      `/badges/${draftId}-fr`,
    );
    expect((await post(FORM)).status).toBe(409);
  });

  test('says what is missing beside each field, and has saved the rest', async () => {
    const refused = await post(
      { ...FORM, fr_criteria: '', en_name: ENGLISH.name },
      `${path}/publish`,
    );
    const page = await refused.text();
    expect(refused.status).toBe(422);
    for (const name of ['fr_criteria', 'en_description', 'en_criteria']) {
      expect(page).toContain(`id="${name}-error"`);
    }
    expect(page).not.toContain('id="fr_name-error"');
    expect((await latest())?.text.en?.name).toBe(ENGLISH.name);
    expect(page).toContain('name="base" value="3"');
  });

  test('of a draft that someone changed meanwhile shows both texts first', async () => {
    await post({ ...FORM, fr_name: 'Leur nom' });
    const second = await post({ ...FORM, fr_name: 'Mon nom' }, `${path}/publish`);
    expect(second.status).toBe(409);
    expect(await web.service.store.drafts.publication(draftId)).toBeUndefined();
  });
});

test('what someone else changed is read before it is published', async () => {
  await post({ ...FORM, fr_tags: 'leur mot' });
  const published = await post({ ...FORM, fr_name: 'Mon nom' }, `${path}/publish`);
  expect(published.headers.get('location')).toBe(`${path}?done=merged`);
  expect(await web.service.store.drafts.publication(draftId)).toBeUndefined();
  expect((await latest())?.text.fr?.tags).toEqual(['leur mot']);
});

test('a draft of another centre is not there, whatever is asked (SECURITY T56)', async () => {
  const other = await openCentreWithBadges(web);
  const theirs = await newDraft({ web, centre: other });
  const address = `/badges/drafts/${theirs.draftId}`;
  for (const end of ['', '/image']) {
    expect((await web.fetch(address + end, { headers: { cookie } })).status).toBe(404);
  }
  for (const end of ['', '/publish']) expect((await post(FORM, address + end)).status).toBe(404);
  await post({}, `${address}/remove`);
  expect(await web.service.store.drafts.get(other.profile.id, theirs.draftId)).toBeDefined();
});

test('a draft that is put away is gone for everybody', async () => {
  const removed = await post({}, `${path}/remove`);
  expect(removed.headers.get('location')).toBe('/badges?done=removed');
  expect((await web.fetch(path, { headers: { cookie } })).status).toBe(404);
});
