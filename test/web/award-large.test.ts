import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Learner } from '../../src/domain/learner.ts';
import { formOf, workerAt } from './award-a-list.ts';
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
let turn: () => Promise<void>;

beforeEach(async () => {
  turn = async () => undefined;
  web = await startWeb({ turn: () => turn() });
  centre = await openCentreWithBadges(web);
  cookie = await signIn(web, centre);
  worker = workerAt(web, centre, cookie);
});
afterEach(() => web.stop());

const namesOf = (count: number) =>
  Array.from({ length: count }, (_, at) => `Prénom${at}`).join('\n');

describe('while a list is awarded', () => {
  // SECURITY: nobody is kept waiting by the work of another.
  test('the answer comes before the end, progress is told, and the service answers', async () => {
    const batch = await worker.give(namesOf(60));
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let turns = 0;
    turn = async () => {
      turns += 1;
      const { done = 0 } = web.deps.batchRuns.progressOf(batch.id) ?? {};
      if (done > 0) await held;
    };
    const address = `/workshops/batches/${batch.id}`;
    const answer = await postAsMember(web, cookie, `${address}/award`, {});
    expect(answer.status).toBe(303);
    const { done = 0, total } = web.deps.batchRuns.progressOf(batch.id) ?? {};
    expect(total).toBe(60);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(60);
    expect(await worker.look(batch)).toContain(`${done} sur 60`);
    expect((await web.fetch('/healthz')).status).toBe(200);

    const events = worker.events(batch).then((stream) => stream.text());
    const first = await worker.events(batch);
    const read = await first.body?.getReader().read();
    expect(new TextDecoder().decode(read?.value)).toContain(`{"done":${done},"total":60}`);
    goOn();
    await web.service.batchRuns.settled(batch.id);
    const told = [...(await events).matchAll(/"done":(\d+)/g)].map((one) => Number(one[1]));
    expect(told.some((count) => count > 0 && count < 60)).toBe(true);
    expect(told.at(-1)).toBe(60);
    expect(await worker.look(batch)).toContain('60 badges décernés');
    // At least once for every four signatures.
    expect(turns).toBeGreaterThanOrEqual(12);
  });
});

describe('a list that is too long to read', () => {
  test('of typed names is refused beside its field, and kept', async () => {
    const names = namesOf(5001);
    const refused = await postAsMember(web, cookie, '/workshops/new', {
      ...formOf(centre),
      names,
    });
    expect(refused.status).toBe(422);
    const html = await refused.text();
    expect(html).toContain('id="names-error"');
    expect(html).toContain('la liste est trop longue');
    expect(html).toContain('Prénom5000');
  });

  test('is shown in part, with how many more there are', async () => {
    const absent = Array.from({ length: 600 }, (_, at) => `Absent${at} (absent)`).join('\n');
    const html = await worker.look(await worker.give(`${namesOf(503)}\n${absent}`));
    expect(html).toContain('503 personnes recevront ce badge.');
    expect(html).toContain('et encore 3 personnes.');
    expect(html).toContain('et encore 100 personnes.');
    expect(html.match(/<bdi>(Prénom|Absent)\d+/g)).toHaveLength(1000);
  });
});

test('a workshop of very many people has boxes for some, and says what to do', async () => {
  const { store } = web.service;
  const { profile } = centre;
  const learners = Array.from({ length: 230 }, (_, at): Learner => {
    const firstName = `Ami${String(at).padStart(3, '0')}`;
    const fullNameKey = `${firstName.toLowerCase()}|`;
    return {
      id: web.service.newId(),
      profileId: profile.id,
      nameKey: `${fullNameKey}|`,
      fullNameKey,
      firstName,
      lastName: '',
      nickname: '',
      createdAt: '2026-11-18T00:00:00.000Z',
    };
  });
  await store.learners.insertMany(learners);
  const ids = learners.map(({ id }) => id);
  const id = web.service.newId();
  await store.workshops.insert({
    id,
    profileId: profile.id,
    title: 'Fête',
    date: '2026-11-19',
    createdAt: '2026-11-19T00:00:00.000Z',
  });
  await store.workshops.attend(id, ids);
  const page = await web.fetch(`/workshops/new?workshop=${id}`, { headers: { cookie } });
  const html = await page.text();
  expect(html.match(/name="people"[^>]* checked/g)).toHaveLength(200);
  expect(html).toContain('<bdi>Ami199</bdi>');
  expect(html).not.toContain('<bdi>Ami200</bdi>');
  expect(html).toContain('Encore 30 personnes étaient à cet atelier');
});

test('the page before awarding warns while the centre has the name of the first start', async () => {
  const batch = await worker.give('Tom');
  expect(await worker.look(batch)).not.toContain('href="/centre">Nommer le centre');
  await web.service.store.profiles.describe(centre.profile.id, { name: 'Mon centre' });
  expect(await worker.look(batch)).toContain('href="/centre">Nommer le centre');
});
