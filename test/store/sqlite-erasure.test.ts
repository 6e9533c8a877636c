import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { fillEverything, type Person, personOf, whatIsLeftOf } from './filled-person.ts';
import { newCard, newNote } from './learner-samples.ts';
import { newAward, newCredential, newId, newLearner, newLink, newWriter } from './samples.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const ENDS = ['', '-wal', '-shm'];

/** Whether the bytes of the file, or of those beside it, hold the text; in any case of its letters. */
function isAnywhere(path: string, text: string): boolean {
  return ENDS.map((end) => path + end)
    .filter((file) => existsSync(file))
    .some((file) => readFileSync(file).toString('latin1').toLowerCase().includes(text));
}

/** A canary: no part of any other text. */
function newCanary(at: number): string {
  return `canary${at}${newId().replaceAll('-', '')}`;
}

/** Rows of other people before, between and after, so that pages fill, split and are moved. */
async function addCrowd(store: Store, profileId: string, size: number): Promise<void> {
  const learners = Array.from({ length: size }, () => newLearner({ profileId }));
  await store.learners.insertMany(learners);
  const awards = learners.map(({ id }) => newAward({ profileId, learnerId: id }));
  await store.awards.insertMany(awards);
  const credentials = awards.map(({ id }) =>
    newCredential({ profileId, awardId: id, text: 'x'.repeat(900) }),
  );
  await store.credentials.commit(credentials, newWriter().entryOf);
  for (const { id: learnerId } of learners) {
    await store.cards.insert(newCard({ profileId, learnerId }));
    await store.notes.save(newNote({ learnerId }));
    await store.links.insert(newLink({ profileId, targetId: learnerId, kind: 'learner-session' }));
  }
}

// SECURITY section 4: erased is gone from the disk, not only from the answers.
describe('an erasure in the file of SQLite', () => {
  // SQLite overwrites a row where it is deleted, not where it stood before its page was split.
  test('leaves no byte of the person in the file or beside it, while the store stays open', async () => {
    const path = folder.file('canaries.db');
    const [store, other] = [openSqliteStore({ path }), openSqliteStore({ path })];
    const profileId = newId();
    const people: Person[] = [];
    for (let at = 0; at < 20; at += 1) {
      const person = { ...personOf(newCanary(at)), profileId };
      people.push(person);
      await fillEverything(store, person);
      await addCrowd(other, profileId, 12);
    }
    for (const { canary } of people) expect(isAnywhere(path, canary)).toBe(true);
    for (const [at, { learnerId }] of people.entries()) {
      await (at % 2 ? store : other).erasures.erase(profileId, learnerId);
      await addCrowd(store, profileId, 1);
    }
    // What came in since stands in the log; the person stands nowhere.
    const left = people.filter(({ canary }) => isAnywhere(path, canary));
    expect(left.map(({ learnerId }) => learnerId)).toEqual([]);
    for (const person of people.slice(0, 3)) expect(await whatIsLeftOf(store, person)).toEqual([]);
    await store.close();
    await other.close();
  });

  test('leaves the log empty and the neighbour whole', async () => {
    const path = folder.file('neighbour.db');
    const store = openSqliteStore({ path });
    const [person, neighbour] = [personOf(newCanary(1)), personOf(newCanary(2))];
    for (const each of [person, neighbour]) await fillEverything(store, each);
    const kept = await whatIsLeftOf(store, neighbour);
    await store.erasures.erase(person.profileId, person.learnerId);
    expect(readFileSync(`${path}-wal`)).toHaveLength(0);
    expect(isAnywhere(path, person.canary)).toBe(false);
    expect(isAnywhere(path, neighbour.canary)).toBe(true);
    expect(await whatIsLeftOf(store, neighbour)).toEqual(kept);
    await store.close();
  });
});
