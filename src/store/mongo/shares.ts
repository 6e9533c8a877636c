import type { Share } from '../../domain/share.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

/**
 * `awardId` is what a share of schema 2 had in place of its entries. `consented` stands on those
 * that somebody had to agree to, until they are withdrawn.
 */
export type ShareRow = Share & { readonly awardId?: string; readonly consented?: 'consented' };

export const SHARES: Shape<ShareRow> = {
  name: 'shares',
  key: 'id',
  fields: {
    id: 'text',
    tokenHash: 'text',
    keyHash: 'text',
    profileId: 'text',
    learnerId: 'text',
    kind: 'text',
    entryIds: 'json',
    title: 'text',
    label: 'text',
    signedName: 'text',
    via: 'text',
    createdAt: 'text',
    expiresAt: 'text',
    withdrawnAt: 'text',
    awardId: 'text',
    consented: 'text',
  },
  indexes: [
    { on: { tokenHash: 1 }, unique: true },
    { on: { keyHash: 1 }, unique: true },
    { on: { profileId: 1, learnerId: 1, createdAt: -1, id: -1 } },
    { on: { consented: 1, id: 1 } },
  ],
};

/** The first counts: a row of its own. `named` is what a start looks over, and needs an index here. */
interface Withdrawal {
  readonly id: string;
  readonly at: string;
  readonly named?: 'named';
}

export const WITHDRAWALS: Shape<Withdrawal> = {
  name: 'share_withdrawals',
  key: 'id',
  fields: { id: 'text', at: 'text', named: 'text' },
  indexes: [{ on: { named: 1, id: 1 } }],
};

export function sharesOf(database: Database): Store['shares'] {
  const shares = database.table(SHARES);
  const withdrawals = database.table(WITHDRAWALS);
  return {
    insert: async ({ withdrawnAt, ...share }) => {
      const wentIn = await shares.insert(
        withdrawnAt === undefined && isConsented(share)
          ? { ...share, consented: 'consented' }
          : share,
      );
      if (wentIn && withdrawnAt !== undefined) {
        await withdrawals.insert(withdrawalOf(share, withdrawnAt));
      }
      return wentIn;
    },
    withdraw: async (profileId, id, at) => {
      const share = await shares.get(id);
      if (share?.profileId !== profileId) return;
      await withdrawals.insert(withdrawalOf(share, at));
      if (share.consented) await shares.set([id], { consented: undefined });
    },
    ...questionsOf(database),
    ...openingsOf(database),
  };
}

type Questions = Exclude<keyof Store['shares'], 'insert' | 'withdraw' | 'opened' | 'openings'>;

function questionsOf(database: Database): Pick<Store['shares'], Questions> {
  const shares = database.table(SHARES);
  const withdrawals = database.table(WITHDRAWALS);
  const byToken = shares.question(['tokenHash']);
  const byKey = shares.question(['keyHash']);
  const ofLearner = shares.question(['profileId', 'learnerId'], { createdAt: -1, id: -1 });
  const named = withdrawals.question(['named'], { id: 1 });
  const consented = shares.question(['consented'], { id: 1 });

  async function dated(found: readonly ShareRow[]): Promise<Share[]> {
    const rows = await withdrawals.getMany(found.map(({ id }) => id));
    const dates = new Map(rows.map(({ id, at }) => [id, at]));
    return found.map(({ consented: _mark, ...share }) => {
      const withdrawnAt = dates.get(share.id);
      return withdrawnAt === undefined ? share : { ...share, withdrawnAt };
    });
  }

  return {
    get: async (profileId, id) => {
      const [share] = await dated(await shares.getMany([id]));
      return share?.profileId === profileId ? share : undefined;
    },
    getMany: async (profileId, ids) => {
      const found = await dated(await shares.getMany(ids));
      return found.filter((share) => share.profileId === profileId);
    },
    byTokenHash: async (tokenHash) => (await dated(await byToken.all({ tokenHash })))[0],
    byKeyHash: async (keyHash) => (await dated(await byKey.all({ keyHash })))[0],
    listOfLearner: async (profileId, learnerId) =>
      dated(await ofLearner.all({ profileId, learnerId })),
    listWithdrawnNamed: async (page) => {
      const rows = await named.page({ named: 'named' }, page);
      const found = await dated(await shares.getMany(rows.map(({ id }) => id)));
      const byId = new Map(found.map((share) => [share.id, share]));
      return rows.flatMap(({ id }) => byId.get(id) ?? []);
    },
    listConsented: async (page) => dated(await consented.page({ consented: 'consented' }, page)),
  };
}

function isConsented({ kind, signedName }: Share): boolean {
  return kind === 'public' || signedName !== undefined;
}

function withdrawalOf({ id, signedName }: Share, at: string): Withdrawal {
  return { id, at, ...(signedName === undefined ? {} : { named: 'named' }) };
}

interface Opening {
  readonly id: string;
  readonly shareId: string;
  readonly at: string;
}

export const OPENINGS: Shape<Opening> = {
  name: 'share_openings',
  key: 'id',
  fields: { id: 'text', shareId: 'text', at: 'text' },
  indexes: [{ on: { shareId: 1 } }],
};

function openingsOf(database: Database): Pick<Store['shares'], 'opened' | 'openings'> {
  const openings = database.table(OPENINGS);
  const tally = openings.tally('shareId');
  return {
    opened: openings.insert,
    openings: tally,
  };
}

/** Gives the shares of schema 2 the shape of today. Harmless when run again. */
export async function renewShares(database: Database): Promise<void> {
  const shares = database.table(SHARES);
  const every = shares.question([], { id: 1 });
  let after = '';
  for (;;) {
    const page = await every.page({}, { after, limit: SHARES_AT_ONCE });
    for (const { id, awardId, tokenHash } of page) {
      if (awardId === undefined) continue;
      await shares.set([id], {
        entryIds: [awardId],
        kind: 'link',
        title: '',
        keyHash: tokenHash,
        awardId: undefined,
      });
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

const SHARES_AT_ONCE = 1000;
