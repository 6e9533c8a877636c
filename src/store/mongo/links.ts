import type { Link, Share } from '../../domain/link.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { datesOf } from './dates.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

const LINKS: Shape<Link> = {
  name: 'links',
  key: 'secretHash',
  fields: {
    secretHash: 'text',
    kind: 'text',
    targetId: 'text',
    profileId: 'text',
    createdAt: 'text',
    expiresAt: 'text',
    binding: 'text',
    note: 'text',
  },
  indexes: [
    { on: { targetId: 1, kind: 1, createdAt: -1, secretHash: -1 } },
    { on: { expiresAt: 1 } },
  ],
};

interface Use {
  readonly secretHash: string;
  readonly at: string;
}

const USES: Shape<Use> = {
  name: 'link_uses',
  key: 'secretHash',
  fields: { secretHash: 'text', at: 'text' },
  indexes: [{ on: { at: 1 } }],
};

/** Days after a use in which any link that is used once has long ended. */
const USE_DAYS = 30;

export function linksOf(database: Database): Store['links'] {
  const links = database.table(LINKS);
  // They outlive their links: else a use beside a removal could be the first a second time.
  const uses = database.table(USES);
  const forgetLinks = links.removalBefore('expiresAt');
  const forgetUses = uses.removalBefore('at');
  const ofTarget = links.question(['targetId', 'kind'], { createdAt: -1, secretHash: -1 });
  const targets = links.question(['targetId', 'kind'], {}, ['secretHash', 'targetId']);
  return {
    insert: links.insert,
    get: links.get,
    use: async (secretHash, at) => {
      const link = await links.get(secretHash);
      return link !== undefined && uses.insert({ secretHash, at });
    },
    wasUsed: async (secretHash) => (await uses.get(secretHash)) !== undefined,
    remove: (secretHash) => links.remove([secretHash]),
    listOf: (targetId, kind) => ofTarget.all({ targetId, kind }),
    targetsAmong: async (targetIds, kind) => {
      const rows = await targets.all({ targetId: anyOf(targetIds), kind });
      return new Set(rows.map(({ targetId }) => targetId));
    },
    forget: async (before) => {
      await forgetLinks(before);
      await forgetUses(new Date(Date.parse(before) - USE_DAYS * 86_400_000).toISOString());
    },
  };
}

const SHARES: Shape<Share> = {
  name: 'shares',
  key: 'id',
  fields: {
    id: 'text',
    tokenHash: 'text',
    profileId: 'text',
    learnerId: 'text',
    awardId: 'text',
    label: 'text',
    createdAt: 'text',
    expiresAt: 'text',
    withdrawnAt: 'text',
  },
  indexes: [
    { on: { tokenHash: 1 }, unique: true },
    { on: { profileId: 1, learnerId: 1, createdAt: -1, id: -1 } },
  ],
};

export function sharesOf(database: Database): Store['shares'] {
  const shares = database.table(SHARES);
  const withdrawals = datesOf(database, 'share_withdrawals');
  const byToken = shares.question(['tokenHash']);
  const ofLearner = shares.question(['profileId', 'learnerId'], { createdAt: -1, id: -1 });

  const dated = (found: readonly Share[]) => withdrawals.onto(found, 'withdrawnAt');

  return {
    insert: shares.insert,
    byTokenHash: async (tokenHash) => (await dated(await byToken.all({ tokenHash })))[0],
    listOfLearner: async (profileId, learnerId) =>
      dated(await ofLearner.all({ profileId, learnerId })),
    withdraw: async (profileId, id, at) => {
      const share = await shares.get(id);
      if (share?.profileId === profileId) await withdrawals.insert(id, at);
    },
  };
}
