import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import type { DraftText } from '../../src/domain/draft.ts';
import { publishDraft } from '../../src/usecases/achievements/publish-draft.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { awardCsv } from '../harness.ts';
import { authorOf, newDraft } from './badge-samples.ts';
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
beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
afterAll(() => web.stop());

const DESIGN = {
  shape: 'flower',
  ground: '#1f5a5e',
  thread: '#f6d083',
  icon: 'bike',
  ribbon: 'Mécano',
};
const FORM = { ...DESIGN, alt_fr: 'Une fleur avec un vélo', alt_en: '', save: '1' };

const get = (path: string, headers: Record<string, string> = {}) =>
  web.fetch(path, { headers: { cookie, ...headers } });

/** The address of the designer of a fresh draft, at its second revision. */
async function freshDraft() {
  const { draftId } = await newDraft({ web, centre });
  return { draftId, path: `/badges/drafts/${draftId}/picture` };
}

async function savedText(draftId: string): Promise<DraftText | undefined> {
  return (await web.service.store.drafts.latest(draftId))?.text;
}

/** Sends the form with a file, as a browser does. */
async function upload(
  path: string,
  file: Uint8Array | undefined,
  fields: Record<string, string> = {},
): Promise<Response> {
  const form = new FormData();
  form.set('csrf', csrfOf(web.service, cookie.split('=')[1] ?? ''));
  for (const [name, value] of Object.entries({ base: '2', ...fields })) form.set(name, value);
  if (file) form.set('file', new Blob([new Uint8Array(file)]), 'badge.png');
  return web.fetch(`${path}/upload`, { method: 'POST', body: form, headers: { cookie } });
}

const picture = () =>
  sharp({ create: { width: 90, height: 60, channels: 3, background: '#2b4570' } });

describe('the designer', () => {
  test('saves a design and what it shows, and leads back to the draft', async () => {
    const { draftId, path } = await freshDraft();
    const saved = await postAsMember(web, cookie, path, { ...FORM, base: '2' });
    expect([saved.status, saved.headers.get('location')]).toEqual([
      303,
      `/badges/drafts/${draftId}?done=saved`,
    ]);
    const text = await savedText(draftId);
    expect(text?.picture).toEqual({ kind: 'design', design: DESIGN });
    expect(text?.fr?.imageAlt).toBe('Une fleur avec un vélo');
    expect(text?.fr?.name).not.toBe('');
    const page = await (await get(path)).text();
    expect(page).toContain('value="flower" checked');
    expect(page).toContain('value="bike" checked');
    expect(page).toContain('value="Mécano"');
  });

  test('a tapped pair stands for both colours', async () => {
    const { draftId, path } = await freshDraft();
    await postAsMember(web, cookie, path, { ...FORM, base: '2', pair: 'plum-straw' });
    expect((await savedText(draftId))?.picture).toMatchObject({
      design: { ground: '#4f3b70', thread: '#f6d083' },
    });
  });

  test.each(['look', 'search'])(
    'without a script, %s shows what is chosen so far',
    async (name) => {
      const { draftId, path } = await freshDraft();
      const { save: _, ...form } = FORM;
      const sent = await postAsMember(web, cookie, path, {
        ...form,
        base: '2',
        q: 'couture',
        [name]: '1',
      });
      expect(sent.status).toBe(303);
      const address = sent.headers.get('location') ?? '';
      // The word of the session stays out of every address (SECURITY T52).
      expect(address).not.toContain('csrf');
      const page = await (await get(address)).text();
      expect(page).toContain('value="flower" checked');
      expect(page).toContain('value="scissors"');
      expect(page).toContain('value="Une fleur avec un vélo"');
      expect((await web.service.store.drafts.latest(draftId))?.number).toBe(2);
    },
  );

  test.each([
    [
      'colours that are too close',
      { ground: '#888888', thread: '#8a8a8a' },
      'thread-error',
      'value="#888888"',
    ],
    ['a ribbon that cannot be sewn', { ribbon: 'Vélo 🚲' }, 'ribbon-error', 'value="Vélo 🚲"'],
    ['an icon that is not there', { icon: 'no-such-icon' }, 'icon-error', 'value="Mécano"'],
    ['a ribbon too long', { ribbon: 'a'.repeat(25) }, 'ribbon-error', `value="${'a'.repeat(25)}"`],
    ['a shape that is not there', { shape: 'rhombus' }, 'shape-error', 'value="Mécano"'],
  ])(
    '%s are said beside the field, and what was typed is kept',
    async (_what, wrong, error, kept) => {
      const { draftId, path } = await freshDraft();
      const refused = await postAsMember(web, cookie, path, { ...FORM, base: '2', ...wrong });
      const page = await refused.text();
      expect(refused.status).toBe(422);
      expect(page).toContain(`id="${error}"`);
      expect(page).toContain(kept);
      expect(page).toContain('value="Une fleur avec un vélo"');
      expect((await web.service.store.drafts.latest(draftId))?.number).toBe(2);
    },
  );

  test.each([
    ['colours', { ground: '#888888', thread: '#8a8a8a' }, 'd’autres couleurs'],
    ['an icon', { icon: 'no-such-icon' }, 'sans ce qui ne peut pas'],
    ['a ribbon', { ribbon: 'Vélo 🚲' }, 'sans ce qui ne peut pas'],
  ])('%s that cannot be sewn leave every picture of the page whole', async (_what, wrong, said) => {
    const { path } = await freshDraft();
    const refused = await postAsMember(web, cookie, path, { ...FORM, base: '2', ...wrong });
    const page = await refused.text();
    const drawn = [...page.matchAll(/src="(\/badges\/preview\.svg[^"]*)"/g)];
    expect(drawn).toHaveLength(1 + 6 + 12);
    for (const [, href = ''] of drawn) {
      expect((await get(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='))).status).toBe(200);
    }
    expect(page).toContain(said);
  });

  test('what someone else wrote meanwhile stays; a picture chosen meanwhile is not lost', async () => {
    const { draftId, path } = await freshDraft();
    const { drafts } = web.service.store;
    const first = await savedText(draftId);
    if (!first?.fr) throw new Error('The draft has no French.');
    const theirs = { ...first, fr: { ...first.fr, name: 'Un autre nom' } };
    const by = { savedBy: 'member:other', savedAt: '2026-01-01T00:00:00.000Z' };
    await drafts.save({ draftId, number: 3, text: theirs, ...by });
    expect((await postAsMember(web, cookie, path, { ...FORM, base: '2' })).status).toBe(303);
    const merged = await savedText(draftId);
    expect([merged?.fr?.name, merged?.picture.kind]).toEqual(['Un autre nom', 'design']);

    const late = await postAsMember(web, cookie, path, { ...FORM, base: '3', shape: 'circle' });
    const page = await late.text();
    expect(late.status).toBe(409);
    expect(page).toContain('value="circle" checked');
    expect(page).toContain('name="base" value="4"');
    expect(await savedText(draftId)).toEqual(merged);
    const again = await postAsMember(web, cookie, path, { ...FORM, base: '4', shape: 'circle' });
    expect(again.status).toBe(303);
    expect((await savedText(draftId))?.picture).toMatchObject({ design: { shape: 'circle' } });
  });

  test('another centre’s draft is not there (SECURITY T56)', async () => {
    const { path } = await freshDraft();
    const other = await signIn(web, await openCentreWithBadges(web));
    expect((await web.fetch(path, { headers: { cookie: other } })).status).toBe(404);
    expect((await postAsMember(web, other, path, { ...FORM, base: '2' })).status).toBe(404);
    expect((await postAsMember(web, other, `${path}/upload`, { base: '2' })).status).toBe(404);
  });
});

describe('an upload', () => {
  test('becomes the picture of the draft, then of the badge and of its files', async () => {
    const { draftId, path } = await freshDraft();
    const photo = await picture()
      .jpeg()
      .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
      .toBuffer();
    const sent = await upload(path, photo, { alt_fr: 'Un carré bleu' });
    expect(sent.status).toBe(303);
    expect(await savedText(draftId)).toMatchObject({
      picture: { kind: 'upload' },
      fr: { imageAlt: 'Un carré bleu' },
    });
    const shown = await get(`/badges/drafts/${draftId}/image`);
    const bytes = new Uint8Array(await shown.arrayBuffer());
    const { format, width, exif } = await sharp(bytes).metadata();
    expect([format, width, exif]).toEqual(['png', 600, undefined]);
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');

    const [achievement] = await publishDraft(web.deps, authorOf(centre), draftId);
    if (!achievement) throw new Error('Nothing was published.');
    expect(await web.deps.picture(achievement)).toEqual(bytes);
    const svg = await web.deps.pictureSvg(achievement);
    expect(svg).toContain('href="data:image/png;base64,');
    expect(svg).toContain('<title>Voix de la radio</title>');

    const list = 'Prénom;Nom\nAmel;Benali\n';
    const [report] = await awardCsv(web.service, centre.profile, achievement, list);
    const [credential] = await web.service.store.credentials.listOfAward(report?.award?.id ?? '');
    for (const format of ['svg', 'png'] as const) {
      const file = await web.deps.file(credential?.id ?? '', format);
      expect((await web.deps.verifyBytes(file.bytes)).verdict).toBe('verified');
    }
  });

  test('without a file keeps the one that was uploaded, and changes its text', async () => {
    const { draftId, path } = await freshDraft();
    await upload(path, await picture().png().toBuffer());
    const before = await savedText(draftId);
    const sent = await upload(path, undefined, { base: '3', alt_fr: 'Un autre texte' });
    expect(sent.status).toBe(303);
    const after = await savedText(draftId);
    expect([after?.picture, after?.fr?.imageAlt]).toEqual([before?.picture, 'Un autre texte']);
  });

  test.each([
    ['no file', undefined, 422],
    ['text', Buffer.from('Bonjour'), 422],
    ['a deep SVG', Buffer.from(`<svg viewBox="0 0 1 1">${'<g>'.repeat(99)}`), 400],
    ['a page that says it is a picture', Buffer.from('<html><script>1</script>'), 422],
  ])('%s is refused beside the field', async (_what, file, status) => {
    const { draftId, path } = await freshDraft();
    const refused = await upload(path, file, { alt_fr: 'Un texte gardé' });
    const page = await refused.text();
    expect(refused.status).toBe(status);
    expect(page).toContain('id="file-error"');
    expect(page).toContain('value="Un texte gardé"');
    expect((await web.service.store.drafts.latest(draftId))?.number).toBe(2);
  });

  test('without the word of the session is refused (SECURITY T52)', async () => {
    const { path } = await freshDraft();
    const form = new FormData();
    form.set('base', '1');
    const options = { method: 'POST', body: form, headers: { cookie } };
    expect((await web.fetch(`${path}/upload`, options)).status).toBe(403);
  });
});

describe('a preview', () => {
  const preview = (design: Record<string, string>) =>
    get(`/badges/preview.svg?${new URLSearchParams({ ...DESIGN, ...design })}`);

  test('is an SVG that may run and load nothing, kept by the member’s browser alone', async () => {
    const answer = await preview({});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/svg+xml');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers.get('cache-control')).toMatch(/^private/);
    expect(await answer.text()).toMatch(/^<svg /);
  });

  test.each([
    { shape: 'rhombus' },
    { ground: 'red' },
    { icon: '../../etc/hostname' },
    { icon: 'no-such-icon' },
    { ribbon: '🚲' },
    { ribbon: 'a'.repeat(40) },
    { thread: '#1f5a5f' },
  ])('of %j is refused', async (wrong) => {
    const { status } = await preview(wrong);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  test('of a design named twice is refused', async () => {
    expect((await get('/badges/preview.svg?shape=circle&shape=shield')).status).toBeLessThan(500);
  });
});

test('icons are found in the language of the page, at most sixty', async () => {
  const found = async (query: string) => {
    const answer = await get(`/badges/icons?${new URLSearchParams(JSON.parse(query))}`);
    expect(answer.status).toBe(200);
    const { icons } = (await answer.json()) as { icons: { name: string; picture: string }[] };
    for (const { picture } of icons) expect(picture).toMatch(/^data:image\/svg\+xml,%3Csvg/);
    return icons.map(({ name }) => name);
  };
  expect(await found('{"q":"vélo","lang":"fr"}')).toContain('bike');
  expect(await found('{"q":"sewing","lang":"en"}')).toContain('spool');
  expect((await found('{}')).length).toBeLessThanOrEqual(60);
  expect(await found('{"q":"<script>"}')).toBeDefined();
});
