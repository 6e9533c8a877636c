import { afterAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { MIGRATIONS, migrate } from '../../src/store/sqlite/migrations.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { inOrder, newAchievement, newId, newLearner, newLink, newWorkshop } from './samples.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** A database as the first release left it, with these rows, by table. */
function firstRelease(rows: Readonly<Record<string, readonly object[]>>): string {
  const path = folder.file(`${newId()}.db`);
  const db = openDatabase({ path });
  migrate(db, MIGRATIONS.slice(0, 1));
  for (const [table, values] of Object.entries(rows)) {
    for (const value of values) {
      const names = Object.keys(value);
      const places = names.map((name) => `:${name}`);
      const insert = db.prepare(
        `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`,
      );
      const parts = Object.entries(value).map(([name, part]) => [
        name,
        typeof part === 'object' ? JSON.stringify(part) : part,
      ]);
      db.write(() => insert.run(Object.fromEntries(parts)));
    }
  }
  db.close();
  return path;
}

describe('a database of the first release', () => {
  test('keeps its rows, which have none of the new parts', async () => {
    const achievement = newAchievement({ tags: ['robot'] });
    const link = newLink({ kind: 'session' });
    const workshop = newWorkshop({ hours: 2 });
    const path = firstRelease({
      achievements: [achievement],
      links: [link],
      workshops: [workshop],
    });
    const store = openSqliteStore({ path });
    expect(await store.achievements.get(achievement.id)).toStrictEqual(achievement);
    expect(await store.links.get(link.secretHash)).toStrictEqual(link);
    expect(await store.workshops.latestOf(workshop.profileId, { limit: 5 })).toStrictEqual([
      workshop,
    ]);
    await store.close();
  });

  test('finds those by name who were there before names were looked for', async () => {
    const profileId = newId();
    const learners = Array.from({ length: 2500 }, (_, at) =>
      newLearner({ profileId, firstName: 'Élodie', lastName: `Martin${at}` }),
    );
    const path = firstRelease({ learners });
    for (const opening of ['the first', 'another']) {
      const store = openSqliteStore({ path });
      const found = await store.learners.search(profileId, ['elo'], 3000);
      expect([opening, inOrder(found.map(({ id }) => id))]).toEqual([
        opening,
        inOrder(learners.map(({ id }) => id)),
      ]);
      expect(await store.learners.search(profileId, ['elodie', 'martin2499'], 5)).toStrictEqual([
        learners[2499],
      ]);
      await store.close();
    }
  });
});
