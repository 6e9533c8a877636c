import type { Achievement } from '../../domain/achievement.ts';
import type { AchievementOutline } from '../../domain/achievement-group.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import {
  insertionInto,
  listParameter,
  pageParameters,
  question,
  questionFrom,
  type Table,
} from './rows.ts';

const ACHIEVEMENTS: Table<Achievement> = {
  name: 'achievements',
  columns: [
    'id',
    'profileId',
    'origin',
    'digest',
    'inLanguage',
    'name',
    'achievementType',
    'createdAt',
    'tags',
    'alignments',
    'related',
    'pictureHash',
    'imageAlt',
    'version',
    'replaces',
    'archivedAt',
    'description',
    'criteria',
    'svg',
  ],
  json: ['tags', 'alignments', 'related'],
};

export function achievementsOf(db: Database): Store['achievements'] {
  const insert = insertionInto(db, ACHIEVEMENTS);
  const archive = db.prepare(
    'UPDATE achievements SET archivedAt = :at WHERE id = :id AND archivedAt IS NULL',
  );
  const unarchive = db.prepare('UPDATE achievements SET archivedAt = NULL WHERE id = :id');
  const byId = questionFrom(db, ACHIEVEMENTS, 'WHERE id = :id');
  const byIds = questionFrom(db, ACHIEVEMENTS, 'WHERE id IN (SELECT value FROM json_each(:ids))');
  const byDigest = questionFrom(
    db,
    ACHIEVEMENTS,
    'WHERE profileId = :profileId AND digest = :digest ORDER BY inLanguage',
  );
  const byName = questionFrom(
    db,
    ACHIEVEMENTS,
    `WHERE profileId = :profileId AND name = :name ORDER BY createdAt DESC, id DESC`,
  );
  const ofProfile = questionFrom(
    db,
    ACHIEVEMENTS,
    'WHERE profileId = :profileId AND id > :after ORDER BY id LIMIT :limit',
  );
  const outlines = question<AchievementOutline>(
    db,
    `SELECT id, profileId, name, inLanguage, related, version, replaces, createdAt, archivedAt
     FROM achievements WHERE profileId = :profileId AND id > :after ORDER BY id LIMIT :limit`,
    ['related'],
  );
  return {
    insert: async (achievement) => db.write(() => insert(achievement)),
    get: async (id) => byId.first({ id }),
    getMany: async (ids) => byIds.all({ ids: listParameter(ids) }),
    byDigest: async (profileId, digest) => byDigest.all({ profileId, digest }),
    byName: async (profileId, name) => byName.all({ profileId, name }),
    listOf: async (profileId, page) => ofProfile.all({ profileId, ...pageParameters(page) }),
    outlinesOf: async (profileId, page) => outlines.all({ profileId, ...pageParameters(page) }),
    archive: async (id, at) => {
      db.write(() => archive.run({ id, at }));
    },
    unarchive: async (id) => {
      db.write(() => unarchive.run({ id }));
    },
  };
}

export function picturesOf(db: Database): Store['pictures'] {
  const put = db.prepare(
    'INSERT INTO pictures (hash, bytes) VALUES (:hash, :bytes) ON CONFLICT DO NOTHING',
  );
  const byHash = question<{ bytes: Uint8Array }>(
    db,
    'SELECT bytes FROM pictures WHERE hash = :hash',
  );
  return {
    put: async (hash, bytes) => {
      db.write(() => put.run({ hash, bytes }));
    },
    get: async (hash) => byHash.first({ hash })?.bytes,
  };
}
