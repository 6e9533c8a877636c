import { expect, test } from '@jest/globals';
import type { SignedCredential } from '../../../src/domain/award.ts';
import type { Handles } from '../contract.ts';
import { inOrder, newAward, newCredential, newId, newWriter } from '../samples.ts';

/** The rows that two writers told their ledgers of. */
function idsIn(...writers: readonly ReturnType<typeof newWriter>[]): string[] {
  return writers.flatMap(({ entries }) =>
    entries.flatMap(({ events }) => events.map(({ credentialRowId }) => credentialRowId)),
  );
}

export function commitContract(use: () => Handles): void {
  test('a commit keeps the credentials, issues their awards and tells the ledger', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const awards = [newAward(), newAward()];
    await store.awards.insertMany(awards);
    const credentials = awards.map(({ id }) => newCredential({ awardId: id }));
    await store.credentials.commit(credentials, writer.entryOf);
    for (const { id } of awards) expect((await other.awards.get(id))?.state).toBe('issued');
    for (const each of credentials) {
      expect(await other.credentials.get(each.id)).toStrictEqual(each);
    }
    expect(writer.entries).toHaveLength(1);
    expect(await other.ledger.listOf(writer.chain)).toStrictEqual(writer.entries);
  });

  test('committing again changes nothing, and adds no entry', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const credentials = [newCredential(), newCredential()];
    await store.credentials.commit(credentials, writer.entryOf);
    await other.credentials.commit(credentials, writer.entryOf);
    const changed = credentials.map((each) => ({ ...each, text: 'changed' }));
    await store.credentials.commit(changed, writer.entryOf);
    await store.credentials.commit([], writer.entryOf);
    expect(await store.ledger.listOf(writer.chain)).toHaveLength(1);
    expect(idsIn(writer)).toEqual(credentials.map(({ id }) => id));
    for (const each of credentials) {
      expect(await store.credentials.get(each.id)).toStrictEqual(each);
    }
  });

  test('an entry tells only of what was not there', async () => {
    const { store } = use();
    const writer = newWriter();
    const [known, fresh] = [newCredential(), newCredential()];
    await store.credentials.commit([known], writer.entryOf);
    await store.credentials.commit([known, fresh, fresh], writer.entryOf);
    expect(writer.entries.map(({ events }) => events.length)).toEqual([1, 1]);
    expect(idsIn(writer)).toEqual([known.id, fresh.id]);
    expect(await store.ledger.listOf(writer.chain)).toStrictEqual(writer.entries);
  });

  test('two parallel commits of the same credentials keep each of them once', async () => {
    const { store, other } = use();
    const [one, two] = [newWriter(), newWriter()];
    const award = newAward();
    await store.awards.insertMany([award]);
    const credentials = Array.from({ length: 20 }, () => newCredential({ awardId: award.id }));
    await Promise.all([
      store.credentials.commit(credentials, one.entryOf),
      other.credentials.commit([...credentials].reverse(), two.entryOf),
    ]);
    const rows = await store.credentials.listOfAward(award.id);
    const ids = inOrder(credentials.map(({ id }) => id));
    expect(inOrder(rows.map(({ id }) => id))).toEqual(ids);
    expect((await other.awards.get(award.id))?.state).toBe('issued');
    const told = [one, two].map(async ({ chain }) => store.ledger.listOf(chain));
    const events = (await Promise.all(told)).flat().flatMap((entry) => entry.events);
    expect(new Set(events.map(({ credentialRowId }) => credentialRowId))).toEqual(new Set(ids));
  });

  test('when the entry cannot be made the caller hears of it, and a new commit mends it', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const award = newAward();
    await store.awards.insertMany([award]);
    const credentials = [newCredential({ awardId: award.id })];
    const broken = (_: readonly SignedCredential[]) => {
      throw new Error('no entry');
    };
    await expect(store.credentials.commit(credentials, broken)).rejects.toThrow('no entry');
    await other.credentials.commit(credentials, writer.entryOf);
    expect(await store.credentials.getMany(credentials.map(({ id }) => id))).toHaveLength(1);
    expect((await store.awards.get(award.id))?.state).toBe('issued');
    expect(await store.ledger.listOf(writer.chain)).toStrictEqual(writer.entries);
    expect(idsIn(writer)).toEqual(credentials.map(({ id }) => id));
  });

  test('a chain is read in order, its last entry alone, and each chain is known', async () => {
    const { store, other } = use();
    const [one, two] = [newWriter(), newWriter()];
    for (let round = 0; round < 12; round += 1) {
      await store.credentials.commit([newCredential()], one.entryOf);
    }
    await other.credentials.commit([newCredential()], two.entryOf);
    const listed = await other.ledger.listOf(one.chain);
    expect(listed.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, seq) => seq));
    expect(listed).toStrictEqual(one.entries);
    expect(await other.ledger.last(one.chain)).toStrictEqual(one.entries.at(-1));
    const chains = await store.ledger.chains();
    expect(chains).toEqual(expect.arrayContaining([one.chain, two.chain]));
    expect(new Set(chains).size).toBe(chains.length);
  });

  test('knows nothing of a chain that nobody wrote', async () => {
    const { store } = use();
    expect(await store.ledger.last(newId())).toBeUndefined();
    expect(await store.ledger.listOf(newId())).toEqual([]);
  });
}
