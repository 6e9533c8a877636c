import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { AT, LATER, newId, newLink } from '../samples.ts';

export function linksContract(use: () => Handles): void {
  test('a link comes back as it went in, once by its secret', async () => {
    const { store, other } = use();
    const bare = newLink({ kind: 'learner-session' });
    const full = newLink({
      kind: 'waiting',
      expiresAt: LATER,
      binding: newId(),
      note: 'Firefox 🦊',
    });
    expect(await store.links.insert(bare)).toBe(true);
    expect(await store.links.insert(full)).toBe(true);
    expect(await other.links.insert(newLink({ secretHash: bare.secretHash }))).toBe(false);
    expect(await other.links.get(bare.secretHash)).toStrictEqual(bare);
    expect(await other.links.get(full.secretHash)).toStrictEqual(full);
  });

  test('of 50 parallel uses of a link exactly one is the first', async () => {
    const { store, other } = use();
    const link = newLink();
    await store.links.insert(link);
    expect(await other.links.wasUsed(link.secretHash)).toBe(false);
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).links.use(link.secretHash, AT),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await other.links.use(link.secretHash, LATER)).toBe(false);
    expect(await other.links.wasUsed(link.secretHash)).toBe(true);
    expect(await other.links.get(link.secretHash)).toStrictEqual(link);
  });

  test('forgetting takes the links that ended before a moment; one without an end stays', async () => {
    const { store, other } = use();
    const ended = newLink({ expiresAt: '2000-01-01T00:00:00.000Z' });
    const open = newLink({ expiresAt: '2000-01-03T00:00:00.000Z' });
    const endless = newLink();
    for (const link of [ended, open, endless]) await store.links.insert(link);
    await other.links.forget('2000-01-02T00:00:00.000Z');
    expect(await store.links.get(ended.secretHash)).toBeUndefined();
    expect(await store.links.get(open.secretHash)).toStrictEqual(open);
    expect(await store.links.get(endless.secretHash)).toStrictEqual(endless);
    await other.links.forget('2000-01-04T00:00:00.000Z');
    expect(await store.links.get(open.secretHash)).toBeUndefined();
  });

  test('a use is forgotten after its link, and not long after', async () => {
    const { store, other } = use();
    const link = newLink({ expiresAt: '2000-01-01T00:00:00.000Z' });
    await store.links.insert(link);
    await store.links.use(link.secretHash, '2000-01-01T00:00:00.000Z');
    await other.links.forget('2000-03-01T00:00:00.000Z');
    await store.links.insert(link);
    expect(await store.links.use(link.secretHash, AT)).toBe(true);
    await store.links.remove(link.secretHash);
  });

  test('a link that is not there, or no more, opens nothing', async () => {
    const { store, other } = use();
    const link = newLink();
    await store.links.insert(link);
    await other.links.remove(link.secretHash);
    await other.links.remove(link.secretHash);
    expect(await store.links.get(link.secretHash)).toBeUndefined();
    expect(await store.links.use(link.secretHash, AT)).toBe(false);
    expect(await store.links.use(newId(), AT)).toBe(false);
  });

  test('the links of a target and kind are listed newest first, until they are removed', async () => {
    const { store, other } = use();
    const targetId = newId();
    const old = newLink({ targetId, kind: 'session', createdAt: AT, note: 'Téléphone' });
    const young = newLink({ targetId, kind: 'session', createdAt: LATER });
    const noise = [newLink({ targetId, kind: 'sign-in' }), newLink({ kind: 'session' })];
    for (const each of [old, young, ...noise]) await store.links.insert(each);
    await store.links.use(old.secretHash, AT);
    expect(await other.links.listOf(targetId, 'session')).toStrictEqual([young, old]);
    const among = (ids: string[]) => other.links.targetsAmong(ids, 'session');
    expect(await among([targetId, noise[0]?.targetId ?? '', newId()])).toEqual(new Set([targetId]));
    expect(await among([])).toEqual(new Set());
    await store.links.remove(young.secretHash);
    expect(await other.links.listOf(targetId, 'session')).toStrictEqual([old]);
  });

  test('a session in use gets a later end, never an earlier one', async () => {
    const { store, other } = use();
    const link = newLink({ kind: 'learner-session', expiresAt: LATER, idleSeconds: 60 });
    await store.links.insert(link);
    expect(await other.links.get(link.secretHash)).toStrictEqual(link);
    await other.links.prolong(link.secretHash, AT);
    expect(await store.links.get(link.secretHash)).toStrictEqual(link);
    const later = '2026-03-16T09:30:00Z';
    await other.links.prolong(link.secretHash, later);
    expect(await store.links.get(link.secretHash)).toStrictEqual({ ...link, expiresAt: later });
    expect(await store.links.listOf(link.targetId, 'learner-session')).toStrictEqual([
      { ...link, expiresAt: later },
    ]);
  });

  test('a session that was closed stays so, and a link without an end keeps none', async () => {
    const { store, other } = use();
    const [closed, endless] = [newLink({ expiresAt: AT }), newLink()];
    for (const link of [closed, endless]) await store.links.insert(link);
    await store.links.remove(closed.secretHash);
    for (const { secretHash } of [closed, endless]) await other.links.prolong(secretHash, LATER);
    expect(await store.links.get(closed.secretHash)).toBeUndefined();
    expect(await store.links.get(endless.secretHash)).toStrictEqual(endless);
  });

  test('a prolonged session is forgotten after its new end', async () => {
    const { store, other } = use();
    const link = newLink({ expiresAt: '2000-01-01T00:00:00.000Z' });
    await store.links.insert(link);
    await store.links.prolong(link.secretHash, '2000-01-03T00:00:00.000Z');
    await other.links.forget('2000-01-02T00:00:00.000Z');
    expect((await store.links.get(link.secretHash))?.expiresAt).toBe('2000-01-03T00:00:00.000Z');
    await other.links.forget('2000-01-04T00:00:00.000Z');
    expect(await store.links.get(link.secretHash)).toBeUndefined();
  });

  test('knows nothing of links that were never put', async () => {
    const { store } = use();
    expect(await store.links.get(newId())).toBeUndefined();
    expect(await store.links.listOf(newId(), 'session')).toEqual([]);
  });
}
