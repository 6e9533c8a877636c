import type { Profile } from '../../domain/profile.ts';
import type { SigningKey } from '../../domain/signing-key.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertionInto, questionFrom, type Table, toRow } from './rows.ts';

const PROFILES: Table<Profile> = {
  name: 'profiles',
  columns: ['id', 'handle', 'origin', 'name', 'email', 'description', 'insideName', 'createdAt'],
};

const SIGNING_KEYS: Table<SigningKey> = {
  name: 'signing_keys',
  columns: ['id', 'profileId', 'kind', 'kid', 'publicJwk', 'createdAt', 'retiredAt', 'sealed'],
  json: ['publicJwk'],
};

export function profilesOf(db: Database): Store['profiles'] {
  const insert = insertionInto(db, PROFILES);
  const describe = db.prepare(
    `UPDATE profiles SET name = :name, email = :email, description = :description,
       insideName = :insideName
     WHERE id = :id`,
  );
  const byId = questionFrom(db, PROFILES, 'WHERE id = :id');
  const byHandle = questionFrom(db, PROFILES, 'WHERE handle = :handle LIMIT 1');
  const every = questionFrom(db, PROFILES, 'ORDER BY createdAt, id');
  return {
    insert: async (profile) => db.write(() => insert(profile)),
    describe: async (id, { name, email, description, insideName }) => {
      db.write(() => describe.run(toRow({ id, name, email, description, insideName })));
    },
    get: async (id) => byId.first({ id }),
    byHandle: async (handle) => byHandle.first({ handle }),
    list: async () => every.all({}),
  };
}

export function keysOf(db: Database): Store['keys'] {
  const insert = insertionInto(db, SIGNING_KEYS);
  const retire = db.prepare(
    'UPDATE signing_keys SET retiredAt = :at WHERE id = :id AND retiredAt IS NULL',
  );
  const byId = questionFrom(db, SIGNING_KEYS, 'WHERE id = :id');
  const ofProfile = questionFrom(
    db,
    SIGNING_KEYS,
    'WHERE profileId = :profileId ORDER BY createdAt, id',
  );
  const every = questionFrom(db, SIGNING_KEYS, 'ORDER BY createdAt, id');
  return {
    insert: async (key) => db.write(() => insert(key)),
    get: async (id) => byId.first({ id }),
    listOf: async (profileId) => ofProfile.all({ profileId }),
    listAll: async () => every.all({}),
    retire: async (id, at) => {
      db.write(() => retire.run({ id, at }));
    },
  };
}
