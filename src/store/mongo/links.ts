import type { Link } from '../../domain/link.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

export const LINKS: Shape<Link> = {
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
    idleSeconds: 'number',
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
    prolong: async (secretHash, expiresAt) => {
      const link = await links.get(secretHash);
      // One without an end has a later one already.
      if (link?.expiresAt === undefined || link.expiresAt >= expiresAt) return;
      await links.set([secretHash], { expiresAt });
    },
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

/** The links of schema 2 that opened a backpack: cards do that now. Harmless when run again. */
export async function dropBackpackLinks(database: Database): Promise<void> {
  const links = database.table(LINKS);
  const every = links.question([], { secretHash: 1 }, ['secretHash', 'kind']);
  let after = '';
  for (;;) {
    const page = await every.page({}, { after, limit: LINKS_AT_ONCE });
    const old = page.filter(({ kind }) => String(kind) === 'backpack');
    await links.remove(old.map(({ secretHash }) => secretHash));
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.secretHash;
  }
}

const LINKS_AT_ONCE = 1000;
