import type { ImportedFramework } from '../../domain/framework.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertionInto, question, questionFrom, type Table } from './rows.ts';

const FRAMEWORKS: Table<ImportedFramework> = {
  name: 'frameworks',
  columns: ['id', 'profileId', 'createdAt', 'framework'],
  json: ['framework'],
};

export function frameworksOf(db: Database): Store['frameworks'] {
  const insert = insertionInto(db, FRAMEWORKS);
  const remove = db.prepare('DELETE FROM frameworks WHERE id = :id AND profileId = :profileId');
  const ofProfile = questionFrom(
    db,
    FRAMEWORKS,
    'WHERE profileId = :profileId ORDER BY createdAt, id',
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
