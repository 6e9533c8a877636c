import type { Erasure, ErasureEnd } from '../../domain/erasure.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { eraseOf } from './erase.ts';
import { fullPage } from './full-page.ts';
import type { Shape } from './table.ts';

/** `state` only follows the end, which is a row of its own: so what is to be done has an index. */
type ErasureRow = Omit<Erasure, 'end'> & { readonly state: 'open' | 'ended' };

const ERASURES: Shape<ErasureRow> = {
  name: 'erasures',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    learnerId: 'text',
    askedBy: 'text',
    via: 'text',
    askedAt: 'text',
    dueAt: 'text',
    state: 'text',
  },
  indexes: [{ on: { learnerId: 1, askedAt: -1, id: -1 } }, { on: { state: 1, id: 1 } }],
};

type EndRow = ErasureEnd & { readonly id: string };

const ENDS: Shape<EndRow> = {
  name: 'erasure_ends',
  key: 'id',
  fields: { id: 'text', how: 'text', at: 'text', erased: 'json' },
  indexes: [],
};

export function erasuresOf(database: Database): Store['erasures'] {
  const erasures = database.table(ERASURES);
  const ends = database.table(ENDS);
  const ofLearner = erasures.question(['learnerId'], { askedAt: -1, id: -1 });
  const open = erasures.question(['state'], { id: 1 });

  async function overlay(found: readonly ErasureRow[]): Promise<Erasure[]> {
    const rows = await ends.getMany(found.map(({ id }) => id));
    const endOf = new Map(rows.map(({ id, ...end }) => [id, end]));
    return found.map(({ state: _, ...erasure }) => {
      const end = endOf.get(erasure.id);
      return end === undefined ? erasure : { ...erasure, end };
    });
  }

  async function end(id: string, given: ErasureEnd): Promise<boolean> {
    if ((await erasures.get(id)) === undefined) return false;
    const isFirst = await ends.insert({ ...given, id });
    await erasures.set([id], { state: 'ended' });
    return isFirst;
  }

  return {
    insert: async ({ end: given, ...erasure }) => {
      const wentIn = await erasures.insert({ ...erasure, state: 'open' });
      if (wentIn && given !== undefined) await end(erasure.id, given);
      return wentIn;
    },
    get: async (id) => (await overlay(await erasures.getMany([id])))[0],
    listOf: async (learnerId) => overlay(await ofLearner.all({ learnerId })),
    listDue: (before, page) =>
      fullPage(
        page,
        (part) => open.page({ state: 'open' }, part),
        async (rows) =>
          (await overlay(rows)).filter((each) => each.end === undefined && each.dueAt < before),
      ),
    end,
    erase: eraseOf(database),
  };
}
