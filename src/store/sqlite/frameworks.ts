import type { ImportedFramework } from '../../domain/framework.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, question } from './rows.ts';

export function frameworksOf(db: Database): Store['frameworks'] {
  const insert = insertion<ImportedFramework>(
    db,
    `INSERT INTO frameworks (id, profileId, createdAt, framework)
     VALUES (:id, :profileId, :createdAt, :framework)
     ON CONFLICT DO NOTHING`,
  );
  const remove = db.prepare('DELETE FROM frameworks WHERE id = :id AND profileId = :profileId');
  const ofProfile = question<ImportedFramework>(
    db,
    `SELECT id, profileId, createdAt, framework
     FROM frameworks WHERE profileId = :profileId ORDER BY createdAt, id`,
    ['framework'],
  );
  const idsOfProfile = question<{ readonly id: string }>(
    db,
    'SELECT id FROM frameworks WHERE profileId = :profileId ORDER BY createdAt, id',
  );
  return {
    insert: async (framework) => db.write(() => insert(framework)),
    listOf: async (profileId) => ofProfile.all({ profileId }),
    idsOf: async (profileId) => idsOfProfile.all({ profileId }).map(({ id }) => id),
    remove: async (profileId, id) => {
      db.write(() => remove.run({ profileId, id }));
    },
  };
}
