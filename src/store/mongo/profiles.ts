import type { Profile } from '../../domain/profile.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

const PROFILES: Shape<Profile> = {
  name: 'profiles',
  key: 'id',
  fields: {
    id: 'text',
    handle: 'text',
    origin: 'text',
    name: 'text',
    email: 'text',
    description: 'text',
    insideName: 'text',
    createdAt: 'text',
  },
  indexes: [{ on: { handle: 1, origin: 1 }, unique: true }, { on: { createdAt: 1, id: 1 } }],
};

export function profilesOf(database: Database): Store['profiles'] {
  const profiles = database.table(PROFILES);
  const byHandle = profiles.question(['handle']);
  const every = profiles.question([], { createdAt: 1, id: 1 });
  return {
    insert: profiles.insert,
    describe: (id, { name, email, description, insideName }) =>
      profiles.set([id], { name, email, description, insideName }),
    get: profiles.get,
    byHandle: (handle) => byHandle.first({ handle }),
    list: () => every.all({}),
  };
}
