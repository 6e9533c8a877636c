import { afterAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { MIGRATIONS, migrate } from '../../src/store/sqlite/migrations.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { newShare } from './learner-samples.ts';
import { newReport } from './member-samples.ts';
import {
  AT,
  inOrder,
  LATER,
  newAchievement,
  newId,
  newLearner,
  newLink,
  newProfile,
  newWorkshop,
} from './samples.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

/** A database as that release left it, with these rows, by table. */
function release(steps: number, rows: Readonly<Record<string, readonly object[]>>): string {
  const path = folder.file(`${newId()}.db`);
  const db = openDatabase({ path });
  migrate(db, MIGRATIONS.slice(0, steps));
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
    const path = release(1, {
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
    const path = release(1, { learners });
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

describe('a database of the second release', () => {
  /** A share as it was kept: of one award, and with a token alone. */
  function oldShare(withdrawnAt?: string) {
    const { id, tokenHash, profileId, learnerId, label } = newShare();
    const dates = { createdAt: AT, expiresAt: LATER, ...(withdrawnAt ? { withdrawnAt } : {}) };
    return { id, tokenHash, profileId, learnerId, awardId: newId(), label, ...dates };
  }

  test('its shares show the badge they showed, and none of them can be opened by a key', async () => {
    const shares = [oldShare(), oldShare(AT)];
    const store = openSqliteStore({ path: release(2, { shares }) });
    for (const { awardId, ...share } of shares) {
      const after = { kind: 'link', keyHash: share.tokenHash, entryIds: [awardId], title: '' };
      expect(await store.shares.byTokenHash(share.tokenHash)).toStrictEqual({ ...share, ...after });
      expect(await store.shares.listOfLearner(share.profileId, share.learnerId)).toHaveLength(1);
    }
    expect(await store.shares.insert(newShare())).toBe(true);
    await store.close();
  });

  test('its links to backpacks are gone, everything else opens what it opened', async () => {
    const session = newLink({ kind: 'session', note: 'Firefox' });
    const [first, second] = [newLink(), newLink()].map((link) => ({ ...link, kind: 'backpack' }));
    if (!first || !second) throw new Error('two');
    const path = release(2, { links: [first, session, second] });
    const store = openSqliteStore({ path });
    expect(await store.links.get(session.secretHash)).toStrictEqual(session);
    for (const { secretHash } of [first, second]) {
      expect(await store.links.get(secretHash)).toBeUndefined();
    }
    await store.close();
  });

  test('its people and profiles have none of the new parts, and take them', async () => {
    const profile = newProfile({ description: 'Maison' });
    const learner = newLearner({ profileId: profile.id, band: 'under15' });
    const path = release(2, { profiles: [profile], learners: [learner] });
    const store = openSqliteStore({ path });
    expect(await store.profiles.get(profile.id)).toStrictEqual(profile);
    expect(await store.learners.get(profile.id, learner.id)).toStrictEqual(learner);
    const age = { band: '15-17', bandUntil: '2029-05' } as const;
    await store.learners.setAge(profile.id, learner.id, age);
    expect(await store.learners.get(profile.id, learner.id)).toStrictEqual({ ...learner, ...age });
    await store.close();
  });

  test('a person whom its reports name is taken out of them', async () => {
    const learner = newLearner();
    const { id: learnerId, profileId } = learner;
    const line = (at: number, id?: string) =>
      ({ line: at, outcome: 'waiting', fresh: false, ...(id ? { learnerId: id } : {}) }) as const;
    const report = newReport({ lines: [line(2, learnerId), line(3), line(4, newId())] });
    const path = release(2, { learners: [learner], batch_reports: [report, newReport()] });
    const store = openSqliteStore({ path });
    await store.erasures.erase(profileId, learnerId);
    const [left] = await store.batches.reportsOf(report.batchId);
    expect(left?.lines).toStrictEqual(report.lines.slice(1));
    await store.close();
  });
});
