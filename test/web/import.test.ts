import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import qrcode from 'qrcode';
import type { ImportCheck } from '../../src/domain/backpack.ts';
import type { Learner } from '../../src/domain/learner.ts';
import { makeCard } from '../../src/usecases/backpack/cards.ts';
import { importBadge, removeImport } from '../../src/usecases/backpack/imports.ts';
import { secretsOf } from '../../src/usecases/backpack/share-secrets.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { OPERATOR } from '../harness.ts';
import { badge, newKey, signed } from '../usecases/other-issuer.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  postAsMember,
  shareOf,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
});
afterAll(() => web.stop());

async function foreign(name = 'Voile & vent <script>alert(1)</script>'): Promise<string> {
  const key = newKey();
  const issuer = { id: `did:key:${key.multibase}`, type: ['Profile'], name: 'Le club de voile' };
  const method = {
    verificationMethod: `${issuer.id}#${key.multibase}`,
    created: '2026-01-01T00:00:00Z',
  };
  const { achievement, ...subject } = badge()['credentialSubject'] as { achievement: object };
  const credentialSubject = { ...subject, achievement: { ...achievement, name } };
  return JSON.stringify(await signed(badge({ issuer, credentialSubject }), method, key));
}

/** As a browser sends the form: with the file, and the fields that were left empty. */
async function send(
  given: { readonly file?: Uint8Array; readonly text?: string; readonly link?: string },
  cookie = centre.backpack,
): Promise<Response> {
  const form = new FormData();
  form.set('csrf', csrfOf(web.service, cookie.split('=')[1] ?? ''));
  form.set('file', new File(given.file ? [given.file] : [], given.file ? 'badge.json' : ''));
  form.set('link', given.link ?? '');
  form.set('text', given.text ?? '');
  const headers = { cookie, 'accept-language': 'fr' };
  return web.fetch('/backpack/import', { method: 'POST', body: form, headers });
}

const open = (path: string, cookie = centre.backpack) =>
  web.fetch(path, { headers: { cookie, 'accept-language': 'fr' } });

/** The address of a badge that was just taken in. */
async function taken(): Promise<string> {
  const answer = await send({ text: await foreign() });
  expect(answer.status).toBe(303);
  return (answer.headers.get('location') ?? '').replace(/\?.*/, '');
}

describe('a badge of elsewhere', () => {
  test('as a file, a picture, a text or a link: shown with its issuer, and what is not known', async () => {
    const text = await foreign();
    const svg = await web.service.drawPicture({ seed: 'v', name: 'Voile', words: [] });
    const utf8 = new TextEncoder();
    const ways = [
      { file: utf8.encode(await foreign()) },
      { file: web.service.bake(utf8.encode(svg), utf8.encode(await foreign())) },
      { text },
      // Of a badge that is carried whole in a link nobody is asked.
      { link: (await web.service.linkOfWhole(await foreign())) ?? '' },
    ];
    for (const way of ways) {
      const answer = await send(way);
      expect(answer.status).toBe(303);
      const page = await (await open(answer.headers.get('location') ?? '')).text();
      expect(page).toContain('Voile &amp; vent &lt;script&gt;');
      expect(page).toContain('Le club de voile');
      expect(page).toContain('Que c’est bien toi qui l’as reçu');
      expect(page).not.toContain('<script>alert');
    }
  });

  test('has its picture made anew, and its file as it came', async () => {
    const svg = await web.service.drawPicture({ seed: 'w', name: 'Voile', words: [] });
    const text = await foreign();
    const utf8 = new TextEncoder();
    const answer = await send({ file: web.service.bake(utf8.encode(svg), utf8.encode(text)) });
    const path = (answer.headers.get('location') ?? '').replace(/\?.*/, '');
    const picture = await open(`${path}/picture.png`);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const file = await open(`${path}/file`);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(JSON.parse(await file.text())).toEqual(JSON.parse(text));
  });

  test('is removed by a POST, and is nobody else’s to see (SECURITY T56)', async () => {
    const path = await taken();
    const { service } = web;
    const [noe] = await service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
    const other = { learnerId: noe?.id ?? '', profileId: centre.profile.id };
    const cookie = await openBackpackOf(service, other);
    for (const part of ['', '/file', '/picture.png']) {
      expect((await open(path + part, cookie)).status).toBe(404);
    }
    expect((await postAsMember(web, cookie, `${path}/remove`, {})).status).toBe(404);
    expect((await open(path)).status).toBe(200);
    // Issue 5: looking needs the card, deleting needs the PIN.
    const asking = `/backpack/pin?returnTo=${encodeURIComponent(`${path}/remove`)}`;
    const asked = await postAsMember(web, centre.backpack, `${path}/remove`, {});
    expect([asked.status, asked.headers.get('location')]).toEqual([303, asking]);
    expect((await open(`${path}/remove`)).headers.get('location')).toBe(asking);
    expect((await open(path)).status).toBe(200);
    const chosen = { pin: '4071', again: '4071' };
    expect((await postAsMember(web, centre.backpack, '/backpack/me/pin', chosen)).status).toBe(303);
    expect((await open(`${path}/remove`)).status).toBe(200);
    const removed = await postAsMember(web, centre.backpack, `${path}/remove`, {});
    expect(removed.headers.get('location')).toBe('/backpack');
    expect((await open(path)).status).toBe(404);
  });
});

describe('what opens or shows something of this service is no badge of elsewhere', () => {
  const pictureOf = async (text: string) =>
    new Uint8Array(await qrcode.toBuffer(text, { width: 600, margin: 4 }));

  // SECURITY T55: the secret of a card is said to nobody, and stands on no page.
  test.each(['link', 'text', 'file'] as const)(
    'a card as a %s: said, never repeated',
    async (way) => {
      const learner = await web.service.store.learners.get(
        centre.profile.id,
        centre.award.learnerId,
      );
      const { secret } = await makeCard(web.service, OPERATOR, learner as Learner);
      const link = `https://issuer.test/card#${secret}`;
      const answer = await send({ [way]: way === 'file' ? await pictureOf(link) : link });
      expect(answer.status).toBe(422);
      const page = await answer.text();
      expect(page).toContain('C’est la carte d’un carnet de badges, pas un badge.');
      expect(page).not.toContain(secret);
      const [card] = await web.service.store.cards.listOf(centre.award.learnerId);
      expect(card?.usedAt).toBeUndefined();
    },
  );

  test('a share, by its link or its control key: the badge is here already', async () => {
    const token = await shareOf(web, centre);
    const [share] = await web.service.store.shares.listOfLearner(
      centre.profile.id,
      centre.award.learnerId,
    );
    if (!share) throw new Error('No share.');
    const { key } = secretsOf(web.service, share);
    for (const path of [`/s/${token}`, `/v/${key}`]) {
      for (const way of ['link', 'text']) {
        const answer = await send({ [way]: `https://issuer.test${path}` });
        expect(answer.status).toBe(409);
        expect(await answer.text()).toContain(
          'Ce badge vient d’ici, et il est déjà dans ton carnet',
        );
      }
    }
  });
});

describe('its tile in the gallery says what is known of it, in words', () => {
  async function galleryWith(checked?: ImportCheck | 'never'): Promise<string> {
    const { service } = web;
    const [noe] = await service.store.learners.byFullNames(centre.profile.id, ["noé|d'arc"]);
    const actor = {
      kind: 'learner',
      learnerId: noe?.id ?? '',
      profileId: centre.profile.id,
    } as const;
    const { badge: kept } = await importBadge(
      service,
      actor,
      new TextEncoder().encode(await foreign()),
    );
    const { imports } = service.store;
    if (checked === 'never') {
      const { checked: _, ...bare } = kept;
      await imports.remove(actor.learnerId, kept.id);
      await imports.insert(bare);
    } else if (checked) await imports.check(actor.learnerId, kept.id, checked);
    const cookie = await openBackpackOf(service, actor);
    const html = await (await open('/backpack', cookie)).text();
    expect(html).toContain('Le club de voile');
    await removeImport(service, actor, kept.id);
    return html;
  }

  test.each([
    ['verified', 'Vérifié le 1er novembre 2026', true],
    ['unknown-signer', 'Signé, on ne sait pas par qui', false],
    ['no-longer-valid', 'Plus valable', false],
    ['undetermined', 'Impossible à vérifier le 1er novembre 2026', false],
    ['rejected', 'Pas authentique', false],
  ] as const)('%s: “%s”', async (outcome, sentence, leads) => {
    const html = await galleryWith({ outcome, at: '2026-11-01T10:00:00.000Z' });
    expect(html).toContain(sentence);
    // What nobody vouches for never stands for the whole backpack.
    expect(html.includes('patches-led')).toBe(leads);
    if (outcome !== 'verified') expect(html).not.toContain('Vérifié le');
  });

  test('one that has come in and was not asked about since', async () => {
    expect(await galleryWith()).toContain('Signé, on ne sait pas par qui');
  });

  // What was never checked is not said to have failed a check.
  test('one that came in before checks were kept', async () => {
    const html = await galleryWith('never');
    expect(html).toContain('Pas encore vérifié');
    expect(html).not.toContain('Impossible à vérifier');
  });

  test('found false since, it is shown to nobody anew', async () => {
    const path = await taken();
    const id = path.split('/').at(-1) ?? '';
    const { learnerId } = centre.award;
    const at = '2026-11-01T10:00:00.000Z';
    await web.service.store.imports.check(learnerId, id, { outcome: 'rejected', at });
    const story = await (await open(`/backpack/badges/${id}`)).text();
    expect(story).toContain('Pas authentique');
    expect(story).toContain('On ne sait pas qui l’a signé');
    expect(story).not.toContain('/backpack/share?');
    const fields = { entry: id, way: 'unnamed', days: '30' };
    expect((await postAsMember(web, centre.backpack, '/backpack/share', fields)).status).toBe(404);
    // Looked at, it is checked anew.
    await open(path);
    const [first] = await web.service.store.imports.getMany(learnerId, [id]);
    expect(first?.checked?.outcome).toBe('unknown-signer');
  });
});

describe('is refused plainly, and what was typed stays', () => {
  const [credential] = ['{"type":"Lettre"}'];
  test.each([
    ['nothing', {}, 400],
    ['no badge', { text: 'bonjour <b>' }, 415],
    ['no credential', { text: credential ?? '' }, 422],
    ['two at once', { text: 'x', link: 'https://x.test/' }, 400],
    ['no address', { link: 'ftp://x.test/badge' }, 422],
    ['an address inside (SECURITY T01)', { link: 'https://127.0.0.1/badge.json' }, 422],
  ])('%s', async (_name, given: { text?: string; link?: string }, status) => {
    const answer = await send(given);
    const page = await answer.text();
    expect({ status: answer.status, has: page.includes('id="problems"') }).toEqual({
      status,
      has: true,
    });
    expect(page).not.toContain('<b>');
    if (given.link) expect(page).toContain(`value="${given.link}"`);
    expect(page).toMatch(/aria-describedby="[^"]*(file|link|text)-error/);
  });

  test('a forgery, one of ours, and one that is there', async () => {
    const text = await foreign();
    const forged = await send({ text: text.replace('2026', '2025') });
    expect(forged.status).toBe(422);
    expect(await forged.text()).toContain('pas authentique');
    const [own] = await web.service.store.credentials.listOfAward(centre.award.id);
    const ours = await send({ text: own?.text ?? '' });
    expect(ours.status).toBe(409);
    expect(await ours.text()).toContain('déjà dans ton carnet');
    expect((await send({ text })).status).toBe(303);
    expect((await send({ text })).status).toBe(409);
  });

  test('more than 8 MiB', async () => {
    const answer = await send({ file: new Uint8Array(8 * 1024 * 1024 + 1) });
    expect(answer.status).toBe(413);
  });
});
