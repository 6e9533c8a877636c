import type { SigningKey } from '../../domain/signing-key.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import type { Shape } from './table.ts';

const KEYS: Shape<SigningKey> = {
  name: 'signing_keys',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    kind: 'text',
    kid: 'text',
    publicJwk: 'json',
    sealed: 'text',
    createdAt: 'text',
    retiredAt: 'text',
  },
  indexes: [{ on: { profileId: 1, createdAt: 1, id: 1 } }, { on: { createdAt: 1, id: 1 } }],
};

export function keysOf(database: Database): Store['keys'] {
  const keys = database.table(KEYS);
  const retirements = datesOf(database, 'key_retirements');
  const ofProfile = keys.question(['profileId'], { createdAt: 1, id: 1 });
  const every = keys.question([], { createdAt: 1, id: 1 });

  const dated = (found: readonly SigningKey[]) => retirements.onto(found, 'retiredAt');

  return {
    insert: keys.insert,
    get: async (id) => (await dated(await keys.getMany([id])))[0],
    listOf: async (profileId) => dated(await ofProfile.all({ profileId })),
    listAll: async () => dated(await every.all({})),
    retire: async (id, at) => {
      if (await keys.get(id)) await retirements.insert(id, at);
    },
  };
}
