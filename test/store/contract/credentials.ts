import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { DELICATE_TEXT, inOrder, newCredential, newId, newIntent, newWriter } from '../samples.ts';

export function credentialsContract(use: () => Handles): void {
  // DESIGN section 4: what was signed is stored and served unchanged.
  test('the text to sign comes back byte for byte', async () => {
    const { store, other } = use();
    const intent = newIntent({ text: DELICATE_TEXT });
    await store.intents.insertMany([intent]);
    const found = await other.intents.get(intent.id);
    expect(Buffer.from(found?.text ?? '').equals(Buffer.from(DELICATE_TEXT))).toBe(true);
  });

  test('an intent comes back as it went in, and an intent that is there stays', async () => {
    const { store, other } = use();
    const full = newIntent({ awardId: newId(), statusListId: newId(), statusIndex: 0 });
    const list = newIntent({ kind: 'status-list' });
    await store.intents.insertMany([full, list]);
    const next = newIntent();
    await other.intents.insertMany([{ ...full, text: 'changed' }, next]);
    expect(await store.intents.get(full.id)).toStrictEqual(full);
    expect(await store.intents.get(list.id)).toStrictEqual(list);
    const found = await store.intents.getMany([next.id, newId(), full.id]);
    expect(inOrder(found.map(({ id }) => id))).toEqual(inOrder([full.id, next.id]));
    expect(await store.intents.getMany([])).toEqual([]);
    await store.intents.insertMany([]);
  });

  test('forgetting takes the intents of one kind that were made before a moment', async () => {
    const { store, other } = use();
    const start = `kind-${newId()}.`;
    const made = (id: string, created: string) => newIntent({ id, created });
    const old = made(`${start}a`, '2026-11-19T00:00:00Z');
    const fresh = made(`${start}b`, '2026-11-21T00:00:00Z');
    const others = made(newId(), '2026-11-19T00:00:00Z');
    await store.intents.insertMany([old, fresh, others]);
    await other.intents.forget(start, '2026-11-20T00:00:00Z');
    expect(await store.intents.get(old.id)).toBeUndefined();
    expect(await store.intents.getMany([fresh.id, others.id])).toHaveLength(2);
  });

  test('signed text comes back byte for byte', async () => {
    const { store, other } = use();
    const credential = newCredential({ text: DELICATE_TEXT });
    await store.credentials.commit([credential], newWriter().entryOf);
    const bytes = Buffer.from(DELICATE_TEXT);
    const found = await other.credentials.get(credential.id);
    expect(Buffer.from(found?.text ?? '').equals(bytes)).toBe(true);
    const [listed] = await other.credentials.listOfAward(credential.awardId);
    expect(Buffer.from(listed?.text ?? '').equals(bytes)).toBe(true);
  });

  test('a credential comes back as it went in, by every question', async () => {
    const { store, other } = use();
    const writer = newWriter();
    const bare = newCredential();
    const { profileId, awardId, credentialId } = bare;
    const jwt = newCredential({
      profileId,
      awardId,
      credentialId,
      form: 'vc-jwt',
      text: 'eyJh.eyJi.c2ln',
      statusListId: newId(),
      statusIndex: 131_071,
    });
    const alien = newCredential({ credentialId });
    await store.credentials.commit([bare, jwt, alien], writer.entryOf);
    const both = inOrder([bare.id, jwt.id]);
    const ids = (found: readonly { id: string }[]) => inOrder(found.map(({ id }) => id));
    expect(await other.credentials.get(bare.id)).toStrictEqual(bare);
    expect(await other.credentials.get(jwt.id)).toStrictEqual(jwt);
    expect(ids(await other.credentials.getMany([jwt.id, newId(), bare.id]))).toEqual(both);
    expect(ids(await other.credentials.listOfAward(awardId))).toEqual(both);
    const several = await other.credentials.listOfAwards([awardId, newId()]);
    expect(ids(several)).toEqual(both);
    expect(await other.credentials.listOfAwards([])).toEqual([]);
    expect(ids(await other.credentials.byCredentialId(profileId, credentialId))).toEqual(both);
    expect(await other.credentials.byCredentialId(alien.profileId, credentialId)).toStrictEqual([
      alien,
    ]);
  });

  test('knows nothing of intents and credentials that were never put', async () => {
    const { store } = use();
    expect(await store.intents.get(newId())).toBeUndefined();
    expect(await store.intents.getMany([newId()])).toEqual([]);
    expect(await store.credentials.get(newId())).toBeUndefined();
    expect(await store.credentials.getMany([newId()])).toEqual([]);
    expect(await store.credentials.listOfAward(newId())).toEqual([]);
    expect(await store.credentials.byCredentialId(newId(), newId())).toEqual([]);
  });
}
