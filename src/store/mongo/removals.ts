import type { Removal } from '../../domain/removal.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { fullPage } from './full-page.ts';
import type { Shape } from './table.ts';

/** By the id of its award. */
type RemovalRow = Omit<Removal, 'awardId'> & { readonly id: string };

export const REMOVALS: Shape<RemovalRow> = {
  name: 'removals',
  key: 'id',
  fields: {
    id: 'text',
    learnerId: 'text',
    profileId: 'text',
    via: 'text',
    askedAt: 'text',
    dueAt: 'text',
  },
  indexes: [{ on: { learnerId: 1, askedAt: -1, id: -1 } }],
};

export function removalsOf(database: Database): Store['removals'] {
  const removals = database.table(REMOVALS);
  const ofLearner = removals.question(['learnerId'], { askedAt: -1, id: -1 });
  // Rows stand for a week at most: there are few of them.
  const all = removals.question([], { id: 1 });
  const removeOne = removals.removalOf(['id', 'dueAt']);
  return {
    insert: ({ awardId, ...removal }) => removals.insert({ ...removal, id: awardId }),
    ofAwards: async (awardIds) => (await removals.getMany(awardIds)).map(removalOf),
    listOf: async (learnerId) => (await ofLearner.all({ learnerId })).map(removalOf),
    listDue: (before, page) =>
      fullPage(
        page,
        (part) => all.page({}, part),
        async (rows) => rows.filter(({ dueAt }) => dueAt < before).map(removalOf),
      ),
    takeUp: async (id, at) => {
      const removal = await removals.get(id);
      if (removal === undefined || removal.dueAt <= at) return false;
      // The very one that was read: it never gets another date.
      return (await removeOne({ id, dueAt: removal.dueAt })) === 1;
    },
    remove: (awardId) => removals.remove([awardId]),
  };
}

function removalOf({ id, ...removal }: RemovalRow): Removal {
  return { ...removal, awardId: id };
}
