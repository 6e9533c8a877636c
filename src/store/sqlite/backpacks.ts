import {
  type Collection,
  type EntryNote,
  type ImportedBadge,
  type ImportOutline,
  OUTLINE_FIELDS,
  type Photo,
} from '../../domain/backpack.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  insertionInto,
  listParameter,
  pageParameters,
  question,
  questionFrom,
  type Table,
  toRow,
} from './rows.ts';
import { unneededPictures } from './unneeded-pictures.ts';

const COLLECTIONS: Table<Collection> = {
  name: 'collections',
  columns: ['id', 'learnerId', 'profileId', 'title', 'entryIds', 'createdAt'],
  json: ['entryIds'],
};

const IMPORTS: Table<ImportedBadge> = {
  name: 'imports',
  columns: [...OUTLINE_FIELDS, 'text'],
  json: ['alignments', 'checked'],
};

const PHOTOS: Table<Photo> = {
  name: 'photos',
  columns: [
    'id',
    'profileId',
    'learnerId',
    'awardId',
    'recognisable',
    'pictureHash',
    'createdBy',
    'createdAt',
  ],
  json: ['recognisable'],
};

export function notesOf(db: Database): Store['notes'] {
  const save = db.prepare(
    `INSERT INTO notes (learnerId, entryId, hidden, savedAt, ownWords)
     VALUES (:learnerId, :entryId, coalesce(:hidden, 'false'), :savedAt, coalesce(:ownWords, ''))
     ON CONFLICT (learnerId, entryId) DO UPDATE
     SET hidden = coalesce(:hidden, hidden), savedAt = :savedAt,
       ownWords = coalesce(:ownWords, ownWords)`,
  );
  const ofLearner = question<EntryNote>(
    db,
    `SELECT learnerId, entryId, hidden, savedAt, ownWords
     FROM notes WHERE learnerId = :learnerId`,
    ['hidden'],
  );
  return {
    save: async (note) => {
      db.write(() => save.run(toRow(note)));
    },
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
  };
}

export function collectionsOf(db: Database): Store['collections'] {
  const insert = insertionInto(db, COLLECTIONS);
  const change = db.prepare(
    `UPDATE collections
     SET title = coalesce(:title, title), entryIds = coalesce(:entryIds, entryIds)
     WHERE id = :id AND learnerId = :learnerId
       AND title = :titleBefore AND entryIds = :entriesBefore`,
  );
  const remove = db.prepare('DELETE FROM collections WHERE id = :id AND learnerId = :learnerId');
  const byId = questionFrom(db, COLLECTIONS, 'WHERE id = :id AND learnerId = :learnerId');
  const ofLearner = questionFrom(
    db,
    COLLECTIONS,
    'WHERE learnerId = :learnerId ORDER BY createdAt, id',
  );
  return {
    insert: async (collection) => db.write(() => insert(collection)),
    change: async (learnerId, id, { title: titleBefore, entryIds }, parts) => {
      const before = { titleBefore, entriesBefore: listParameter(entryIds) };
      return db.write(() => change.run({ learnerId, id, ...before, ...toRow(parts) }) === 1);
    },
    get: async (learnerId, id) => byId.first({ learnerId, id }),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    remove: async (learnerId, id) => {
      db.write(() => remove.run({ learnerId, id }));
    },
  };
}

export function importsOf(db: Database): Store['imports'] {
  const insert = insertionInto(db, IMPORTS);
  const remove = db.prepare('DELETE FROM imports WHERE id = :id AND learnerId = :learnerId');
  const check = db.prepare(
    'UPDATE imports SET checked = :checked WHERE id = :id AND learnerId = :learnerId',
  );
  const removePictures = unneededPictures(db);
  const byId = questionFrom(db, IMPORTS, 'WHERE id = :id AND learnerId = :learnerId');
  const byIds = questionFrom(
    db,
    IMPORTS,
    `WHERE id IN (SELECT value FROM json_each(:ids)) AND +learnerId = :learnerId`,
  );
  const ofLearner = question<ImportOutline>(
    db,
    `SELECT ${OUTLINE_FIELDS.join(', ')}
     FROM imports WHERE learnerId = :learnerId ORDER BY importedAt DESC, id DESC`,
    ['alignments', 'checked'],
  );
  const bytes = question<{ readonly bytes: number }>(
    db,
    `SELECT coalesce(sum(octet_length(text)), 0) AS bytes
     FROM imports WHERE learnerId = :learnerId`,
  );
  return {
    insert: async (badge) => db.write(() => insert(badge)),
    get: async (learnerId, id) => byId.first({ learnerId, id }),
    getMany: async (learnerId, ids) => byIds.all({ learnerId, ids: listParameter(ids) }),
    check: async (learnerId, id, checked) => {
      db.write(() => check.run(toRow({ learnerId, id, checked })));
    },
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    bytesOf: async (learnerId) => bytes.first({ learnerId })?.bytes ?? 0,
    remove: async (learnerId, id) => {
      db.write(() => {
        const removed = byId.first({ learnerId, id });
        remove.run({ learnerId, id });
        if (removed?.pictureHash) removePictures(removed.profileId, [removed.pictureHash]);
      });
    },
  };
}

export function photosOf(db: Database): Store['photos'] {
  const insert = insertionInto(db, PHOTOS);
  const remove = db.prepare('DELETE FROM photos WHERE id = :id AND profileId = :profileId');
  const removePictures = unneededPictures(db);
  const byId = questionFrom(db, PHOTOS, 'WHERE id = :id AND profileId = :profileId');
  const ofLearner = questionFrom(db, PHOTOS, 'WHERE learnerId = :learnerId ORDER BY createdAt, id');
  const recognisable = questionFrom(
    db,
    PHOTOS,
    `WHERE recognisable = 'true' AND id > :after ORDER BY id LIMIT :limit`,
  );
  return {
    insert: async (photo) => db.write(() => insert(photo)),
    get: async (profileId, id) => byId.first({ profileId, id }),
    listOf: async (learnerId) => ofLearner.all({ learnerId }),
    listRecognisable: async (page) => recognisable.all(pageParameters(page)),
    remove: async (profileId, id) => {
      db.write(() => {
        const removed = byId.first({ profileId, id });
        remove.run({ profileId, id });
        if (removed) removePictures(profileId, [removed.pictureHash]);
      });
    },
  };
}
