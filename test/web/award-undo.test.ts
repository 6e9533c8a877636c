import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { revokeAward } from '../../src/usecases/awarding/revoke.ts';
import type { FailPoint } from '../../src/usecases/ports.ts';
import { OPERATOR } from '../harness.ts';
import { awardsOf, credentialsOf, verdictOf } from '../usecases/soundness.ts';
import { boxOf, workerAt } from './award-a-list.ts';
import {
  type Centre,
  openBackpackOf,
  openCentreWithBadges,
  signIn,
  startWeb,
  type TestWeb,
} from './start-web.ts';

let web: TestWeb;
let centre: Centre;
let worker: ReturnType<typeof workerAt>;
let crashAt: FailPoint | undefined;

beforeEach(async () => {
  crashAt = undefined;
  const at = (point: FailPoint) => {
    if (point === crashAt) throw new Error('killed here');
  };
  web = await startWeb({ at });
  centre = await openCentreWithBadges(web);
  worker = workerAt(web, centre, await signIn(web, centre));
});
afterEach(() => web.stop());

const LIST = 'Tom\nAna\nLéa Martin';
const later = (seconds: number) => {
  web.clock.now = new Date(web.clock.now.getTime() + seconds * 1000);
};

/** The verdict on every badge, by the batch that awarded it. */
async function verdicts(): Promise<Record<string, string[]>> {
  const byBatch: Record<string, string[]> = {};
  const awards = new Map((await awardsOf(web.service, centre.profile)).map((one) => [one.id, one]));
  for (const credential of await credentialsOf(web.service, centre.profile)) {
    const batchId = awards.get(credential.awardId)?.batchId ?? '';
    byBatch[batchId] = [...(byBatch[batchId] ?? []), await verdictOf(web.service, credential)];
  }
  return byBatch;
}

/** What the page of a person says of each of their badges, and what their backpack holds. */
async function pagesOf(firstName: string) {
  const { store } = web.service;
  const [learner] = await store.learners.byFullNames(centre.profile.id, [`${firstName}|`]);
  if (!learner) throw new Error(`Nobody is called ${firstName}.`);
  const cookie = await signIn(web, centre);
  const person = await web.fetch(`/people/${learner.id}`, { headers: { cookie } });
  const awards = await store.awards.listOfLearner(centre.profile.id, learner.id);
  const award = awards.find(({ occasion }) => occasion !== '') ?? awards[0];
  const workshop = await web.fetch(`/workshops/${award?.workshopId}`, { headers: { cookie } });
  const own = { learnerId: learner.id, profileId: learner.profileId };
  const headers = { cookie: await openBackpackOf(web.service, own) };
  return {
    states: [...(await person.text()).matchAll(/<\/svg>([^<]+)<\/p>/g)].map((one) => one[1]),
    backpack: await (await web.fetch('/backpack', { headers })).text(),
    workshop: await workshop.text(),
    awardId: award?.id ?? '',
  };
}

describe('what was undone within the minute', () => {
  test('leaves no trace in a backpack nor at the workshop; the team reads that it was', async () => {
    const batch = await worker.give('Tom\nAna');
    await worker.confirm(batch);
    await worker.undo(batch);
    const undone = await pagesOf('tom');
    expect(undone.states).toEqual(['Annulé']);
    expect(undone.backpack).not.toContain('Robot suiveur');
    expect(undone.workshop).toContain('Aucun badge');
    const second = await worker.again(batch);
    await worker.confirm(second, { again: boxOf(await worker.look(second), 1) });
    const given = await pagesOf('tom');
    expect(given.states.sort()).toEqual(['Annulé', 'Décerné']);
    expect(given.backpack.match(/<h3[^>]*><bdi>Robot suiveur/g)).toHaveLength(1);
    expect(given.workshop.match(/Robot suiveur/g)).toHaveLength(1);
    // A badge that is really revoked stays where it was, whatever the reason says.
    await revokeAward(web.service, OPERATOR, { awardId: given.awardId, reason: 'undo' });
    const revoked = await pagesOf('tom');
    expect(revoked.states).toContain('Révoqué');
    expect(revoked.backpack).toContain('Plus valable');
  });

  test('and given again leaves people without a link, who are counted', async () => {
    const batch = await worker.give('Tom\nAna');
    await worker.confirm(batch);
    expect(await worker.look(batch)).toContain('2 personnes n’ont pas encore de carte');
    await worker.undo(batch);
    expect(await worker.look(batch)).not.toContain('pas encore de carte');
    const second = await worker.again(batch);
    await worker.confirm(second, { again: boxOf(await worker.look(second), 1) });
    const html = await worker.look(second);
    expect(html).toContain('1 personne n’a pas encore de carte');
    expect(html).toMatch(/Imprimer les (liens|cartes)/);
  });
});

describe('within a minute', () => {
  test('one press takes back what this list awarded, and nothing else', async () => {
    const batch = await worker.give(LIST);
    await worker.confirm(batch);
    later(59);
    expect(await worker.look(batch)).toContain('Tout annuler');
    expect((await worker.undo(batch)).status).toBe(303);
    const html = await worker.look(batch);
    expect(html).toContain('Tout a été annulé');
    expect(html).not.toContain('badge révoqué depuis');
    expect(html.match(/ annulé<\/span>/g)).toHaveLength(2);
    const { [batch.id]: undone, ...others } = await verdicts();
    expect(undone).toEqual(['rejected revoked', 'rejected revoked']);
    expect(Object.values(others).flat()).toEqual(['verified active', 'verified active']);
    const rows = await web.service.store.revocations.latestOf(centre.profile.id, { limit: 9 });
    expect(rows.map(({ reason }) => reason)).toEqual(['undo', 'undo']);
  });

  test('pressed twice, or confirmed after, nothing more happens', async () => {
    const batch = await worker.give(LIST);
    await worker.confirm(batch);
    await Promise.all([worker.undo(batch), worker.undo(batch)]);
    later(3600);
    expect((await worker.undo(batch)).status).toBe(303);
    await worker.confirm(batch);
    expect((await verdicts())[batch.id]).toEqual(['rejected revoked', 'rejected revoked']);
  });

  test('the same list is awarded again from the same page, and undone again', async () => {
    const first = await worker.give(LIST);
    await worker.confirm(first);
    await worker.undo(first);
    expect(await worker.look(first)).toContain('Décerner cette liste à nouveau');
    const second = await worker.again(first);
    const html = await worker.look(second);
    expect(html).toContain('2 personnes recevront ce badge.');
    expect(html.match(/name="again" value="\d:[^"]+" checked/g)).toHaveLength(2);
    await worker.confirm(second, { again: boxOf(html, 1) });
    expect((await verdicts())[second.id]).toEqual(['verified active']);
    // Given again since, it is had: a third list awards nobody unasked.
    const third = await worker.give('Tom');
    expect(await worker.look(third)).toContain('Personne ne recevra ce badge');
    await worker.undo(second);
    expect((await verdicts())[second.id]).toEqual(['rejected revoked']);
    const fourth = await worker.give('Tom');
    expect(await worker.look(fourth)).toContain('1 personne recevra ce badge.');
  });

  test('undoing that dies half-way is finished, whenever', async () => {
    const batch = await worker.give(LIST);
    await worker.confirm(batch);
    // As a crash between the two writes leaves it.
    await web.service.store.batches.undo(batch.id, web.clock.now.toISOString());
    later(3600);
    expect(await worker.look(batch)).toContain('Terminer l’annulation');
    expect((await worker.undo(batch)).status).toBe(303);
    expect(await worker.look(batch)).not.toContain('Terminer l’annulation');
    expect((await verdicts())[batch.id]).toEqual(['rejected revoked', 'rejected revoked']);
  });
});

test('after a minute it is too late, and the page says what can be done', async () => {
  const batch = await worker.give(LIST);
  await worker.confirm(batch);
  later(61);
  expect(await worker.look(batch)).not.toContain('Tout annuler');
  const answer = await worker.undo(batch);
  expect(answer.status).toBe(409);
  const html = await answer.text();
  expect(html).toContain('La minute est passée.');
  expect(html).toContain(`/people/`);
  expect((await verdicts())[batch.id]).toEqual(['verified active', 'verified active']);
});

// Its badges may have been seen, kept and shared since they were decided.
test('a run that is finished hours after it began cannot be undone in one press', async () => {
  const batch = await worker.give(LIST);
  crashAt = 'committed';
  await worker.confirm(batch);
  crashAt = undefined;
  later(3 * 3600);
  await worker.confirm(batch);
  expect(await worker.look(batch)).toContain('2 badges décernés');
  expect(await worker.look(batch)).not.toContain('Tout annuler');
  expect((await worker.undo(batch)).status).toBe(409);
  expect((await verdicts())[batch.id]).toEqual(['verified active', 'verified active']);
});

test('a list that was not awarded cannot be undone', async () => {
  const batch = await worker.give(LIST);
  expect((await worker.undo(batch)).status).toBe(404);
  crashAt = 'signed';
  await worker.confirm(batch);
  expect((await worker.undo(batch)).status).toBe(404);
});

test('a badge that was revoked alone is said to be', async () => {
  const batch = await worker.give('Tom\nAna');
  await worker.confirm(batch);
  const [report] = await web.service.store.batches.reportsOf(batch.id);
  await revokeAward(web.service, OPERATOR, { awardId: report?.lines[0]?.awardId ?? '' });
  const html = await worker.look(batch);
  expect(html.match(/badge révoqué depuis/g)).toHaveLength(1);
  expect(html).toContain('1 badge décerné');
});
