import type { Profile } from '../../domain/profile.ts';
import type { SigningKey } from '../../domain/signing-key.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, question, toRow } from './rows.ts';

export function profilesOf(db: Database): Store['profiles'] {
  const insert = insertion<Profile>(
    db,
    `INSERT INTO profiles (id, handle, origin, name, email, description, insideName, createdAt)
     VALUES (:id, :handle, :origin, :name, :email, :description, :insideName, :createdAt)
     ON CONFLICT DO NOTHING`,
  );
  const describe = db.prepare(
    `UPDATE profiles SET name = :name, email = :email, description = :description,
       insideName = :insideName
     WHERE id = :id`,
  );
  const byId = question<Profile>(
    db,
    `SELECT id, handle, origin, name, email, description, insideName, createdAt
     FROM profiles WHERE id = :id`,
  );
  const byHandle = question<Profile>(
    db,
    `SELECT id, handle, origin, name, email, description, insideName, createdAt
     FROM profiles WHERE handle = :handle LIMIT 1`,
  );
  const every = question<Profile>(
    db,
    `SELECT id, handle, origin, name, email, description, insideName, createdAt
     FROM profiles ORDER BY createdAt, id`,
  );
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
  const insert = insertion<SigningKey>(
    db,
    `INSERT INTO signing_keys
       (id, profileId, kind, kid, publicJwk, createdAt, retiredAt, sealed)
     VALUES (:id, :profileId, :kind, :kid, :publicJwk, :createdAt, :retiredAt, :sealed)
     ON CONFLICT DO NOTHING`,
  );
  const retire = db.prepare(
    'UPDATE signing_keys SET retiredAt = :at WHERE id = :id AND retiredAt IS NULL',
  );
  const byId = question<SigningKey>(
    db,
    `SELECT id, profileId, kind, kid, publicJwk, createdAt, retiredAt, sealed
     FROM signing_keys WHERE id = :id`,
    ['publicJwk'],
  );
  const ofProfile = question<SigningKey>(
    db,
    `SELECT id, profileId, kind, kid, publicJwk, createdAt, retiredAt, sealed
     FROM signing_keys WHERE profileId = :profileId ORDER BY createdAt, id`,
    ['publicJwk'],
  );
  const every = question<SigningKey>(
    db,
    `SELECT id, profileId, kind, kid, publicJwk, createdAt, retiredAt, sealed
     FROM signing_keys ORDER BY createdAt, id`,
    ['publicJwk'],
  );
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
