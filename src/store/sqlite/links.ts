import type { Link } from '../../domain/link.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertionInto, listParameter, question, questionFrom, type Table } from './rows.ts';

const LINKS: Table<Link> = {
  name: 'links',
  columns: [
    'secretHash',
    'kind',
    'targetId',
    'profileId',
    'createdAt',
    'expiresAt',
    'binding',
    'note',
    'idleSeconds',
  ],
};

export function linksOf(db: Database): Store['links'] {
  const insert = insertionInto(db, LINKS);
  const use = db.prepare(
    'UPDATE links SET usedAt = :at WHERE secretHash = :secretHash AND usedAt IS NULL',
  );
  const used = question<{ usedAt: string }>(
    db,
    'SELECT usedAt FROM links WHERE secretHash = :secretHash AND usedAt IS NOT NULL',
  );
  const remove = db.prepare('DELETE FROM links WHERE secretHash = :secretHash');
  const prolong = db.prepare(
    `UPDATE links SET expiresAt = :expiresAt
     WHERE secretHash = :secretHash AND expiresAt < :expiresAt`,
  );
  const forget = db.prepare('DELETE FROM links WHERE expiresAt < :before');
  const bySecret = questionFrom(db, LINKS, 'WHERE secretHash = :secretHash');
  const ofTarget = questionFrom(
    db,
    LINKS,
    `WHERE targetId = :targetId AND kind = :kind
     ORDER BY createdAt DESC, secretHash DESC`,
  );
  const targets = question<{ targetId: string }>(
    db,
    `SELECT targetId FROM links
     WHERE targetId IN (SELECT value FROM json_each(:targetIds)) AND kind = :kind`,
  );
  return {
    insert: async (link) => db.write(() => insert(link)),
    get: async (secretHash) => bySecret.first({ secretHash }),
    use: async (secretHash, at) => db.write(() => use.run({ secretHash, at })) === 1,
    wasUsed: async (secretHash) => used.first({ secretHash }) !== undefined,
    remove: async (secretHash) => {
      db.write(() => remove.run({ secretHash }));
    },
    prolong: async (secretHash, expiresAt) => {
      db.write(() => prolong.run({ secretHash, expiresAt }));
    },
    listOf: async (targetId, kind) => ofTarget.all({ targetId, kind }),
    targetsAmong: async (targetIds, kind) => {
      const rows = targets.all({ targetIds: listParameter(targetIds), kind });
      return new Set(rows.map(({ targetId }) => targetId));
    },
    forget: async (before) => {
      db.write(() => forget.run({ before }));
    },
  };
}
