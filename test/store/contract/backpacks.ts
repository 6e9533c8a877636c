import { expect, test } from '@jest/globals';
import type { ImportedBadge, ImportOutline } from '../../../src/domain/backpack.ts';
import type { Handles } from '../contract.ts';
import { newCollection, newImport, newNote, newPhoto } from '../learner-samples.ts';
import { newDraft, newDraftText, newRevision } from '../member-samples.ts';
import { AT, LATER, newAchievement, newId } from '../samples.ts';

function withoutText({ text: _, ...outline }: ImportedBadge): ImportOutline {
  return outline;
}

const BYTES = new Uint8Array([0x89, 0x50, 0, 0xff]);

export function backpacksContract(use: () => Handles): void {
  test('the last note of an entry counts', async () => {
    const { store, other } = use();
    const first = newNote();
    const { learnerId, entryId } = first;
    const second = newNote({ learnerId, entryId, ownWords: '', hidden: true, savedAt: LATER });
    const beside = newNote({ learnerId });
    for (const each of [first, beside, newNote({ entryId })]) await store.notes.save(each);
    await other.notes.save(second);
    const notes = await store.notes.listOf(learnerId);
    expect(notes).toHaveLength(2);
    expect(notes.find((note) => note.entryId === entryId)).toStrictEqual(second);
    expect(notes.find((note) => note.entryId === beside.entryId)).toStrictEqual(beside);
    expect(await store.notes.listOf(newId())).toEqual([]);
  });

  // Hidden in one tab, described in the other: neither is lost.
  test('a note keeps what is not said anew of it', async () => {
    const { store, other } = use();
    const { learnerId, entryId } = newNote();
    const base = { learnerId, entryId };
    await Promise.all([
      store.notes.save({ ...base, hidden: true, savedAt: AT }),
      other.notes.save({ ...base, ownWords: 'À moi', savedAt: AT }),
    ]);
    const note = { ...base, ownWords: 'À moi', hidden: true, savedAt: AT };
    expect(await store.notes.listOf(learnerId)).toStrictEqual([note]);
    await other.notes.save({ ...base, ownWords: '', savedAt: LATER });
    await store.notes.save({ ...base, hidden: false, savedAt: LATER });
    expect(await other.notes.listOf(learnerId)).toStrictEqual([
      { ...base, ownWords: '', hidden: false, savedAt: LATER },
    ]);
  });

  test('a collection comes back as it went in, to its learner only', async () => {
    const { store, other } = use();
    const collection = newCollection({ entryIds: [] });
    const { id, learnerId } = collection;
    expect(await store.collections.insert(collection)).toBe(true);
    expect(await other.collections.insert(newCollection({ id }))).toBe(false);
    expect(await other.collections.get(learnerId, id)).toStrictEqual(collection);
    expect(await other.collections.get(newId(), id)).toBeUndefined();
  });

  test('a collection changes its title and entries, in their order, by its learner alone', async () => {
    const { store, other } = use();
    const collection = newCollection();
    const { id, learnerId } = collection;
    await store.collections.insert(collection);
    const parts = { title: 'Pour moi 💪', entryIds: [newId(), newId(), newId()] };
    expect(await other.collections.change(newId(), id, collection, parts)).toBe(false);
    expect(await store.collections.get(learnerId, id)).toStrictEqual(collection);
    const emptied = { title: 'Avant', entryIds: [] };
    expect(await other.collections.change(learnerId, id, collection, emptied)).toBe(true);
    expect(await other.collections.change(learnerId, id, emptied, { title: '' })).toBe(true);
    expect(await other.collections.change(learnerId, id, { ...emptied, title: '' }, parts)).toBe(
      true,
    );
    expect(await store.collections.get(learnerId, id)).toStrictEqual({ ...collection, ...parts });
    expect(await store.collections.listOf(learnerId)).toStrictEqual([{ ...collection, ...parts }]);
  });

  // Two tabs: what one of them did may not be undone by what the other had read before.
  test('a collection changes only while its title and entries are those that were read', async () => {
    const { store, other } = use();
    const collection = newCollection();
    const { id, learnerId, entryIds } = collection;
    await store.collections.insert(collection);
    const [one, two] = [newId(), newId()];
    const quick = { entryIds: [...entryIds, one] };
    const late = { title: 'Trop tard', entryIds: [...entryIds, two] };
    expect(await store.collections.change(learnerId, id, collection, quick)).toBe(true);
    expect(await other.collections.change(learnerId, id, collection, late)).toBe(false);
    const now = { ...collection, ...quick };
    expect(await other.collections.get(learnerId, id)).toStrictEqual(now);
    expect(await other.collections.change(learnerId, id, now, { title: 'Stage' })).toBe(true);
    expect(await store.collections.change(learnerId, id, now, { title: 'Moi' })).toBe(false);
    expect(await store.collections.get(learnerId, id)).toMatchObject({ title: 'Stage' });
  });

  test('the collections of a learner are listed oldest first, until they are removed', async () => {
    const { store, other } = use();
    const learnerId = newId();
    const young = newCollection({ learnerId, createdAt: LATER });
    const old = newCollection({ learnerId, createdAt: AT });
    for (const each of [young, old, newCollection()]) await store.collections.insert(each);
    await other.collections.remove(newId(), old.id);
    expect(await other.collections.listOf(learnerId)).toStrictEqual([old, young]);
    await other.collections.remove(learnerId, old.id);
    await other.collections.remove(learnerId, old.id);
    // Another tab still has it open.
    const zombie = { title: 'Zombie', entryIds: [] };
    expect(await other.collections.change(learnerId, old.id, old, zombie)).toBe(false);
    expect(await store.collections.get(learnerId, old.id)).toBeUndefined();
    expect(await store.collections.listOf(learnerId)).toStrictEqual([young]);
  });

  test('an imported badge comes back byte for byte, once in one backpack', async () => {
    const { store, other } = use();
    const bare = newImport();
    const full = newImport({
      learnerId: bare.learnerId,
      pictureHash: newId(),
      alignments: [{ framework: 'a.b', name: '$c', url: 'https://skills.test/1', code: '1' }],
      importedAt: LATER,
      via: `card:${newId()}`,
      text: 'eyJ.e30.sig',
    });
    const { id, learnerId, digest } = bare;
    for (const each of [bare, full]) expect(await store.imports.insert(each)).toBe(true);
    expect(await other.imports.insert(newImport({ id }))).toBe(false);
    expect(await other.imports.insert(newImport({ learnerId, digest }))).toBe(false);
    expect(await other.imports.insert(newImport({ digest }))).toBe(true);
    expect(await other.imports.get(learnerId, id)).toStrictEqual(bare);
    expect(await other.imports.get(newId(), id)).toBeUndefined();
    expect(await other.imports.listOf(learnerId)).toStrictEqual([full, bare].map(withoutText));
    const stranger = newImport();
    await store.imports.insert(stranger);
    const both = await other.imports.getMany(learnerId, [id, newId(), full.id, stranger.id]);
    expect(both).toHaveLength(2);
    expect(both).toEqual(expect.arrayContaining([bare, full]));
    expect(await other.imports.getMany(learnerId, [])).toEqual([]);
  });

  test('the last check of an imported badge counts, of its own learner alone', async () => {
    const { store, other } = use();
    const bare = newImport();
    const seen = newImport({
      learnerId: bare.learnerId,
      importedAt: LATER,
      checked: { outcome: 'verified', at: AT },
    });
    const { id, learnerId } = bare;
    for (const each of [bare, seen]) await store.imports.insert(each);
    const first = { outcome: 'undetermined', at: AT } as const;
    const last = { outcome: 'rejected', at: LATER } as const;
    await other.imports.check(newId(), id, first);
    await other.imports.check(learnerId, newId(), first);
    const before = [seen, bare].map(withoutText);
    expect(await store.imports.listOf(learnerId)).toStrictEqual(before);
    await store.imports.check(learnerId, id, first);
    await other.imports.check(learnerId, id, last);
    const now = { ...bare, checked: last };
    expect(await store.imports.get(learnerId, id)).toStrictEqual(now);
    expect(await other.imports.getMany(learnerId, [id])).toStrictEqual([now]);
    expect(await other.imports.listOf(learnerId)).toStrictEqual([seen, now].map(withoutText));
  });

  test('the bytes of what one learner brought are counted in UTF-8', async () => {
    const { store, other } = use();
    const learnerId = newId();
    expect(await store.imports.bytesOf(learnerId)).toBe(0);
    const texts = ['é', '{"a":"💪"}'];
    for (const text of texts) await store.imports.insert(newImport({ learnerId, text }));
    await store.imports.insert(newImport());
    expect(await other.imports.bytesOf(learnerId)).toBe(Buffer.byteLength(texts.join('')));
  });

  test('an imported badge that was removed may come again; nobody removes those of others', async () => {
    const { store, other } = use();
    const badge = newImport();
    const { id, learnerId } = badge;
    await store.imports.insert(badge);
    await other.imports.remove(newId(), id);
    expect(await store.imports.get(learnerId, id)).toStrictEqual(badge);
    await other.imports.remove(learnerId, id);
    await other.imports.remove(learnerId, id);
    expect(await store.imports.listOf(learnerId)).toEqual([]);
    expect(await store.imports.insert({ ...badge, id: newId() })).toBe(true);
  });

  test('photos are listed oldest first, and found inside their profile only', async () => {
    const { store, other } = use();
    const [profileId, learnerId] = [newId(), newId()];
    const young = newPhoto({ profileId, learnerId, createdAt: LATER, recognisable: true });
    const old = newPhoto({ profileId, learnerId, createdAt: AT });
    for (const each of [young, old, newPhoto()]) expect(await store.photos.insert(each)).toBe(true);
    expect(await other.photos.insert(newPhoto({ id: old.id }))).toBe(false);
    expect(await other.photos.get(profileId, young.id)).toStrictEqual(young);
    expect(await other.photos.get(newId(), young.id)).toBeUndefined();
    await other.photos.remove(newId(), old.id);
    expect(await other.photos.listOf(learnerId)).toStrictEqual([old, young]);
    await other.photos.remove(profileId, old.id);
    await other.photos.remove(profileId, old.id);
    expect(await store.photos.listOf(learnerId)).toStrictEqual([young]);
    expect(await store.photos.get(profileId, old.id)).toBeUndefined();
  });

  // SECURITY section 4: what a young person takes away is gone, its bytes too.
  test('photos that show who it is are listed by id, a page at a time', async () => {
    const { store, other } = use();
    const shown = Array.from({ length: 3 }, () => newPhoto({ recognisable: true }));
    const hidden = newPhoto();
    for (const each of [...shown, hidden]) await store.photos.insert(each);
    const found: string[] = [];
    for (;;) {
      const after = found.at(-1);
      const page = await other.photos.listRecognisable({ limit: 2, ...(after ? { after } : {}) });
      found.push(...page.map(({ id }) => id));
      if (page.length < 2) break;
    }
    expect(found).toEqual(found.toSorted());
    expect(found).toEqual(expect.arrayContaining(shown.map(({ id }) => id)));
    expect(found).not.toContain(hidden.id);
  });

  test('a photo takes its picture with it, an import too', async () => {
    const { store, other } = use();
    const photo = newPhoto();
    const badge = newImport({ pictureHash: newId() });
    const hashes = [photo.pictureHash, badge.pictureHash ?? ''];
    for (const hash of hashes) await store.pictures.put(hash, BYTES);
    await store.photos.insert(photo);
    await store.imports.insert(badge);
    await other.photos.remove(photo.profileId, photo.id);
    await other.imports.remove(badge.learnerId, badge.id);
    for (const hash of hashes) expect(await store.pictures.get(hash)).toBeUndefined();
  });

  test('a picture that something else shows stays', async () => {
    const { store, other } = use();
    const profileId = newId();
    const hash = () => newId().replaceAll('-', '').padEnd(64, '0');
    const photos = Array.from({ length: 4 }, () => newPhoto({ profileId, pictureHash: hash() }));
    const [first, second, third, fourth] = photos.map(({ pictureHash }) => pictureHash);
    for (const each of photos) {
      await store.pictures.put(each.pictureHash, BYTES);
      await store.photos.insert(each);
    }
    await store.photos.insert(newPhoto({ pictureHash: first ?? '' }));
    await store.imports.insert(newImport({ pictureHash: second ?? '' }));
    await store.achievements.insert(newAchievement({ pictureHash: third ?? '' }));
    const draft = newDraft({ profileId });
    const text = newDraftText('Robot');
    await store.drafts.insert(draft);
    await store.drafts.save(
      newRevision({
        draftId: draft.id,
        text: { ...text, picture: { kind: 'upload', hash: fourth ?? '' } },
      }),
    );
    for (const { id } of photos) await other.photos.remove(profileId, id);
    for (const { pictureHash } of photos) {
      expect(await store.pictures.get(pictureHash)).toEqual(BYTES);
    }
  });
}
