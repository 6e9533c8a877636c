import type { Achievement } from '../../domain/achievement.ts';
import type { AchievementOutline } from '../../domain/achievement-group.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, listParameter, pageParameters, question } from './rows.ts';

const JSON_COLUMNS = ['tags', 'alignments', 'related'] as const;

export function achievementsOf(db: Database): Store['achievements'] {
  const insert = insertion<Achievement>(
    db,
    `INSERT INTO achievements
       (id, profileId, origin, digest, inLanguage, name, achievementType, createdAt, tags,
        alignments, related, pictureHash, imageAlt, version, replaces, archivedAt, description,
        criteria, svg)
     VALUES
       (:id, :profileId, :origin, :digest, :inLanguage, :name, :achievementType, :createdAt, :tags,
        :alignments, :related, :pictureHash, :imageAlt, :version, :replaces, :archivedAt,
        :description, :criteria, :svg)
     ON CONFLICT DO NOTHING`,
  );
  const archive = db.prepare(
    'UPDATE achievements SET archivedAt = :at WHERE id = :id AND archivedAt IS NULL',
  );
  const unarchive = db.prepare('UPDATE achievements SET archivedAt = NULL WHERE id = :id');
  const byId = question<Achievement>(
    db,
    `SELECT id, profileId, origin, digest, inLanguage, name, achievementType, createdAt, tags,
       alignments, related, pictureHash, imageAlt, version, replaces, archivedAt, description,
       criteria, svg
     FROM achievements WHERE id = :id`,
    JSON_COLUMNS,
  );
  const byIds = question<Achievement>(
    db,
    `SELECT id, profileId, origin, digest, inLanguage, name, achievementType, createdAt, tags,
       alignments, related, pictureHash, imageAlt, version, replaces, archivedAt, description,
       criteria, svg
     FROM achievements WHERE id IN (SELECT value FROM json_each(:ids))`,
    JSON_COLUMNS,
  );
  const byDigest = question<Achievement>(
    db,
    `SELECT id, profileId, origin, digest, inLanguage, name, achievementType, createdAt, tags,
       alignments, related, pictureHash, imageAlt, version, replaces, archivedAt, description,
       criteria, svg
     FROM achievements WHERE profileId = :profileId AND digest = :digest ORDER BY inLanguage`,
    JSON_COLUMNS,
  );
  const byName = question<Achievement>(
    db,
    `SELECT id, profileId, origin, digest, inLanguage, name, achievementType, createdAt, tags,
       alignments, related, pictureHash, imageAlt, version, replaces, archivedAt, description,
       criteria, svg
     FROM achievements WHERE profileId = :profileId AND name = :name
     ORDER BY createdAt DESC, id DESC`,
    JSON_COLUMNS,
  );
  const ofProfile = question<Achievement>(
    db,
    `SELECT id, profileId, origin, digest, inLanguage, name, achievementType, createdAt, tags,
       alignments, related, pictureHash, imageAlt, version, replaces, archivedAt, description,
       criteria, svg
     FROM achievements WHERE profileId = :profileId AND id > :after ORDER BY id LIMIT :limit`,
    JSON_COLUMNS,
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
