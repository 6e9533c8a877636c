import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { errorsOf } from '../../src/web/api/operation.ts';
import { OPERATIONS } from '../../src/web/api/operations.ts';
import { PROBLEM } from '../../src/web/api/shapes.ts';
import { ACHIEVEMENT_TEXT } from '../harness.ts';
import { askApi, tokenOf } from './ask-api.ts';
import { type Centre, openCentreWithBadges, startWeb, type TestWeb } from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let bearer: string;

beforeAll(async () => {
  web = await startWeb();
  centre = await openCentreWithBadges(web);
  bearer = await tokenOf(web, centre.profile);
});
afterAll(() => web.stop());

/** Any of the answers: which one it is, its schema has said. */
interface Body {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly url: string;
  readonly image: string;
  readonly archivedAt?: string;
  readonly related: ReadonlyArray<{ readonly id: string }>;
  readonly alignments: readonly object[];
  readonly issues: readonly object[];
  readonly lines: ReadonlyArray<{ readonly award: string }>;
  readonly items: ReadonlyArray<{ readonly id: string }>;
  readonly next?: string;
  readonly state: string;
  readonly workshop: string;
  readonly credential: object;
  readonly credentials: number;
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Asks for an operation by its id; what is answered must be what is described. */
async function ask(
  id: string,
  options: { places?: Record<string, string>; query?: string; body?: unknown; key?: string } = {},
): Promise<Answered> {
  const operation = OPERATIONS.find((one) => one.id === id);
  if (!operation) throw new Error(`No operation ${id}.`);
  const { places = {}, query = '', ...asked } = options;
  const path = operation.path.replace(/:(\w+)/g, (_all, name: string) => places[name] ?? '');
  const answer = await askApi(web, operation.method, path + query, { bearer, ...asked });
  const body = (await answer.json()) as Body;
  if (answer.ok) {
    expect(operation.statuses).toContain(answer.status);
    expectShape(operation.answer.schema, body);
  } else {
    expectShape(PROBLEM.schema, body);
    expect(errorsOf(operation)).toContain(body.code);
  }
  return { status: answer.status, headers: answer.headers, body };
}

/** Strict schemas: nothing is answered that is not described. */
function expectShape(schema: z.ZodType, body: unknown): void {
  expect(schema.safeParse(body).error?.issues ?? []).toEqual([]);
}

describe('achievements', () => {
  test('are published at once, in both languages, with their design; the same text is the same one', async () => {
    const design = {
      shape: 'hexagon',
      ground: '#1f4e5f',
      thread: '#fbf2df',
      icon: 'camera',
      ribbon: '',
    };
    const body = { ...ACHIEVEMENT_TEXT, name: 'Reportage photo', picture: { design } };
    const made = await ask('createAchievement', { body });
    expect(made).toMatchObject({ status: 201, body: { name: 'Reportage photo', version: '1' } });
    const place = `https://issuer.test/api/v1/achievements/${made.body.id}`;
    expect(made.headers.get('location')).toBe(place);
    expect(made.body.related).toHaveLength(1);
    expect(made.body.alignments).toEqual(ACHIEVEMENT_TEXT.alignments);
    const again = await ask('createAchievement', { body });
    expect(again.status).toBe(200);
    expect(again.body).toEqual(made.body);
    const picture = await web.fetch(new URL(made.body.image).pathname);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await web.fetch(new URL(made.body.url).pathname)).status).toBe(200);
  });

  test('whose picture cannot be drawn leave nothing behind', async () => {
    const before = await web.service.store.drafts.listOpen(centre.profile.id, 100);
    const design = { shape: 'circle', ground: '#111111', thread: '#121212', icon: 'x', ribbon: '' };
    const body = { ...ACHIEVEMENT_TEXT, name: 'Noir sur noir', picture: { design } };
    const refused = await ask('createAchievement', { body });
    expect(refused).toMatchObject({ status: 422 });
    const after = await web.service.store.drafts.listOpen(centre.profile.id, 100);
    expect(after).toEqual(before);
  });

  test('are archived in all their languages, and offered again by the same text', async () => {
    const body = { ...ACHIEVEMENT_TEXT, name: 'Cuisine du monde' };
    const { id, related } = (await ask('createAchievement', { body })).body;
    expect((await ask('archiveAchievement', { places: { id } })).status).toBe(200);
    for (const one of [id, related[0]?.id ?? '']) {
      const { body: archived } = await ask('getAchievement', { places: { id: one } });
      expect(archived.archivedAt).toEqual(expect.any(String));
    }
    const people = [{ firstName: 'Rim' }];
    const refused = await ask('createAwards', { body: { achievement: id, people } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'achievement_archived' } });
    expect((await ask('createAchievement', { body })).body.archivedAt).toBeUndefined();
    const { body: back } = await ask('getAchievement', { places: { id } });
    expect(back.archivedAt).toBeUndefined();
  });
});

describe('awards', () => {
  test('go to people once, and say what became of each line', async () => {
    const { id } = centre.achievement;
    const people = [
      { firstName: 'Inès', lastName: 'Haddad' },
      { firstName: 'inès', lastName: 'HADDAD' },
      { firstName: 'Léa', lastName: 'Martin' },
      { firstName: 'Léa', lastName: 'Martin', nickname: 'Lélé' },
    ];
    const workshop = { title: 'Atelier son', date: '2026-11-19', hours: 2 };
    const body = { achievement: id, people, workshop, sentence: 'Le groupe a tenu une antenne.' };
    const made = await ask('createAwards', { body });
    expect(made.status).toBe(201);
    expect(made.body.lines).toMatchObject([
      { line: 1, outcome: 'awarded' },
      { line: 2, outcome: 'left_out', code: 'duplicate' },
      { line: 3, outcome: 'already_awarded', award: centre.award.id },
      { line: 4, outcome: 'ambiguous' },
    ]);
    const again = await ask('createAwards', { body });
    expect(again.status).toBe(200);
    expect(again.body.lines[0]).toMatchObject({ outcome: 'already_awarded' });
    expect(JSON.stringify(again.body)).not.toContain('Haddad');
  });

  // DESIGN section 9: one award per (profile, learner, achievement, occasion), in all languages.
  test('of a translation do not go to who has the badge', async () => {
    const [english] = centre.achievement.related;
    const people = [{ firstName: 'Léa', lastName: 'Martin' }];
    const { status, body } = await ask('createAwards', {
      body: { achievement: english?.id, people },
    });
    expect(status).toBe(200);
    expect(body.lines).toMatchObject([{ outcome: 'already_awarded', award: centre.award.id }]);
  });

  test('are read with the badge as it was signed, which verifies', async () => {
    const awardId = centre.award.id;
    const { body } = await ask('getAward', { places: { awardId } });
    expect(body).toMatchObject({ id: awardId, state: 'issued', person: { firstName: 'Léa' } });
    const [stored] = await web.service.store.credentials.listOfAward(awardId);
    expect(JSON.stringify(body.credential)).toBe(stored?.text);
  });

  test('about a workshop of next week, or with a name in the sentence, are refused', async () => {
    const common = { achievement: centre.achievement.id, people: [{ firstName: 'Zoé' }] };
    const ahead = { ...common, workshop: { title: 'Bientôt', date: '2026-11-29' } };
    const refused = await ask('createAwards', { body: ahead });
    expect(refused).toMatchObject({ status: 422, body: { code: 'body_invalid' } });
    expect(refused.body.issues).toMatchObject([{ path: '/workshop/date' }]);
    const naming = { ...common, sentence: 'Bravo à Zoé.' };
    const named = await ask('createAwards', { body: naming });
    expect(named).toMatchObject({ status: 422, body: { code: 'text_names_someone' } });
    // A program has no box to tick: it is told the field that says so.
    expect(named.body.title).toContain('isTextChecked: true');
    const checked = await ask('createAwards', { body: { ...naming, isTextChecked: true } });
    expect(checked.body.lines).toMatchObject([{ outcome: 'awarded' }]);
  });

  test('taken back are told from those that stand, and come again for an occasion', async () => {
    const people = [{ firstName: 'Sacha', lastName: 'Petit' }];
    const body = { achievement: centre.achievement.id, people };
    const award = (await ask('createAwards', { body })).body.lines[0]?.award ?? '';
    const revoked = await ask('createRevocation', { body: { award, reason: 'Erreur' } });
    expect(revoked).toMatchObject({ status: 201, body: { award, credentials: 1 } });
    expect((await ask('createRevocation', { body: { award } })).body.credentials).toBe(0);
    const { body: read } = await ask('getAward', { places: { awardId: award } });
    expect(read.state).toBe('revoked');
    const lost = await ask('createAwards', { body });
    expect(lost.body.lines).toMatchObject([{ outcome: 'already_awarded', code: 'award_revoked' }]);
    const again = await ask('createAwards', { body: { ...body, occasion: '2027' } });
    expect(again.body.lines).toMatchObject([{ outcome: 'awarded' }]);
    const { items } = (await ask('listRevocations')).body;
    expect(items).toMatchObject([{ award, by: 'token' }]);
    expect(JSON.stringify(items)).not.toContain('Erreur');
  });
});

describe('lists', () => {
  async function walk(id: string, query: string): Promise<string[]> {
    const operation = OPERATIONS.find((one) => one.id === id);
    const ids: string[] = [];
    let search = query;
    for (let page = 0; page < 50; page++) {
      const { body, headers } = await ask(id, { query: search });
      ids.push(...body.items.map((item) => item.id));
      if (body.next === undefined) {
        expect(headers.get('link')).toBeNull();
        return ids;
      }
      expect(headers.get('link')).toBe(`<${body.next}>; rel="next"`);
      expect(new URL(body.next).pathname).toBe(operation?.path);
      search = new URL(body.next).search;
    }
    throw new Error('The list does not end.');
  }

  test('are walked to their end by `next`, each row once, the filter kept', async () => {
    const { id: achievement } = centre.achievement;
    const people = ['Ada', 'Bo', 'Cleo', 'Dan', 'Eve'].map((firstName) => ({ firstName }));
    const made = await ask('createAwards', {
      body: { achievement, people, workshop: { title: 'Six robots', date: '2026-11-20' } },
    });
    const expected = made.body.lines.map(({ award }) => award).sort();
    const { body: one } = await ask('getAward', { places: { awardId: expected[0] ?? '' } });
    const ofWorkshop = await walk('listAwards', `?limit=2&workshop=${one.workshop}`);
    expect(ofWorkshop.sort()).toEqual(expected);
    const all = await walk('listAwards', `?limit=3&achievement=${achievement}`);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(expected));
    const achievements = await walk('listAchievements', '?limit=1');
    expect(achievements).toContain(achievement);
    expect(new Set(achievements).size).toBe(achievements.length);
    expect((await walk('listRevocations', '?limit=1')).length).toBeGreaterThan(0);
  });

  test('hold ids and dates, and no name', async () => {
    const { body } = await ask('listAwards', { query: '?limit=200' });
    expect(body.items.length).toBeGreaterThan(3);
    expect(JSON.stringify(body)).not.toMatch(/Martin|Léa|Haddad/);
  });

  test.each([
    '?limit=0',
    '?limit=201',
    '?limit=x',
    '?limit=1&limit=2',
    '?cursor=nonsense',
    // A day that no calendar has.
    `?cursor=${Buffer.from('2026-02-30T00:00:00Z~a').toString('base64url')}`,
    '?cursor=a&cursor=b',
    '?page=2',
    '?achievement=a&workshop=b',
    '?achievement[$gt]=',
    '?achievement=%00',
    "?achievement=' OR '1'='1",
  ])('refuse %s (SECURITY rows 111, 112)', async (query) => {
    const { status, body } = await ask('listAwards', { query });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request_invalid' });
  });
});
