import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LedgerEvent } from '../../src/domain/ledger.ts';
import { type Database, openDatabase } from '../../src/store/mongo/database.ts';
import { ledgerSlotsOf } from '../../src/store/mongo/ledger.ts';
import { openMongoStore } from '../../src/store/mongo/open-mongo-store.ts';
import type { Store } from '../../src/usecases/ports.ts';
import { describeOnMongo } from './mongo-database.ts';
import { inOrder, newAward, newCredential, newId, newRevocation, newWriter } from './samples.ts';

// DESIGN section 9: without a transaction, what a crash cut is finished by calling again.
describeOnMongo('crashes and races on MongoDB', ({ url, connection }) => {
  let store: Store;
  let other: Store;
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase({ url });
    store = await openMongoStore({ url });
    other = await openMongoStore({ url });
  });
  afterAll(async () => {
    await store.close();
    await other.close();
    await database.close();
  });

  /** What the ledger on the server tells of these rows, whoever wrote it. */
  async function told(ids: readonly string[]): Promise<LedgerEvent[]> {
    const chains = await store.ledger.chains();
    const entries = await Promise.all(chains.map((chain) => store.ledger.listOf(chain)));
    const events = entries.flat().flatMap((entry) => entry.events);
    return events.filter(({ credentialRowId }) => ids.includes(credentialRowId));
  }

  const toldIds = async (ids: readonly string[]) =>
    inOrder((await told(ids)).map(({ credentialRowId }) => credentialRowId));

  /** Stands where the process dies: rows are stored, their entry is not. */
  const dies = () => {
    throw new Error('killed');
  };

  test('rows stored without their entry are told of once, whoever comes again', async () => {
    const writer = newWriter();
    const awards = [newAward(), newAward(), newAward()];
    await store.awards.insertMany(awards);
    const credentials = awards.map(({ id }) => newCredential({ awardId: id }));
    const ids = inOrder(credentials.map(({ id }) => id));
    // The crash came in the middle of the rows, too.
    await expect(store.credentials.commit(credentials.slice(0, 2), dies)).rejects.toThrow('killed');
    expect(await told(ids)).toEqual([]);
    expect((await store.awards.get(awards[0]?.id ?? ''))?.state).toBe('intended');

    await other.credentials.commit(credentials, writer.entryOf);
    expect(await toldIds(ids)).toEqual(ids);
    expect(writer.entries).toHaveLength(1);
    await store.credentials.commit(credentials, writer.entryOf);
    await other.credentials.commit(credentials, writer.entryOf);
    expect(await toldIds(ids)).toEqual(ids);
    for (const { id } of awards) expect((await store.awards.get(id))?.state).toBe('issued');
  });

  test('a crash of the one that mends is mended', async () => {
    const credential = newCredential();
    await expect(store.credentials.commit([credential], dies)).rejects.toThrow('killed');
    await expect(other.credentials.commit([credential], dies)).rejects.toThrow('killed');
    await store.credentials.commit([credential], newWriter().entryOf);
    expect(await toldIds([credential.id])).toEqual([credential.id]);
  });

  test('several that mend at once tell of each row once', async () => {
    const credentials = Array.from({ length: 10 }, () => newCredential());
    const ids = inOrder(credentials.map(({ id }) => id));
    await expect(store.credentials.commit(credentials, dies)).rejects.toThrow('killed');
    const commits = Array.from({ length: 6 }, (_, at) =>
      (at % 2 ? store : other).credentials.commit(credentials, newWriter().entryOf),
    );
    await Promise.all(commits);
    expect(await toldIds(ids)).toEqual(ids);
  });

  test('parallel commits of the same credentials tell of each once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const awards = Array.from({ length: 50 }, () => newAward());
      await store.awards.insertMany(awards);
      const credentials = awards.map(({ id }) => newCredential({ awardId: id }));
      await Promise.all([
        store.credentials.commit(credentials, newWriter().entryOf),
        other.credentials.commit([...credentials].reverse(), newWriter().entryOf),
        other.credentials.commit(credentials.slice(20), newWriter().entryOf),
      ]);
      const ids = inOrder(credentials.map(({ id }) => id));
      expect(await toldIds(ids)).toEqual(ids);
    }
  });

  test('a revocation stored without its entry is told of with its own date', async () => {
    const revocation = newRevocation();
    const ids = [revocation.credentialRowId];
    await expect(store.revocations.insertMany([revocation], dies)).rejects.toThrow('killed');
    expect(await other.revocations.countOf(revocation.statusListId)).toBe(1);
    const later = { ...revocation, at: '2026-05-01T00:00:00Z' };
    expect(await other.revocations.insertMany([later], newWriter().entryOfEvents)).toEqual(
      new Set(),
    );
    expect(await toldIds(ids)).toEqual(ids);
    expect((await told(ids)).map(({ at }) => at)).toEqual([revocation.at]);
  });

  test('a slot is filled or given up, whichever comes first', async () => {
    const slots = ledgerSlotsOf(database);
    const writer = newWriter();
    const [early, late] = [randomUUID(), randomUUID()];
    await slots.fill(early, writer.entryOfEvents([]));
    await slots.giveUp(early);
    await slots.giveUp(late);
    await expect(slots.fill(late, writer.entryOfEvents([]))).rejects.toMatchObject({
      code: 'storage_unavailable',
    });
    expect(await slots.statesOf([early, late, newId()])).toEqual(
      new Map([
        [early, 'filled'],
        [late, 'given-up'],
      ]),
    );
    expect(await store.ledger.listOf(writer.chain)).toEqual(writer.entries.slice(0, 1));
    expect((await store.ledger.chains()).every((chain) => typeof chain === 'string')).toBe(true);
  });

  test('a place of a chain is never overwritten', async () => {
    const writer = newWriter();
    await store.credentials.commit([newCredential()], writer.entryOf);
    const [first] = writer.entries;
    const again = () => ({ ...newWriter().entryOf([]), chain: writer.chain });
    await expect(other.credentials.commit([newCredential()], again)).rejects.toThrow('one writer');
    expect(await store.ledger.listOf(writer.chain)).toEqual([first]);
  });

  test('an award whose badge is stored is not voided, though its state is behind', async () => {
    const award = newAward();
    const credential = newCredential({ awardId: award.id });
    await store.awards.insertMany([award]);
    await expect(store.credentials.commit([credential], dies)).rejects.toThrow('killed');
    await other.awards.void(award.id);
    expect((await other.awards.get(award.id))?.state).toBe('intended');
    await store.credentials.commit([credential], newWriter().entryOf);
    expect((await other.awards.get(award.id))?.state).toBe('issued');
  });

  test('voiding beside issuing ends one way, the same for everyone', async () => {
    for (let round = 0; round < 20; round += 1) {
      const award = newAward();
      await store.awards.insertMany([award]);
      await Promise.all([
        store.credentials.commit([newCredential({ awardId: award.id })], newWriter().entryOf),
        other.awards.void(award.id),
      ]);
      const end = (await store.awards.get(award.id))?.state;
      expect(['issued', 'voided']).toContain(end);
      await other.awards.void(award.id);
      expect((await other.awards.get(award.id))?.state).toBe(end);
    }
  });

  test('a voiding counts though the crash came before the state of its award', async () => {
    const profileId = newId();
    const awards = Array.from({ length: 12 }, () => newAward({ profileId }));
    await store.awards.insertMany(awards);
    const ids = inOrder(awards.map(({ id }) => id));
    const ended = ids.slice(2, 9);
    const outcomes = connection().collection<{ _id: string; outcome: string }>('award_outcomes');
    await outcomes.insertMany(ended.map((_id) => ({ _id, outcome: 'voided' })));
    const listed = await other.awards.listOf(profileId, { limit: 100 });
    expect(listed.filter(({ state }) => state === 'voided').map(({ id }) => id)).toEqual(ended);
    const seen: string[] = [];
    for (let after = ''; ; ) {
      const page = await other.awards.listIntended({ limit: 3, ...(after ? { after } : {}) });
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1)?.id ?? '';
      // As the use case reads it: a page that is not full is the last.
      if (page.length < 3) break;
    }
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids.filter((id) => !ended.includes(id)));
  });
});
