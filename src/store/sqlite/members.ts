import type { Passkey } from '../../domain/passkey.ts';
import type { Member } from '../../domain/profile.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, question, toRow } from './rows.ts';

export function membersOf(db: Database): Store['members'] {
  const insert = insertion<Member>(
    db,
    `INSERT INTO members (id, profileId, role, name, email, createdAt, removedAt)
     VALUES (:id, :profileId, :role, :name, :email, :createdAt, :removedAt)
     ON CONFLICT DO NOTHING`,
  );
  const describe = db.prepare(
    'UPDATE members SET name = :name, email = :email WHERE id = :id AND profileId = :profileId',
  );
  const keepName = db.prepare(
    `INSERT INTO member_names (memberId, name)
     SELECT id, name FROM members
     WHERE id = :id AND profileId = :profileId AND name IS NOT NULL
     ON CONFLICT DO NOTHING`,
  );
  const names = question<{ name: string }>(
    db,
    `SELECT name FROM members WHERE id = :id AND name IS NOT NULL
     UNION ALL SELECT name FROM member_names WHERE memberId = :id`,
  );
  const remove = db.prepare(
    `UPDATE members SET removedAt = :at
     WHERE id = :id AND profileId = :profileId AND removedAt IS NULL`,
  );
  const byId = question<Member>(
    db,
    `SELECT id, profileId, role, name, email, createdAt, removedAt
     FROM members WHERE id = :id`,
  );
  const ofProfile = question<Member>(
    db,
    `SELECT id, profileId, role, name, email, createdAt, removedAt
     FROM members WHERE profileId = :profileId ORDER BY createdAt, id`,
  );
  const byEmail = question<Member>(
    db,
    `SELECT id, profileId, role, name, email, createdAt, removedAt
     FROM members WHERE email = :email ORDER BY createdAt, id`,
  );
  return {
    insert: async (member) => db.write(() => insert(member)),
    get: async (id) => byId.first({ id }),
    listOf: async (profileId) => ofProfile.all({ profileId }),
    byEmail: async (email) => byEmail.all({ email }),
    describe: async (profileId, id, { name, email }) => {
      db.write(() => {
        keepName.run({ profileId, id });
        describe.run(toRow({ profileId, id, name, email }));
      });
    },
    namesOf: async (id) => [...new Set(names.all({ id }).map(({ name }) => name))],
    remove: async (profileId, id, at) => {
      db.write(() => remove.run({ profileId, id, at }));
    },
  };
}

export function passkeysOf(db: Database): Store['passkeys'] {
  const insert = insertion<Passkey>(
    db,
    `INSERT INTO passkeys
       (id, memberId, profileId, publicKey, transports, name, counter, via, createdAt)
     VALUES (:id, :memberId, :profileId, :publicKey, :transports, :name, :counter, :via,
       :createdAt)
     ON CONFLICT DO NOTHING`,
  );
  const remove = db.prepare('DELETE FROM passkeys WHERE id = :id AND memberId = :memberId');
  const byId = question<Passkey>(
    db,
    `SELECT id, memberId, profileId, publicKey, transports, name, counter, via, createdAt
     FROM passkeys WHERE id = :id`,
    ['transports'],
  );
  const ofMember = question<Passkey>(
    db,
    `SELECT id, memberId, profileId, publicKey, transports, name, counter, via, createdAt
     FROM passkeys WHERE memberId = :memberId ORDER BY createdAt, id`,
    ['transports'],
  );
  return {
    insert: async (passkey) => db.write(() => insert(passkey)),
    get: async (id) => byId.first({ id }),
    listOf: async (memberId) => ofMember.all({ memberId }),
    remove: async (memberId, id) => {
      db.write(() => remove.run({ memberId, id }));
    },
  };
}
