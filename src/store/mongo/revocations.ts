import type { Revocation } from '../../domain/award.ts';
import type { LedgerEvent } from '../../domain/ledger.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { insertAndTellOf, type Told } from './insert-and-tell.ts';
import type { Shape } from './table.ts';

export const REVOCATIONS: Shape<Told<Revocation>> = {
  name: 'revocations',
  key: 'credentialRowId',
  fields: {
    credentialRowId: 'text',
    profileId: 'text',
    statusListId: 'text',
    statusIndex: 'number',
    revokedBy: 'text',
    reason: 'text',
    at: 'text',
    slot: 'text',
  },
  indexes: [
    { on: { statusListId: 1, statusIndex: 1 } },
    { on: { profileId: 1, at: -1, credentialRowId: -1 } },
  ],
};

export function revocationsOf(database: Database): Store['revocations'] {
  const revocations = database.table(REVOCATIONS);
  const insertAndTell = insertAndTellOf(database, REVOCATIONS);
  const latest = revocations.question(['profileId'], { at: -1, credentialRowId: -1 });
  // The forms of one credential may share a bit.
  const bitsOf = revocations.distinct('statusIndex', ['statusListId']);
  return {
    insertMany: (rows, entryOf) => insertAndTell(rows, (fresh) => entryOf(fresh.map(revokedEvent))),
    of: async (credentialRowIds) => (await revocations.getMany(credentialRowIds)).map(withoutSlot),
    latestOf: async (profileId, page) =>
      (await latest.latest({ profileId }, page)).map(withoutSlot),
    countOf: async (statusListId) => (await bitsOf({ statusListId })).length,
    indexesOf: async (statusListId) =>
      (await bitsOf({ statusListId })).map(Number).sort((a, b) => a - b),
  };
}

function withoutSlot({ slot: _, ...revocation }: Told<Revocation>): Revocation {
  return revocation;
}

function revokedEvent({ credentialRowId, at }: Revocation): LedgerEvent {
  return { kind: 'revoked', credentialRowId, digest: '', at };
}
