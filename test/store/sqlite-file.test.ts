import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { MIGRATIONS, migrate } from '../../src/store/sqlite/migrations.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { codeOf, refusalOf } from '../formats/refusal.ts';
import { AT, newId, newLink, newProfile } from './samples.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

function newPath(): string {
  return folder.file(`${newId()}.db`);
}

/** What one pragma answers on a fresh connection to the file. */
function pragma(path: string, text: string): unknown {
  const db = openDatabase({ path });
  const [row = {}] = db.prepare(text).all({});
  db.close();
  return Object.values(row)[0];
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

describe('the file of the SQLite store', () => {
  test('a missing folder is made for its owner alone, and so are the files', async () => {
    const path = join(folder.path, newId(), 'deep', 'badges.db');
    const store = openSqliteStore({ path });
    await store.probe(AT);
    expect(modeOf(join(path, '..'))).toBe('700');
    expect(['', '-wal', '-shm'].map((end) => modeOf(path + end))).toEqual(['600', '600', '600']);
    await store.close();
  });

  test('a copy that others may read is closed to them', async () => {
    const path = newPath();
    writeFileSync(path, '', { mode: 0o644 });
    await openSqliteStore({ path }).close();
    expect(modeOf(path)).toBe('600');
  });

  test('commits are durable and what is deleted is overwritten', () => {
    const path = newPath();
    expect(pragma(path, 'PRAGMA journal_mode')).toBe('wal');
    expect(pragma(path, 'PRAGMA synchronous')).toBe(2);
    expect(pragma(path, 'PRAGMA foreign_keys')).toBe(1);
    expect(pragma(path, 'PRAGMA secure_delete')).toBe(1);
    expect(pragma(path, 'PRAGMA busy_timeout')).toBe(10_000);
  });

  test('a removed link leaves no trace in the closed file', async () => {
    const path = newPath();
    const link = newLink();
    const store = openSqliteStore({ path });
    await store.links.insert(link);
    await store.links.remove(link.secretHash);
    await store.close();
    expect(statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    expect(readFileSync(path).includes(link.secretHash)).toBe(false);
  });

  // SQLite overwrites a row where it is deleted, not where it stood before its page was split.
  test('what was deleted is gone for good once the file is written anew', () => {
    const path = newPath();
    const db = openDatabase({ path });
    db.execute('CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT)');
    const insert = db.prepare('INSERT INTO texts (id, text) VALUES (:id, :text)');
    const remove = db.prepare('DELETE FROM texts WHERE id % 10 = 0');
    const traces = () =>
      [path, `${path}-wal`].flatMap((file) => readFileSync(file, 'latin1').match(/canary/g) ?? []);
    // Out of order and of uneven length: pages are split and evened out.
    const ids = Array.from({ length: 1000 }, (_, at) => (at * 211) % 1000);
    db.write(() => {
      for (const id of ids) {
        const secret = 'canary'.padEnd(60 * (1 + (id % 3)), 'y');
        insert.run({ id, text: id % 10 === 0 ? secret : 'x'.repeat(60 * (1 + (id % 7))) });
      }
    });
    db.write(() => remove.run({}));
    expect(traces().length).toBeGreaterThan(0);
    db.rewrite();
    expect(traces()).toEqual([]);
    expect(db.prepare('SELECT count(*) AS rows FROM texts').all({})).toEqual([{ rows: 900 }]);
    db.close();
  });

  test('a file is written anew only once nobody reads the old log', async () => {
    const path = newPath();
    const db = openDatabase({ path });
    db.execute('CREATE TABLE texts (id INTEGER PRIMARY KEY); PRAGMA busy_timeout = 1');
    const reader = openDatabase({ path });
    reader.execute('BEGIN; SELECT * FROM texts');
    db.execute('INSERT INTO texts VALUES (1)');
    expect(await codeOf(() => db.rewrite())).toBe('storage_unavailable');
    reader.execute('COMMIT');
    db.rewrite();
    expect(statSync(`${path}-wal`).size).toBe(0);
    for (const each of [db, reader]) each.close();
  });

  test('closing twice is closing once', async () => {
    const store = openSqliteStore({ path: ':memory:' });
    await store.close();
    await expect(store.close()).resolves.toBe(undefined);
  });

  test('what SQLite would keep otherwise than given is refused, and found nowhere', async () => {
    const store = openSqliteStore({ path: ':memory:' });
    const profile = newProfile();
    await store.profiles.insert(profile);
    const spoilt = [newProfile({ name: 'a\0b' }), newProfile({ name: 'a\ud800b' })];
    for (const each of spoilt) {
      expect(await codeOf(() => store.profiles.insert(each))).toBe('request_invalid');
      expect(await store.profiles.get(each.id)).toBeUndefined();
    }
    expect(await store.profiles.get(`${profile.id}\0`)).toBeUndefined();
    await store.close();
  });
});

describe('the schema of the SQLite store', () => {
  test('an empty database gets the newest schema, and keeps it', async () => {
    const path = newPath();
    const profile = newProfile();
    const first = openSqliteStore({ path });
    await first.profiles.insert(profile);
    await first.close();
    expect(pragma(path, 'PRAGMA user_version')).toBe(MIGRATIONS.length);
    const second = openSqliteStore({ path });
    expect(await second.profiles.get(profile.id)).toStrictEqual(profile);
    await second.close();
  });

  test('every step leaves the version it leads to', () => {
    for (const [at] of MIGRATIONS.entries()) {
      const db = openDatabase({ path: ':memory:' });
      migrate(db, MIGRATIONS.slice(0, at + 1));
      expect(db.prepare('PRAGMA user_version').all({})).toEqual([{ user_version: at + 1 }]);
      db.close();
    }
  });

  test('a step that fails is undone whole, and the steps before it stay', () => {
    const db = openDatabase({ path: ':memory:' });
    const good = 'CREATE TABLE one (id TEXT); PRAGMA user_version = 1;';
    const bad = 'CREATE TABLE two (id TEXT); PRAGMA user_version = 2; CREATE TABLE two (id TEXT);';
    expect(() => migrate(db, [good, bad])).toThrow('two already exists');
    const names = db.prepare('SELECT name FROM sqlite_schema').all({});
    expect(names).toEqual([{ name: 'one' }]);
    expect(db.prepare('PRAGMA user_version').all({})).toEqual([{ user_version: 1 }]);
    db.close();
  });

  // Issue 2: a newer schema is refused; an older release must not write into it.
  test('a newer schema is refused and left as it is', async () => {
    const path = newPath();
    await openSqliteStore({ path }).close();
    const db = openDatabase({ path });
    db.execute('PRAGMA user_version = 99');
    db.close();
    expect(await refusalOf(() => openSqliteStore({ path }))).toEqual({
      code: 'schema_newer',
      params: { found: 99, known: MIGRATIONS.length },
    });
    expect(pragma(path, 'PRAGMA user_version')).toBe(99);
  });
});

describe('a database that cannot be used', () => {
  test('a file that is no database is refused and left as it is', async () => {
    const path = newPath();
    const bytes = Buffer.alloc(8192, 'not a database ');
    writeFileSync(path, bytes);
    expect(await codeOf(() => openSqliteStore({ path }))).toBe('storage_unavailable');
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('a database with broken pages is refused', async () => {
    const path = newPath();
    await openSqliteStore({ path }).close();
    writeFileSync(path, readFileSync(path).fill(0xa5, 100));
    expect(await codeOf(() => openSqliteStore({ path }))).toBe('storage_unavailable');
  });

  test('a folder in the place of the file, or a file in the place of its folder', async () => {
    const path = newPath();
    mkdirSync(path);
    expect(await codeOf(() => openSqliteStore({ path }))).toBe('storage_unavailable');
    const file = newPath();
    writeFileSync(file, '');
    const beneath = join(file, 'badges.db');
    expect(await codeOf(() => openSqliteStore({ path: beneath }))).toBe('storage_unavailable');
  });

  test('a database that takes no writes refuses them, while reads go on', async () => {
    const path = newPath();
    const profile = newProfile();
    const first = openSqliteStore({ path });
    await first.profiles.insert(profile);
    await first.close();
    const db = openDatabase({ path });
    db.execute('PRAGMA query_only = ON');
    const code = await codeOf(() => db.write(() => db.prepare('DELETE FROM profiles').run({})));
    expect(code).toBe('storage_unavailable');
    expect(db.prepare('SELECT id FROM profiles').all({})).toEqual([{ id: profile.id }]);
    db.close();
  });
});
