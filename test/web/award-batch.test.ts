import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answerAward } from '../../src/usecases/backpack/answer-award.ts';
import { removeDue } from '../../src/usecases/backpack/removals.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { openCentre } from '../harness.ts';
import { awardsOf, credentialsOf, expectSound, listOf, verdictOf } from '../usecases/soundness.ts';
import { boxOf, workerAt } from './award-a-list.ts';
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
let worker: ReturnType<typeof workerAt>;
let crashAt: FailPoint | undefined;

beforeEach(async () => {
  crashAt = undefined;
  const at = (point: FailPoint) => {
    if (point === crashAt) throw new Error('killed here');
  };
  web = await startWeb({ at });
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
  worker = workerAt(web, centre, cookie);
});
afterEach(() => web.stop());

const TWELVE = listOf(12).replace('Prénom;Nom\n', '').replaceAll(';', '\t');
const awards = () => awardsOf(web.service, centre.profile);
/** Léa and Noé of the centre have theirs already. */
const EARLIER = 2;

describe('before it is confirmed', () => {
  test('a list is told line by line, and nothing is written', async () => {
    const before = await awards();
    const batch = await worker.give('Léa Martin\nTom\nAna (absente)\nTom');
    const html = await worker.look(batch);
    expect(html).toContain('1 personne recevra ce badge.');
    expect(html).toContain('l’a depuis le 20 novembre 2026');
    expect(html).toMatch(/<bdi>Tom<\/bdi>.*\n?.*nouvelle personne/);
    expect(html).toContain('absent');
    expect(html).toContain('déjà ligne 2');
    expect(html).toContain('Décerner 1 badge</span>');
    expect(html).toContain('Voici comment les lignes ont été comprises');
    expect(await awards()).toEqual(before);
  });

  // DESIGN section 9: one award per (profile, learner, achievement, occasion), in all languages.
  test('whoever has the badge in another language has it, and gets no second one', async () => {
    const [english] = centre.achievement.related;
    const before = await awards();
    const batch = await worker.give('Léa Martin\nTom', { badge: english?.id ?? '' });
    const html = await worker.look(batch);
    expect(html).toContain('1 personne recevra ce badge.');
    expect(html).toContain('l’a depuis le 20 novembre 2026');
    await worker.confirm(batch);
    expect(await worker.look(batch)).toContain('1 badge décerné');
    expect(await awards()).toHaveLength(before.length + 1);
  });

  test('a list of 300 with one line that has no name says so (SECURITY 106)', async () => {
    const lines = listOf(300).split('\n');
    lines[150] = ';Nom150';
    const names = lines.join('\n').replace(/^;Nom150$/m, ';');
    const html = await worker.look(await worker.give(names));
    expect(html).toContain('299 personnes recevront ce badge.');
    expect(await awards()).toHaveLength(EARLIER);
  });

  test.each([
    ['محمد', 'محمد'],
    ['דוד כהן', 'דוד כהן'],
    ['🎉', '🎉'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['\u202eTom', 'Tom'],
  ])('%j is shown as it is', async (name, shown) => {
    const html = await worker.look(await worker.give(name));
    expect(html).toContain(`<bdi>${shown}</bdi>`);
    expect(html).not.toContain('<script>alert');
  });

  test('a title that names someone needs a word that it does not', async () => {
    const batch = await worker.give('Rose\nTom', { title: 'Atelier de Rose' });
    expect(await worker.look(batch)).toContain('«\u00a0Rose\u00a0» est dans le titre');
    const refused = await worker.confirm(batch);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('aria-invalid="true"');
    expect(await awards()).toHaveLength(EARLIER);
    expect((await worker.confirm(batch, { checked: 'yes' })).status).toBe(303);
    expect(await awards()).toHaveLength(EARLIER + 2);
  });

  test('another centre’s member finds no such list (SECURITY T56)', async () => {
    const batch = await worker.give('Tom');
    const other = await openCentreWithBadges(web);
    const stranger = await signIn(web, other);
    const path = `/workshops/batches/${batch.id}`;
    const headers = { cookie: stranger };
    expect((await web.fetch(path, { headers })).status).toBe(404);
    expect((await web.fetch(`${path}/events`, { headers })).status).toBe(404);
    for (const what of ['award', 'undo', 'again']) {
      expect((await postAsMember(web, stranger, `${path}/${what}`, {})).status).toBe(404);
    }
    expect(await awards()).toHaveLength(EARLIER);
  });

  test('a list older than a day is forgotten', async () => {
    const batch = await worker.give('Tom');
    web.clock.now = new Date(web.clock.now.getTime() + 25 * 3_600_000);
    const later = await signIn(web, centre);
    await workerAt(web, centre, later).give('Ana');
    const path = `/workshops/batches/${batch.id}`;
    expect((await web.fetch(path, { headers: { cookie: later } })).status).toBe(404);
  });
});

describe('a line that could mean several people', () => {
  const candidates = async () => {
    await worker.confirm(await worker.give('Prénom;Nom;Surnom\nInès;Roy;Nénès'));
    const batch = await worker.give('Inès Roy\nTom');
    const html = await worker.look(batch);
    const id = /name="line-1" value="([^"]+)"/.exec(html)?.[1] ?? '';
    return { batch, html, id };
  };

  test('is asked, with what tells them apart', async () => {
    const { html, id } = await candidates();
    expect(id).not.toBe('new');
    expect(html).toContain('Qui est Inès Roy\u202f?');
    expect(html).toContain('Inès Roy (Nénès)');
    expect(html).toContain('a déjà ce badge');
  });

  test('is not guessed: without an answer nothing is awarded', async () => {
    const { batch } = await candidates();
    const before = await awards();
    const refused = await worker.confirm(batch);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Dites qui c’est, ou laissez de côté.');
    expect(await awards()).toEqual(before);
  });

  test('is that person, someone new, or left out, as the worker says', async () => {
    const { batch, id } = await candidates();
    await worker.confirm(batch, { 'line-1': id });
    expect(await worker.look(batch)).toContain('avait déjà ce badge');
    const second = await worker.give('Inès Roy');
    await worker.confirm(second, { 'line-1': 'none' });
    expect(await worker.look(second)).toContain('laissée de côté\u00a0: à préciser');
    const third = await worker.give('Inès Roy');
    await worker.confirm(third, { 'line-1': 'new' });
    expect(await worker.look(third)).toContain('décerné · nouvelle personne');
  });

  test.each(['Léa', 'lea', 'Lea martin', 'Martin, LÉA'])(
    '%s may be Léa Martin, who comes every week',
    async (name) => {
      const batch = await worker.give(`${name}\nTom`);
      const html = await worker.look(batch);
      expect(html).toContain('Léa Martin');
      await worker.confirm(batch, { 'line-1': centre.award.learnerId });
      const ofLea = (await awards()).filter(
        ({ learnerId }) => learnerId === centre.award.learnerId,
      );
      expect(ofLea).toHaveLength(1);
      expect(await worker.look(batch)).toContain('avait déjà ce badge');
    },
  );

  test.each(['Martin', 'Lé', 'Léa Petit', 'Léana'])('%s is somebody else', async (name) => {
    expect(await worker.look(await worker.give(name))).toContain('1 personne recevra ce badge.');
  });

  test('is nobody whom the page did not offer', async () => {
    const { batch } = await candidates();
    const refused = await worker.confirm(batch, { 'line-1': centre.award.learnerId });
    expect(refused.status).toBe(422);
  });
});

describe('confirmed', () => {
  test('twelve people get a badge that verifies, and the report says so', async () => {
    const batch = await worker.give(TWELVE, { sentence: 'Un bel après-midi.' });
    const answer = await worker.confirm(batch);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/workshops/batches/${batch.id}`,
    ]);
    const html = await worker.look(batch);
    expect(html).toContain('12 badges décernés');
    expect(html.match(/décerné · nouvelle personne/g)).toHaveLength(12);
    const pictures = html.match(/\/workshops\/awards\/[\w-]+\/badge\.png/g) ?? [];
    expect(new Set(pictures).size).toBe(12);
    expect(html).toContain(`/workshops/batches/${batch.id}/print`);
    expect(html).toContain('12 personnes n’ont pas encore de carte');
    const badges = await expectSound(web.service, centre.profile, EARLIER + 12);
    const last = badges.find(({ text }) => text.includes('Un bel après-midi.'));
    expect(last && (await verdictOf(web.service, last))).toBe('verified active');
  });

  test('the place is kept and never signed', async () => {
    await worker.confirm(await worker.give('Tom', { place: 'Chez Mme Petit' }));
    const { workshops } = web.service.store;
    const workshop = await workshops.byTitle(centre.profile.id, 'Photo', '2026-11-20');
    expect(workshop).toMatchObject({ place: 'Chez Mme Petit' });
    const texts = (await credentialsOf(web.service, centre.profile)).map(({ text }) => text);
    expect(texts.some((text) => text.includes('Photo'))).toBe(true);
    expect(texts.join()).not.toContain('Petit');
  });

  test('pressed twice, and from two browsers at once, awards nobody twice', async () => {
    const batch = await worker.give(TWELVE);
    const colleague = workerAt(web, centre, await signIn(web, centre));
    const answers = await Promise.all([
      worker.confirm(batch),
      worker.confirm(batch),
      colleague.confirm(batch),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    await worker.confirm(batch);
    for (const one of [worker, colleague]) {
      expect(await one.look(batch)).toContain('12 badges décernés');
    }
    await expectSound(web.service, centre.profile, EARLIER + 12);
    expect(await web.service.store.batches.reportsOf(batch.id)).toHaveLength(1);
  });

  test('the same list again awards nobody twice (SECURITY 105)', async () => {
    await worker.confirm(await worker.give(TWELVE));
    const again = await worker.give(`${TWELVE}\nAna`);
    expect(await worker.look(again)).toContain('Décerner 1 badge</span>');
    await worker.confirm(again);
    const html = await worker.look(again);
    expect(html).toContain('1 badge décerné');
    expect(html.match(/avait déjà ce badge/g)).toHaveLength(12);
    await expectSound(web.service, centre.profile, EARLIER + 13);
  });

  test('someone who has the badge gets it again only when ticked, and once', async () => {
    const batch = await worker.give('Léa Martin');
    const again = boxOf(await worker.look(batch), 1);
    await worker.confirm(batch, { again });
    await worker.confirm(batch, { again });
    const ofLea = (await awards()).filter(({ learnerId }) => learnerId === centre.award.learnerId);
    expect(ofLea.map(({ occasion }) => occasion).sort()).toEqual(['', `again:${centre.award.id}`]);
    expect(await worker.look(batch)).toContain('1 badge décerné');
  });

  test('someone who handed the badge back does not get it again unasked', async () => {
    const { learnerId, profileId, id } = centre.award;
    const learner = { kind: 'learner', learnerId, profileId } as const;
    await answerAward(web.service, learner, { awardId: id, answer: 'declined' });
    const inAWeek = new Date(web.clock.now.getTime() + 8 * 86_400_000);
    expect(await removeDue({ ...web.service, now: () => inAWeek })).toBe(1);
    const batch = await worker.give('Léa Martin\nTom');
    const html = await worker.look(batch);
    expect(html).toContain('avait ce badge et l’a refusé');
    expect(html).toContain('Décerner 1 badge</span>');
    await worker.confirm(batch);
    expect(await worker.look(batch)).toContain('son badge a été révoqué');
  });
});

describe('a run that dies', () => {
  test.each(['batch-stored', 'intents-stored', 'signed', 'committed', 'line-done'] as const)(
    'at %s is taken up again with one press, and nobody is doubled (SECURITY 107)',
    async (point) => {
      const batch = await worker.give(listOf(300));
      crashAt = point;
      await worker.confirm(batch);
      crashAt = undefined;
      expect(await worker.look(batch)).toContain('Reprendre');
      expect(web.logged.map(({ event }) => event)).toContain('batch_run_died');
      await worker.confirm(batch);
      const html = await worker.look(batch);
      expect(html).toContain('300 badges décernés');
      expect(html.match(/décerné · nouvelle personne/g)).toHaveLength(300);
      await expectSound(web.service, centre.profile, EARLIER + 300);
    },
    30_000,
  );
});

/** A run of so many lines that goes on when it is told to. */
function heldRun(batchId: string, total: number) {
  let step: () => void = () => undefined;
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  web.service.batchRuns.begin(batchId, total, (given) => {
    step = given;
    return ended;
  });
  return { step: () => step(), end: () => end() };
}

describe('progress', () => {
  test('is told line by line, names nobody, and ends', async () => {
    const batch = await worker.give(TWELVE);
    const run = heldRun(batch.id, 2);
    const html = await worker.look(batch);
    expect(html).toContain('<progress id="progress" max="2" value="0"');
    expect(html).toContain('0 sur 2');
    const stream = await worker.events(batch);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers.get('cache-control')).toBe('no-store');
    run.step();
    run.step();
    run.end();
    expect(await stream.text()).toBe(
      [
        'event: progress\ndata: {"done":0,"total":2}\n\n',
        'event: progress\ndata: {"done":1,"total":2}\n\n',
        'event: progress\ndata: {"done":2,"total":2}\n\n',
        'event: done\ndata: {}\n\n',
      ].join(''),
    );
  });

  test('of a list that is not under way has ended', async () => {
    const stream = await worker.events(await worker.give('Tom'));
    expect(await stream.text()).toBe('event: done\ndata: {}\n\n');
  });

  test('a second confirmation joins the run, and cannot undo it', async () => {
    const batch = await worker.give('Tom');
    const run = heldRun(batch.id, 1);
    const path = `/workshops/batches/${batch.id}`;
    expect((await postAsMember(web, cookie, `${path}/award`, {})).status).toBe(303);
    expect((await worker.undo(batch)).status).toBe(409);
    expect(await awards()).toHaveLength(EARLIER);
    run.end();
  });

  test('lets go of its listeners when the service stops, so that it can', async () => {
    const batch = await worker.give('Tom');
    const run = heldRun(batch.id, 1);
    const stream = await worker.events(batch);
    web.service.batchRuns.letGo();
    expect(await stream.text()).toBe('event: progress\ndata: {"done":0,"total":1}\n\n');
    run.end();
  });
});

test('nothing that is posted to a list gives a fault', async () => {
  const batch = await worker.give('Léa Martin\nTom');
  for (const fields of [
    { 'line-1': 'x', 'line-99999999': 'y', again: '-1' },
    { again: 'Infinity', checked: 'no', againAll: '1' },
    { 'line-2': `${'a'.repeat(10_000)}` },
  ]) {
    expect((await worker.confirm(batch, fields as Record<string, string>)).status).toBeLessThan(
      500,
    );
  }
  const { profile } = await openCentre(web.service);
  expect(await awardsOf(web.service, profile)).toEqual([]);
});
