import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Batch } from '../../src/domain/batch.ts';
import { csrfOf } from '../../src/web/member-room.ts';
import { listOf } from '../usecases/soundness.ts';
import { batchAt, formOf, postList } from './award-a-list.ts';
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

beforeEach(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
});
afterEach(() => web.stop());

const page = async (path: string) => {
  const response = await web.fetch(path, { headers: { cookie } });
  return { status: response.status, html: await response.text() };
};
const send = (fields: Record<string, string>) =>
  postAsMember(web, cookie, '/workshops/new', { ...formOf(centre), ...fields });
const stored = async (fields: Record<string, string>): Promise<Batch> =>
  batchAt(web, centre, await send(fields));

describe('the page of awarding', () => {
  test('offers badges, the last workshop, today, and those who were there', async () => {
    const { status, html } = await page('/workshops/new');
    expect(status).toBe(200);
    expect(html).toContain('value="Atelier robotique"');
    expect(html).toContain('value="2026-11-20"');
    expect(html).toContain('<bdi>Léa Martin</bdi>');
    expect(html).toContain(`value="${centre.achievement.id}" required checked`);
    expect(html).not.toMatch(/name="people" value="[^"]+" checked/);
  });

  test('from a workshop, the same people are ticked, and its date stays', async () => {
    const [workshop] = await web.service.store.workshops.latestOf(centre.profile.id, { limit: 1 });
    const { html } = await page(`/workshops/new?workshop=${workshop?.id}`);
    expect(html.match(/name="people" value="[^"]+" checked/g)).toHaveLength(2);
    expect(html).toContain('value="2026-11-18"');
  });

  test('offers each badge once, in the language of the page or the one asked for', async () => {
    const { id } = centre.achievement;
    const english = centre.achievement.related[0]?.id ?? '';
    const offered = async (path: string) => {
      const { html } = await page(path);
      return [id, english].filter((one) => html.includes(`name="badge" value="${one}"`));
    };
    expect(await offered('/workshops/new')).toEqual([id]);
    expect(await offered('/workshops/new?lang=en')).toEqual([english]);
    expect(await offered(`/workshops/new?badge=${english}`)).toEqual([english]);
    const refused = await (await send({ badge: english, title: '' })).text();
    expect(refused).toContain(`value="${english}" required checked`);
    expect((await page('/workshops/new?lang=en')).html).toContain('required checked');
  });

  test('of very many badges offers them all, the latest first', async () => {
    const { achievements } = web.service.store;
    for (let at = 0; at < 520; at++) {
      const createdAt = new Date(Date.UTC(2025, 0, 1, 0, at)).toISOString();
      const { related: _, ...one } = centre.achievement;
      const id = `many-${at}`;
      await achievements.insert({
        ...one,
        id,
        digest: id,
        name: `N ${at}`,
        related: [],
        createdAt,
      });
    }
    const { html } = await page('/workshops/new');
    expect(html.match(/name="badge"/g)).toHaveLength(521);
    const [, ...rest] = [...html.matchAll(/<span lang="fr">N (\d+)</g)].map(([, at]) => Number(at));
    expect(rest).toEqual([...rest].sort((one, other) => other - one));
  });

  test('archived badges are not offered, nor awarded', async () => {
    const { id } = centre.achievement;
    await web.service.store.achievements.archive(id, '2026-01-01T00:00:00.000Z');
    expect((await page('/workshops/new')).html).not.toContain(`value="${id}"`);
    const response = await send({ names: 'Tom' });
    expect(response.status).toBe(422);
  });

  test('of a centre without badges leads to them', async () => {
    for (const { id } of await web.service.store.achievements.listOf(centre.profile.id, {
      limit: 10,
    })) {
      await web.service.store.achievements.archive(id, '2026-01-01T00:00:00.000Z');
    }
    expect((await page('/workshops/new')).html).toContain('href="/badges"');
  });
});

describe('a list is kept', () => {
  test('of ticked, typed and pasted people', async () => {
    const { award } = centre;
    const batch = await stored({ people: award.learnerId, names: 'Tom\nInès (Nénès)' });
    expect(batch.list.rows.map(({ cells }) => cells.slice(0, 3).join('|'))).toEqual([
      'Tom||',
      'Inès||Nénès',
      'Léa|Martin|',
    ]);
    expect(batch.warnings).toEqual(['names_guessed']);
    expect(batch.workshop).toEqual({
      title: 'Photo',
      date: '2026-11-20',
      place: 'Salle 2',
      hours: 1.5,
    });
    const pasted = await stored({ names: 'Prénom\tPrésent\nTom\toui\nAna\tnon' });
    expect(pasted.list.header).toContain('Présent');
    expect(pasted.list.rows).toHaveLength(2);
  });

  test('of a file in an old encoding, which is said (SECURITY 102)', async () => {
    const file = Buffer.from('Pr\xe9nom;Nom\n\xc9lo\xefse;Roy\n', 'latin1');
    const response = await postList(web, cookie, formOf(centre), file);
    const batch = await batchAt(web, centre, response);
    expect(batch.warnings).toEqual(['encoding_guessed']);
    expect(batch.list.rows[0]?.cells.slice(0, 2)).toEqual(['Éloïse', 'Roy']);
  });

  test('never with somebody of another centre', async () => {
    const other = await openCentreWithBadges(web);
    const batch = await stored({ people: other.award.learnerId, names: 'Tom' });
    expect(batch.list.rows).toHaveLength(1);
  });

  test('never for a badge of another centre', async () => {
    const other = await openCentreWithBadges(web);
    expect((await send({ badge: other.achievement.id, names: 'Tom' })).status).toBe(422);
  });

  test('and can be gone back to and changed', async () => {
    const { award } = centre;
    const batch = await stored({ people: award.learnerId, names: 'Tom\nInès', sentence: 'Bravo.' });
    const { html } = await page(`/workshops/new?batch=${batch.id}`);
    expect(html).toContain(`value="${award.learnerId}" checked`);
    expect(html).toContain('>Tom\nInès</textarea>');
    expect(html).toContain('>Bravo.</textarea>');
    expect(html).toContain('value="Photo"');
  });
});

describe('a form that is refused keeps what was typed, and says why beside the field', () => {
  test.each([
    ['nobody', {}, 'names-error'],
    ['no badge', { badge: '', names: 'Tom' }, 'badge-error'],
    ['no title', { title: ' ', names: 'Tom' }, 'title-error'],
    ['a title of 151', { title: 'x'.repeat(151), names: 'Tom' }, 'title-error'],
    ['no date', { date: '2026-02-30', names: 'Tom' }, 'date-error'],
    ['a date to come', { date: '2027-01-01', names: 'Tom' }, 'date-error'],
    ['hours', { hours: 'deux', names: 'Tom' }, 'hours-error'],
    ['a sentence of 501', { sentence: 'x'.repeat(501), names: 'Tom' }, 'sentence-error'],
    ['a name of 300 (SECURITY, names)', { names: `Tom\n${'x'.repeat(300)}` }, 'names-error'],
    ['everyone absent', { names: 'Tom (absent)' }, 'names-error'],
    ['a table without names', { names: 'Prénom;Prénom\nTom;Ana' }, 'names-error'],
    ['a title __proto__ (SECURITY 103)', { names: '__proto__,Prénom\n1,Tom' }, 'names-error'],
    [
      'an open quote (SECURITY 101)',
      { names: `Prénom;Nom\n"Tom;${'x'.repeat(3000)}` },
      'names-error',
    ],
  ])('%s', async (_what, fields, id) => {
    const response = await send({ place: 'Salle 9', ...fields });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain(`id="${id}"`);
    expect(html).toContain('id="problems"');
    expect(html).toContain('value="Salle 9"');
    expect(await web.service.store.batches.get(centre.profile.id, 'none')).toBeUndefined();
  });

  test.each([
    ['of 6 MiB', Buffer.alloc(6 * 1024 * 1024, 'Prénom\n'), 'file-error'],
    ['of 5,001 people', Buffer.from(listOf(5001)), 'file-error'],
    ['of 60 columns', Buffer.from(`Prénom;${'x;'.repeat(60)}\nTom`), 'file-error'],
    ['with a cell of 5 kB', Buffer.from(`Prénom\n${'x'.repeat(5000)}`), 'file-error'],
    ['in UTF-16', Buffer.from('\ufeffPrénom\nTom', 'utf16le'), 'file-error'],
    ['without a column of names', Buffer.from('Couleur;Taille\nbleu;2'), 'file-error'],
  ])('a file %s (SECURITY 101, 102)', async (_what, file, id) => {
    const response = await postList(web, cookie, { ...formOf(centre), place: 'Salle 9' }, file);
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain(`id="${id}"`);
    expect(html).toContain('value="Salle 9"');
  });

  test('a file beside another mistake has to be chosen again, and the page says so', async () => {
    const fields = { ...formOf(centre), title: '', names: 'Tom' };
    const html = await (await postList(web, cookie, fields, Buffer.from('Prénom\nAna'))).text();
    expect(html).toContain('Choisissez à nouveau votre fichier');
    expect(html).toContain('>Tom</textarea>');
  });

  test('a pasted table and a file are not read together', async () => {
    const fields = { ...formOf(centre), names: 'Prénom;Nom\nTom;B' };
    const response = await postList(web, cookie, fields, Buffer.from('Prénom\nAna'));
    expect(await response.text()).toContain('id="file-error"');
  });

  test('ticked people stay ticked', async () => {
    const html = await (await send({ title: '', people: centre.award.learnerId })).text();
    expect(html).toContain(`value="${centre.award.learnerId}" checked`);
  });

  test('and what is typed cannot leave its field', async () => {
    const nasty = '"><script>alert(1)</script>';
    const html = await (await send({ title: '', names: nasty, place: nasty })).text();
    expect(html).not.toContain('<script>alert');
  });
});

test('a form without the word of the session is refused (SECURITY T52)', async () => {
  const word = csrfOf(web.service, 'another');
  const fields = { ...formOf(centre), names: 'Tom', csrf: word };
  const response = await web.postForm('/workshops/new', fields, { headers: { cookie } });
  expect(response.status).toBe(403);
});
