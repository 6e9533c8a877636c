import { expect, test } from '@jest/globals';
import type { Erasure, ErasureEnd } from '../../../src/domain/erasure.ts';
import { searchPrefixes } from '../../../src/domain/learner.ts';
import type { Handles } from '../contract.ts';
import { fillEverything, personOf, whatIsLeftOf } from '../filled-person.ts';
import { newErasure } from '../learner-samples.ts';
import { newBatch, newReport } from '../member-samples.ts';
import { AT, LATER, newId, newLearner } from '../samples.ts';

export function erasuresContract(use: () => Handles): void {
  test('an erasure comes back as it went in, and those of a learner newest first', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const old = newErasure({ learnerId, end: { how: 'called-off', at: LATER } });
    // What opened the session in which it was asked for: a void card calls off its own alone.
    const young = newErasure({ learnerId, askedAt: LATER, via: `card:${newId()}` });
    for (const each of [old, young, newErasure()]) {
      expect(await store.erasures.insert(each)).toBe(true);
    }
    expect(await other.erasures.insert(newErasure({ id: old.id }))).toBe(false);
    expect(await other.erasures.get(young.id)).toStrictEqual(young);
    expect(await other.erasures.listOf(learnerId)).toStrictEqual([young, old]);
    expect(await other.erasures.get(newId())).toBeUndefined();
  });

  test('those that are due and have no end are listed by id, a page at a time', async () => {
    const { store, other } = use();
    const due = [1, 2, 3].map(() => newErasure({ dueAt: AT }));
    const [first, second, calledOff] = due;
    const later = newErasure({ dueAt: LATER });
    for (const each of [...due, later]) await store.erasures.insert(each);
    await store.erasures.end(calledOff?.id ?? '', { how: 'called-off', at: AT });
    const found = await allDue((page) => other.erasures.listDue('2026-03-14T10:00:00Z', page));
    // A database may hold erasures of other tests.
    const ids = found.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(found).toEqual(expect.arrayContaining([first, second]));
    expect(ids).not.toContain(calledOff?.id);
    expect(ids).not.toContain(later.id);
    const atTheMoment = await allDue((page) => other.erasures.listDue(AT, page));
    expect(atTheMoment.map(({ id }) => id)).not.toContain(first?.id);
  });

  // Called off in the minute in which it is carried out: the first of the two counts.
  test('the first end counts, of 50 parallel ones exactly one', async () => {
    const { store, other } = use();
    const erasure = newErasure({ via: 'passkey:found' });
    await store.erasures.insert(erasure);
    const ends = Array.from(
      { length: 50 },
      (_, at): ErasureEnd =>
        at % 2 ? { how: 'called-off', at: AT } : { how: 'done', at: LATER, erased: { cards: at } },
    );
    const won = await Promise.all(
      ends.map((end, at) => (at % 3 ? store : other).erasures.end(erasure.id, end)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const end = ends[won.indexOf(true)];
    expect(await store.erasures.end(erasure.id, { how: 'done', at: AT })).toBe(false);
    expect(await store.erasures.end(newId(), { how: 'done', at: AT })).toBe(false);
    expect(await other.erasures.get(erasure.id)).toStrictEqual({ ...erasure, end });
    expect(await other.erasures.listOf(erasure.learnerId)).toStrictEqual([{ ...erasure, end }]);
  });

  test('erasing leaves nothing of the person, and says how much went', async () => {
    const { store, other } = use();
    const person = personOf(newId());
    await fillEverything(store, person);
    expect(await whatIsLeftOf(other, person)).toHaveLength(34);
    const erased = await store.erasures.erase(person.profileId, person.learnerId);
    expect(await whatIsLeftOf(other, person)).toEqual([]);
    expect(erased).toEqual({
      answers: 1,
      corrections: 1,
      intents: 1,
      credentials: 1,
      inbox: 2,
      openings: 1,
      shares: 1,
      cards: 1,
      pins: 1,
      attempts: 1,
      addresses: 1,
      ownLearners: 1,
      notes: 1,
      collections: 1,
      imports: 1,
      removals: 1,
      photos: 1,
      pictures: 2,
      passkeys: 1,
      links: 4,
      audit: 1,
      batches: 2,
      reportLines: 1,
      attendances: 1,
      awards: 1,
      words: expect.any(Number),
      learners: 1,
    });
  });

  test('erasing takes nothing of anybody else, of the same profile or of another', async () => {
    const { store, other } = use();
    const person = personOf(newId());
    const neighbour = { ...personOf(newId()), profileId: person.profileId };
    const stranger = personOf(newId());
    for (const each of [person, neighbour, stranger]) await fillEverything(store, each);
    const before = [neighbour, stranger].map((each) => whatIsLeftOf(other, each));
    const kept = await Promise.all(before);
    await store.erasures.erase(person.profileId, person.learnerId);
    const after = [neighbour, stranger].map((each) => whatIsLeftOf(other, each));
    expect(await Promise.all(after)).toEqual(kept);
  });

  // What belongs to another profile is not there.
  test('a learner of another profile is not erased', async () => {
    const { store, other } = use();
    const person = personOf(newId());
    await fillEverything(store, person);
    const before = await whatIsLeftOf(other, person);
    expect(await store.erasures.erase(newId(), person.learnerId)).toEqual({});
    expect(await whatIsLeftOf(other, person)).toEqual(before);
  });

  test('erasing again, or nobody, is harmless', async () => {
    const { store, other } = use();
    const person = personOf(newId());
    await fillEverything(store, person);
    await store.erasures.erase(person.profileId, person.learnerId);
    expect(await other.erasures.erase(person.profileId, person.learnerId)).toEqual({});
    expect(await other.erasures.erase(newId(), newId())).toEqual({});
  });

  test('what stays names nobody: consents, revocations, the ledger, the erasure', async () => {
    const { store, other } = use();
    const person = personOf(newId());
    const { consent, revocation, chain, erasure } = await fillEverything(store, person);
    const entries = await store.ledger.listOf(chain);
    await store.erasures.erase(person.profileId, person.learnerId);
    const proofs = (await other.consents.listOf('')).filter(({ id }) => id === consent.id);
    expect(proofs).toStrictEqual([{ ...consent, learnerId: '', recordedBy: 'learner' }]);
    const { reason: _, ...bare } = revocation;
    expect(await other.revocations.of([revocation.credentialRowId])).toStrictEqual([
      { ...bare, revokedBy: 'learner' },
    ]);
    expect(await other.revocations.countOf(revocation.statusListId)).toBe(1);
    expect(await other.ledger.listOf(chain)).toStrictEqual(entries);
    expect(await other.erasures.get(erasure.id)).toStrictEqual(erasure);
  });

  test('lists that name the person go, and reports keep the lines of the others', async () => {
    const { store, other } = use();
    const learner = newLearner({ firstName: 'Élodie', lastName: 'Ben Ali' });
    const { id: learnerId, profileId } = learner;
    await store.learners.insertMany([learner]);
    const rowsOf = (...cells: string[]) => ({ header: ['Nom'], rows: [{ line: 2, cells }] });
    const named = newBatch({ profileId, list: rowsOf('BEN ALI Elodie', '14 ans') });
    const namesake = newBatch({ profileId, list: rowsOf('Élodie Martin') });
    const elsewhere = newBatch({ list: named.list });
    for (const each of [named, namesake, elsewhere]) await store.batches.insert(each);
    const line = (at: number, id: string) =>
      ({ line: at, outcome: 'awarded', learnerId: id, awardId: newId(), fresh: true }) as const;
    const others = [line(2, newId()), line(4, newId())];
    const [before, after] = others;
    if (!before || !after) throw new Error('two');
    const batchId = newId();
    const lines = [before, line(3, learnerId), after];
    await store.batches.report(newReport({ batchId, run: 1, lines }));
    await store.batches.report(newReport({ batchId, run: 2, lines: [before] }));
    await other.erasures.erase(profileId, learnerId);
    expect(await store.batches.get(profileId, named.id)).toBeUndefined();
    expect(await store.batches.get(profileId, namesake.id)).toStrictEqual(namesake);
    expect(await store.batches.get(elsewhere.profileId, elsewhere.id)).toStrictEqual(elsewhere);
    const left = (await store.batches.reportsOf(batchId)).map((report) => report.lines);
    expect(left).toStrictEqual([[before, after], [before]]);
    expect(await store.learners.search(profileId, searchPrefixes('elodie'), 5)).toEqual([]);
  });
}

async function allDue(
  list: (page: { after?: string; limit: number }) => Promise<Erasure[]>,
): Promise<Erasure[]> {
  const found: Erasure[] = [];
  for (;;) {
    const after = found.at(-1)?.id;
    const page = await list({ limit: 2, ...(after ? { after } : {}) });
    found.push(...page);
    if (page.length < 2) return found;
  }
}
