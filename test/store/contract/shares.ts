import { expect, test } from '@jest/globals';
import type { Share } from '../../../src/domain/share.ts';
import type { Handles } from '../contract.ts';
import { newShare } from '../learner-samples.ts';
import { AT, LATER, newId } from '../samples.ts';

export function sharesContract(use: () => Handles): void {
  test('a share comes back as it went in, by its token, its key and its id', async () => {
    const { store, other } = use();
    const bare = newShare();
    const full = newShare({
      kind: 'public',
      entryIds: [newId(), newId(), newId()],
      title: 'Mes robots',
      signedName: 'Zoé D’Arc',
      via: `card:${newId()}`,
      withdrawnAt: LATER,
    });
    for (const each of [bare, full]) {
      expect(await store.shares.insert(each)).toBe(true);
      expect(await other.shares.byTokenHash(each.tokenHash)).toStrictEqual(each);
      expect(await other.shares.byKeyHash(each.keyHash)).toStrictEqual(each);
      expect(await other.shares.get(each.profileId, each.id)).toStrictEqual(each);
    }
    expect(await other.shares.get(full.profileId, bare.id)).toBeUndefined();
    expect(await other.shares.byTokenHash(bare.keyHash)).toBeUndefined();
    expect(await other.shares.byKeyHash(bare.tokenHash)).toBeUndefined();
  });

  test('a share is unique by id, by token and by key; a refused one leaves nothing', async () => {
    const { store, other } = use();
    const { id, tokenHash, keyHash } = newShare();
    const share = newShare({ id, tokenHash, keyHash });
    await store.shares.insert(share);
    for (const taken of [{ id }, { tokenHash }, { keyHash }]) {
      const late = newShare(taken);
      expect(await other.shares.insert(late)).toBe(false);
      expect(await store.shares.listOfLearner(late.profileId, late.learnerId)).toEqual([]);
    }
    const refused = newShare({ keyHash });
    await other.shares.insert(refused);
    expect(await store.shares.byTokenHash(refused.tokenHash)).toBeUndefined();
    expect(await store.shares.get(refused.profileId, refused.id)).toBeUndefined();
    expect(await store.shares.byKeyHash(keyHash)).toStrictEqual(share);
  });

  test('the shares of a learner are listed newest first', async () => {
    const { store } = use();
    const [profileId, learnerId] = [newId(), newId()];
    const old = newShare({ profileId, learnerId, createdAt: AT });
    const young = newShare({ profileId, learnerId, createdAt: LATER });
    for (const share of [old, young, newShare({ profileId }), newShare({ learnerId })]) {
      await store.shares.insert(share);
    }
    expect(await store.shares.listOfLearner(profileId, learnerId)).toStrictEqual([young, old]);
  });

  test('withdrawing keeps the first date, and is for the own profile alone', async () => {
    const { store, other } = use();
    const share = newShare();
    await store.shares.insert(share);
    await store.shares.withdraw(newId(), share.id, AT);
    expect(await store.shares.byTokenHash(share.tokenHash)).toStrictEqual(share);
    await store.shares.withdraw(share.profileId, share.id, AT);
    await other.shares.withdraw(share.profileId, share.id, LATER);
    await other.shares.withdraw(share.profileId, newId(), LATER);
    const withdrawn = { ...share, withdrawnAt: AT };
    expect(await other.shares.byTokenHash(share.tokenHash)).toStrictEqual(withdrawn);
    expect(await other.shares.byKeyHash(share.keyHash)).toStrictEqual(withdrawn);
    expect(await other.shares.get(share.profileId, share.id)).toStrictEqual(withdrawn);
    expect(await other.shares.listOfLearner(share.profileId, share.learnerId)).toStrictEqual([
      withdrawn,
    ]);
  });

  test('withdrawn shares that have named copies are listed by id, a page at a time', async () => {
    const { store, other } = use();
    const named = [1, 2, 3].map(() => newShare({ signedName: 'Zoé' }));
    const [first, second, open] = named;
    const nameless = newShare();
    for (const share of [...named, nameless]) await store.shares.insert(share);
    for (const share of [first, second, nameless]) {
      if (share) await store.shares.withdraw(share.profileId, share.id, AT);
    }
    const listed: string[] = [];
    let page: Share[] = [];
    do {
      const after = listed.at(-1);
      page = await other.shares.listWithdrawnNamed({ limit: 2, ...(after ? { after } : {}) });
      listed.push(...page.map(({ id }) => id));
      expect(page.every(({ withdrawnAt }) => withdrawnAt !== undefined)).toBe(true);
    } while (page.length > 0);
    // A database may hold shares of other tests.
    expect(listed).toEqual([...listed].sort());
    expect(listed).toEqual(expect.arrayContaining([first?.id, second?.id]));
    expect(listed).not.toContain(open?.id);
    expect(listed).not.toContain(nameless.id);
  });

  test('shares that somebody had to agree to are listed by id until they are withdrawn', async () => {
    const { store, other } = use();
    const asking = [
      newShare({ signedName: 'Zoé' }),
      newShare({ kind: 'public' }),
      newShare({ signedName: 'Zoé', kind: 'public' }),
    ];
    const withdrawn = newShare({ signedName: 'Zoé' });
    const nameless = newShare();
    for (const share of [...asking, withdrawn, nameless]) await store.shares.insert(share);
    await store.shares.withdraw(withdrawn.profileId, withdrawn.id, AT);
    const listed: Share[] = [];
    let page: Share[] = [];
    do {
      const after = listed.at(-1)?.id;
      page = await other.shares.listConsented({ limit: 2, ...(after ? { after } : {}) });
      listed.push(...page);
    } while (page.length > 0);
    // A database may hold shares of other tests.
    const ids = listed.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(listed).toEqual(expect.arrayContaining(asking));
    expect(ids).not.toContain(withdrawn.id);
    expect(ids).not.toContain(nameless.id);
  });

  test('several are found at once, inside their profile', async () => {
    const { store, other } = use();
    const profileId = newId();
    const [one, two, foreign] = [newShare({ profileId }), newShare({ profileId }), newShare()];
    for (const each of [one, two, foreign]) await store.shares.insert(each);
    await store.shares.withdraw(profileId, two.id, AT);
    const found = await other.shares.getMany(profileId, [one.id, two.id, foreign.id, newId()]);
    expect(new Set(found)).toEqual(new Set([one, { ...two, withdrawnAt: AT }]));
    expect(await other.shares.getMany(profileId, [])).toEqual([]);
  });

  test('every opening is counted, each once', async () => {
    const { store, other } = use();
    const [often, once, never] = [newId(), newId(), newId()];
    const openings = Array.from({ length: 50 }, () => ({ id: newId(), shareId: often, at: AT }));
    const counted = await Promise.all(
      openings.map((opening, at) => (at % 2 ? store : other).shares.opened(opening)),
    );
    expect(counted.every(Boolean)).toBe(true);
    for (const opening of openings.slice(0, 3)) {
      expect(await other.shares.opened(opening)).toBe(false);
    }
    await store.shares.opened({ id: newId(), shareId: once, at: LATER });
    await store.shares.opened({ id: newId(), shareId: newId(), at: LATER });
    expect(await other.shares.openings([often, once, never])).toEqual(
      new Map([
        [often, 50],
        [once, 1],
      ]),
    );
    expect(await other.shares.openings([])).toEqual(new Map());
  });

  test('knows nothing of shares that were never put', async () => {
    const { store } = use();
    expect(await store.shares.get(newId(), newId())).toBeUndefined();
    expect(await store.shares.byTokenHash(newId())).toBeUndefined();
    expect(await store.shares.byKeyHash(newId())).toBeUndefined();
    expect(await store.shares.listOfLearner(newId(), newId())).toEqual([]);
  });
}
