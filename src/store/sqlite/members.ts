import type { Passkey } from '../../domain/passkey.ts';
import type { Member } from '../../domain/profile.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertionInto, question, questionFrom, type Table, toRow } from './rows.ts';

const MEMBERS: Table<Member> = {
  name: 'members',
  columns: ['id', 'profileId', 'role', 'name', 'email', 'createdAt', 'removedAt'],
};

const PASSKEYS: Table<Passkey> = {
  name: 'passkeys',
  columns: [
    'id',
    'memberId',
    'profileId',
    'publicKey',
    'transports',
    'name',
    'counter',
    'via',
    'createdAt',
  ],
  json: ['transports'],
};

export function membersOf(db: Database): Store['members'] {
  const insert = insertionInto(db, MEMBERS);
  const describe = db.prepare(
    'UPDATE members SET name = :name, email = :email WHERE id = :id AND profileId = :profileId',
  );
  const keepName = db.prepare(
    `INSERT INTO member_names (memberId, name)
     SELECT id, name FROM members
     WHERE id = :id AND profileId = :profileId AND name IS NOT NULL AND removedAt IS NULL
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
  const forgetNames = db.prepare(
    `DELETE FROM member_names
     WHERE memberId = (SELECT id FROM members WHERE id = :id AND profileId = :profileId)`,
  );
  const byId = questionFrom(db, MEMBERS, 'WHERE id = :id');
  const ofProfile = questionFrom(
    db,
    MEMBERS,
    'WHERE profileId = :profileId ORDER BY createdAt, id',
  );
  const byEmail = questionFrom(db, MEMBERS, 'WHERE email = :email ORDER BY createdAt, id');
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
      db.write(() => {
        remove.run({ profileId, id, at });
        forgetNames.run({ profileId, id });
      });
    },
  };
}

export function passkeysOf(db: Database): Store['passkeys'] {
  const insert = insertionInto(db, PASSKEYS);
  const remove = db.prepare('DELETE FROM passkeys WHERE id = :id AND memberId = :memberId');
  const byId = questionFrom(db, PASSKEYS, 'WHERE id = :id');
  const ofMember = questionFrom(db, PASSKEYS, 'WHERE memberId = :memberId ORDER BY createdAt, id');
  return {
    insert: async (passkey) => db.write(() => insert(passkey)),
    get: async (id) => byId.first({ id }),
    listOf: async (memberId) => ofMember.all({ memberId }),
    remove: async (memberId, id) => {
      db.write(() => remove.run({ memberId, id }));
    },
  };
}
