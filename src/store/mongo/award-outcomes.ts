import type { Award } from '../../domain/award.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

export const AWARDS: Shape<Award> = {
  name: 'awards',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    learnerId: 'text',
    achievementId: 'text',
    workshopId: 'text',
    awardedBy: 'text',
    occasion: 'text',
    sentence: 'text',
    awardedDate: 'text',
    batchId: 'text',
    state: 'text',
  },
  indexes: [
    { on: { profileId: 1, learnerId: 1, achievementId: 1, occasion: 1 }, unique: true },
    { on: { profileId: 1, learnerId: 1, awardedDate: -1, id: -1 } },
    { on: { profileId: 1, id: 1 } },
    { on: { state: 1, id: 1 } },
  ],
};

type Outcome = 'issued' | 'voided';

interface OutcomeRow {
  readonly awardId: string;
  readonly outcome: Outcome;
}

const OUTCOMES: Shape<OutcomeRow> = {
  name: 'award_outcomes',
  key: 'awardId',
  fields: { awardId: 'text', outcome: 'text' },
  indexes: [],
};

export interface AwardOutcomes {
  /** Ends awards; one that has ended already stays as it ended. */
  settle(awardIds: readonly string[], outcome: Outcome): Promise<void>;
  /** The awards as they stand. */
  overlay(awards: readonly Award[]): Promise<Award[]>;
}

/**
 * How an award ended is a row of its own, inserted once: whoever is first decides. The `state` of
 * the award itself only follows it, so that what is still to do has an index: `intended` there
 * means "look at the outcome", anything else is final.
 */
export function outcomesOf(database: Database): AwardOutcomes {
  const awards = database.table(AWARDS);
  const outcomes = database.table(OUTCOMES);

  async function endOf(awardIds: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
    const found = await outcomes.getMany(awardIds);
    return new Map(found.map(({ awardId, outcome }) => [awardId, outcome]));
  }

  return {
    settle: async (awardIds, outcome) => {
      const rows = [...new Set(awardIds)].map((awardId) => ({ awardId, outcome }));
      const first = new Set((await outcomes.insertMany(rows)).map(({ awardId }) => awardId));
      // A crash may have come between the outcome of another and its state: write that one too.
      const known = await endOf(rows.map(({ awardId }) => awardId).filter((id) => !first.has(id)));
      for (const state of ['issued', 'voided'] as const) {
        const ended = [...known].filter(([, end]) => end === state).map(([id]) => id);
        await awards.set(state === outcome ? [...first, ...ended] : ended, { state });
      }
    },
    overlay: async (found) => {
      const unsure = found.filter(({ state }) => state === 'intended');
      const ends = await endOf(unsure.map(({ id }) => id));
      return found.map((award) => ({ ...award, state: ends.get(award.id) ?? award.state }));
    },
  };
}
