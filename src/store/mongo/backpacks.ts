import {
  type Collection,
  type ImportedBadge,
  OUTLINE_FIELDS,
  type Photo,
} from '../../domain/backpack.ts';
import type { Store } from '../../usecases/ports.ts';
import { COLLECTIONS, IMPORTS, NOTES, PHOTOS } from './backpack-rows.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';
import { unneededPicturesOf } from './unneeded-pictures.ts';

export function notesOf(database: Database): Store['notes'] {
  const notes = database.table(NOTES);
  const ofLearner = notes.question(['learnerId']);
  return {
    save: async ({ entryId, learnerId, ...change }) => {
      const id = `${learnerId}:${entryId}`;
      const row = { id, entryId, learnerId, ownWords: '', hidden: false, ...change };
      if (!(await notes.insert(row))) await notes.set([id], change);
    },
    listOf: async (learnerId) =>
      (await ofLearner.all({ learnerId })).map(({ id: _, ...note }) => note),
  };
}

export function collectionsOf(database: Database): Store['collections'] {
  const collections = database.table(COLLECTIONS);
  const ofLearner = collections.question(['learnerId'], { createdAt: 1, id: 1 });

  async function get(learnerId: string, id: string): Promise<Collection | undefined> {
    const collection = await collections.get(id);
    return collection?.learnerId === learnerId ? collection : undefined;
  }

  return {
    insert: collections.insert,
    change: (learnerId, id, { title, entryIds }, parts) =>
      collections.setWhile(id, { learnerId, title, entryIds }, parts),
    get,
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    remove: async (learnerId, id) => {
      if (await get(learnerId, id)) await collections.remove([id]);
    },
  };
}

export function importsOf(database: Database): Store['imports'] {
  const imports = database.table(IMPORTS);
  const removePictures = unneededPicturesOf(database);
  const ofLearner = imports.question(['learnerId'], { importedAt: -1, id: -1 }, OUTLINE_FIELDS);
  const lengths = imports.question(['learnerId'], {}, ['id', 'bytes']);

  async function get(learnerId: string, id: string): Promise<ImportedBadge | undefined> {
    return (await getMany(learnerId, [id]))[0];
  }

  async function getMany(learnerId: string, ids: readonly string[]): Promise<ImportedBadge[]> {
    const rows = (await imports.getMany(ids)).filter((row) => row.learnerId === learnerId);
    return rows.map(({ bytes: _, ...badge }) => badge);
  }

  return {
    insert: (badge) => imports.insert({ ...badge, bytes: Buffer.byteLength(badge.text) }),
    get,
    getMany,
    check: async (learnerId, id, checked) => {
      if (await get(learnerId, id)) await imports.set([id], { checked });
    },
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    bytesOf: async (learnerId) =>
      (await lengths.all({ learnerId })).reduce((sum, { bytes }) => sum + bytes, 0),
    remove: async (learnerId, id) => {
      const badge = await get(learnerId, id);
      if (!badge) return;
      await removePictures(
        badge.profileId,
        [badge.pictureHash ?? []].flat(),
        (row) => row.id === id,
      );
      await imports.remove([id]);
    },
  };
}

export function photosOf(database: Database): Store['photos'] {
  const photos = database.table(PHOTOS);
  const removePictures = unneededPicturesOf(database);
  const ofLearner = photos.question(['learnerId'], { createdAt: 1, id: 1 });

  const recognisable = photos.question(['recognisable'], { id: 1 });

  async function get(profileId: string, id: string): Promise<Photo | undefined> {
    const photo = await photos.get(id);
    return photo?.profileId === profileId ? photo : undefined;
  }

  return {
    insert: photos.insert,
    get,
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    listRecognisable: (page) => recognisable.page({ recognisable: anyOf(['true']) }, page),
    remove: async (profileId, id) => {
      const photo = await get(profileId, id);
      if (!photo) return;
      await removePictures(profileId, [photo.pictureHash], (row) => row.id === id);
      await photos.remove([id]);
    },
  };
}
