import { expect, test } from '@jest/globals';
import type { Handles } from '../contract.ts';
import { newDraft, newDraftText, newFramework, newRevision } from '../member-samples.ts';
import { AT, DELICATE_TEXT, LATER, newId } from '../samples.ts';

export function draftsContract(use: () => Handles): void {
  test('a draft comes back as it went in, inside its profile only', async () => {
    const { store, other } = use();
    const draft = newDraft({ replaces: [newId(), newId()], version: '2' });
    expect(await store.drafts.insert(draft)).toBe(true);
    expect(await other.drafts.insert(newDraft({ id: draft.id }))).toBe(false);
    expect(await other.drafts.get(draft.profileId, draft.id)).toStrictEqual(draft);
    expect(await other.drafts.get(newId(), draft.id)).toBeUndefined();
  });

  test('every revision is kept, and the greatest number is the latest', async () => {
    const { store, other } = use();
    const draftId = newId();
    const revisions = [1, 2, 9, 10].map((number) =>
      newRevision({ draftId, number, text: newDraftText(DELICATE_TEXT + number) }),
    );
    for (const each of revisions) expect(await store.drafts.save(each)).toBe(true);
    await store.drafts.save(newRevision({ number: 99 }));
    expect(await other.drafts.latest(draftId)).toStrictEqual(revisions[3]);
    expect(await other.drafts.revision(draftId, 2)).toStrictEqual(revisions[1]);
    expect(await other.drafts.revision(draftId, 3)).toBeUndefined();
  });

  // Issue 3: two workers editing one draft, nobody's work lost.
  test('of 50 parallel saves of one number exactly one is kept', async () => {
    const { store, other } = use();
    const draftId = newId();
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).drafts.save(
          newRevision({ draftId, text: newDraftText(String(at)) }),
        ),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.drafts.latest(draftId))?.text.fr?.name).toBe(String(won.indexOf(true)));
  });

  test('the first publication counts, of 50 parallel ones exactly one', async () => {
    const { store, other } = use();
    const draft = newDraft();
    await store.drafts.insert(draft);
    const publication = (revision: number) => ({
      draftId: draft.id,
      revision,
      by: `member ${revision}`,
      at: AT,
    });
    const won = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        (at % 2 ? store : other).drafts.publish(publication(at + 1)),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    const first = publication(won.indexOf(true) + 1);
    expect(await other.drafts.publication(draft.id)).toStrictEqual(first);
    // A published one stays.
    await store.drafts.remove(draft.profileId, draft.id, LATER);
    expect(await other.drafts.publication(draft.id)).toStrictEqual(first);
    expect(await other.drafts.get(draft.profileId, draft.id)).toStrictEqual(draft);
  });

  test('a removed draft is not there any more, and never published', async () => {
    const { store, other } = use();
    const draft = newDraft();
    const { id: draftId, profileId } = draft;
    await store.drafts.insert(draft);
    await store.drafts.remove(newId(), draftId, AT);
    await store.drafts.remove(profileId, newId(), AT);
    expect(await other.drafts.get(profileId, draftId)).toStrictEqual(draft);
    await store.drafts.remove(profileId, draftId, AT);
    await other.drafts.remove(profileId, draftId, LATER);
    expect(await other.drafts.get(profileId, draftId)).toBeUndefined();
    expect(await other.drafts.publish({ draftId, revision: 1, by: 'operator', at: AT })).toBe(
      false,
    );
    expect(await store.drafts.publication(draftId)).toBeUndefined();
    expect(await store.drafts.insert(draft)).toBe(false);
  });

  test('open drafts are listed newest first, past any number that ended', async () => {
    const { store, other } = use();
    const profileId = newId();
    const drafts = Array.from({ length: 12 }, (_, at) =>
      newDraft({ profileId, createdAt: `2026-03-${String(30 - at)}T00:00:00Z` }),
    );
    for (const each of [...drafts, newDraft()]) await store.drafts.insert(each);
    for (const { id } of drafts.slice(0, 4)) await store.drafts.remove(profileId, id, AT);
    for (const { id } of drafts.slice(5, 9)) {
      await store.drafts.publish({ draftId: id, revision: 1, by: 'operator', at: AT });
    }
    const open = [drafts[4], ...drafts.slice(9)];
    expect(await other.drafts.listOpen(profileId, 3)).toStrictEqual(open.slice(0, 3));
    expect(await other.drafts.listOpen(profileId, 4)).toStrictEqual(open);
    expect(await other.drafts.listOpen(profileId, 100)).toStrictEqual(open);
  });

  test('frameworks of a profile are listed oldest first, until they are removed', async () => {
    const { store, other } = use();
    const profileId = newId();
    const young = newFramework({ profileId, createdAt: LATER });
    const old = newFramework({ profileId, createdAt: AT });
    for (const each of [young, old]) expect(await store.frameworks.insert(each)).toBe(true);
    expect(await other.frameworks.insert(newFramework({ id: old.id }))).toBe(false);
    await store.frameworks.remove(newId(), old.id);
    expect(await other.frameworks.listOf(profileId)).toStrictEqual([old, young]);
    expect(await other.frameworks.idsOf(profileId)).toStrictEqual([old.id, young.id]);
    await store.frameworks.remove(profileId, old.id);
    await other.frameworks.remove(profileId, old.id);
    expect(await other.frameworks.listOf(profileId)).toStrictEqual([young]);
  });

  test('knows nothing of drafts and frameworks that were never put', async () => {
    const { store } = use();
    expect(await store.drafts.get(newId(), newId())).toBeUndefined();
    expect(await store.drafts.listOpen(newId(), 10)).toEqual([]);
    expect(await store.drafts.latest(newId())).toBeUndefined();
    expect(await store.drafts.revision(newId(), 1)).toBeUndefined();
    expect(await store.drafts.publication(newId())).toBeUndefined();
    expect(await store.frameworks.listOf(newId())).toEqual([]);
    expect(await store.frameworks.idsOf(newId())).toEqual([]);
  });
}
