import type { ImportedFramework } from '../../domain/framework.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

const FRAMEWORKS: Shape<ImportedFramework> = {
  name: 'frameworks',
  key: 'id',
  fields: { id: 'text', profileId: 'text', framework: 'json', createdAt: 'text' },
  indexes: [{ on: { profileId: 1, createdAt: 1, id: 1 } }],
};

export function frameworksOf(database: Database): Store['frameworks'] {
  const frameworks = database.table(FRAMEWORKS);
  const order = { createdAt: 1, id: 1 } as const;
  const ofProfile = frameworks.question(['profileId'], order);
  const idsOfProfile = frameworks.question(['profileId'], order, ['id']);
  return {
    insert: frameworks.insert,
    listOf: (profileId) => ofProfile.all({ profileId }),
    idsOf: async (profileId) => (await idsOfProfile.all({ profileId })).map(({ id }) => id),
    remove: async (profileId, id) => {
      const framework = await frameworks.get(id);
      if (framework?.profileId === profileId) await frameworks.remove([id]);
    },
  };
}
