import type { CredentialIntent, SignedCredential } from '../../domain/award.ts';
import type { Store } from '../../usecases/ports.ts';
import { outcomesOf } from './award-outcomes.ts';
import type { Database } from './database.ts';
import { insertAndTellOf, type Told } from './insert-and-tell.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

export const INTENTS: Shape<CredentialIntent> = {
  name: 'intents',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    awardId: 'text',
    kind: 'text',
    form: 'text',
    keyId: 'text',
    methodId: 'text',
    created: 'text',
    text: 'text',
    statusListId: 'text',
    statusIndex: 'number',
  },
  indexes: [{ on: { awardId: 1 } }],
};

export function intentsOf(database: Database): Store['intents'] {
  const intents = database.table(INTENTS);
  return {
    insertMany: async (rows) => {
      await intents.insertMany(rows);
    },
    get: intents.get,
    getMany: intents.getMany,
    forget: intents.removalOfKeysBefore('created'),
  };
}

export const CREDENTIALS: Shape<Told<SignedCredential>> = {
  name: 'credentials',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    awardId: 'text',
    credentialId: 'text',
    kind: 'text',
    form: 'text',
    text: 'text',
    statusListId: 'text',
    statusIndex: 'number',
    issuedAt: 'text',
    slot: 'text',
  },
  indexes: [
    { on: { awardId: 1, issuedAt: 1, id: 1 } },
    { on: { profileId: 1, credentialId: 1, issuedAt: 1, id: 1 } },
  ],
};

export function credentialsOf(database: Database): Store['credentials'] {
  const credentials = database.table(CREDENTIALS);
  const outcomes = outcomesOf(database);
  const insertAndTell = insertAndTellOf(database, CREDENTIALS);
  const ofAward = credentials.question(['awardId'], { issuedAt: 1, id: 1 });
  const ofAwards = credentials.question(['awardId']);
  const byInnerId = credentials.question(['profileId', 'credentialId'], { issuedAt: 1, id: 1 });
  const all = async (found: Promise<Told<SignedCredential>[]>) => (await found).map(withoutSlot);
  return {
    commit: async (rows, entryOf) => {
      const awardIds = rows.map(({ awardId }) => awardId);
      // First: whoever voids an award from here on comes too late, and a voided one stops here.
      const ended = await outcomes.claim(awardIds, 'issued');
      const kept = rows.filter(({ awardId }) => !ended.has(awardId));
      await insertAndTell(kept, (fresh) => entryOf(fresh.map(withoutSlot)));
      // Last: until here the award is listed as unfinished, so that a start mends what a crash cut.
      await outcomes.mark(awardIds);
      const leftOut = rows.filter(({ awardId }) => ended.has(awardId));
      return new Set(leftOut.map(({ id }) => id));
    },
    get: async (id) => (await all(credentials.getMany([id])))[0],
    getMany: (ids) => all(credentials.getMany(ids)),
    listOfAward: (awardId) => all(ofAward.all({ awardId })),
    listOfAwards: (awardIds) => all(ofAwards.all({ awardId: anyOf(awardIds) })),
    byCredentialId: (profileId, credentialId) => all(byInnerId.all({ profileId, credentialId })),
  };
}

function withoutSlot({ slot: _, ...credential }: Told<SignedCredential>): SignedCredential {
  return credential;
}
