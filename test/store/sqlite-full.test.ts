import { afterAll, describe, expect, test } from '@jest/globals';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { codeOf } from '../formats/refusal.ts';
import { newAward, newCredential, newId, newLink, newWriter } from './samples.ts';
import { temporaryFolder } from './temporary-folder.ts';

const MAX_PAGES = 260;
const folder = temporaryFolder();
afterAll(folder.remove);

/** Commits until the disk is full; answers what was acknowledged. */
async function fill(store: Store) {
  const writer = newWriter();
  const credentials = [];
  for (;;) {
    const award = newAward();
    const credential = newCredential({ awardId: award.id, text: 'é'.repeat(5000) });
    const code = await codeOf(async () => {
      await store.awards.insertMany([award]);
      await store.credentials.commit([credential], writer.entryOf);
    });
    if (code !== undefined) return { code, credentials, refused: { award, credential } };
    credentials.push(credential);
  }
}

// Issue 2: a full disk: refused awards say so, reads and verification go on.
describe('SQLite on a full disk', () => {
  test('writes are refused whole, reads go on, and a larger disk takes the same commit', async () => {
    const path = folder.file('full.db');
    const small = openSqliteStore({ path, maxPages: MAX_PAGES });
    const { code, credentials, refused } = await fill(small);
    expect(code).toBe('storage_full');
    expect(credentials.length).toBeGreaterThan(5);
    expect(await small.credentials.get(refused.credential.id)).toBeUndefined();
    for (const each of credentials) {
      expect(await small.credentials.get(each.id)).toStrictEqual(each);
    }
    await small.close();

    const large = openSqliteStore({ path });
    const writer = newWriter();
    await large.awards.insertMany([refused.award]);
    await large.credentials.commit([refused.credential], writer.entryOf);
    expect(await large.credentials.get(refused.credential.id)).toStrictEqual(refused.credential);
    expect((await large.awards.get(refused.award.id))?.state).toBe('issued');
    expect(await large.ledger.listOf(writer.chain)).toHaveLength(1);
    await large.close();
  });

  test('a refused commit leaves neither credential, state nor entry', async () => {
    const store = openSqliteStore({ path: folder.file('whole.db'), maxPages: MAX_PAGES });
    const award = newAward();
    await store.awards.insertMany([award]);
    const writer = newWriter();
    const many = Array.from({ length: 200 }, () =>
      newCredential({ awardId: award.id, text: 'x'.repeat(5000) }),
    );
    expect(await codeOf(() => store.credentials.commit(many, writer.entryOf))).toBe('storage_full');
    expect(await store.credentials.listOfAward(award.id)).toEqual([]);
    expect((await store.awards.get(award.id))?.state).toBe('intended');
    expect(await store.ledger.chains()).toEqual([]);
    await store.close();
  });

  test('the same handle writes again once there is room', async () => {
    const store = openSqliteStore({ path: ':memory:', maxPages: MAX_PAGES });
    const links: string[] = [];
    const insert = (targetId: string) => {
      const link = newLink({ targetId });
      links.push(link.secretHash);
      return store.links.insert(link);
    };
    let code: string | undefined;
    while (code === undefined) code = await codeOf(() => insert('x'.repeat(3000)));
    expect(code).toBe('storage_full');
    expect(await store.links.get(links[0] ?? '')).toBeDefined();
    for (const secretHash of links.slice(0, 20)) await store.links.remove(secretHash);
    expect(await codeOf(() => insert(newId()))).toBeUndefined();
    expect(await store.links.get(links.at(-1) ?? '')).toBeDefined();
    await store.close();
  });
});
