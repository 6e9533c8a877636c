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
    { on: { profileId: 1, awardedDate: -1, id: -1 } },
    { on: { profileId: 1, achievementId: 1, awardedDate: -1, id: -1 } },
    { on: { profileId: 1, workshopId: 1, awardedDate: -1, id: -1 } },
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
  /** Ends awards; one that has ended already stays as it ended. Answers those that ended otherwise. */
  claim(awardIds: readonly string[], outcome: Outcome): Promise<ReadonlySet<string>>;
  /** Writes into the awards how they ended: from then on no start looks at them. */
  mark(awardIds: readonly string[]): Promise<void>;
  /** The awards as they stand. */
  overlay(awards: readonly Award[]): Promise<Award[]>;
}

/**
 * How an award ends is a row of its own, inserted once: whoever is first decides. The `state` of
 * the award itself only follows it, so that what is still to do has an index: `intended` there
 * means that it was voided, or that its badge is still to be stored or its state to be marked.
 */
export function outcomesOf(database: Database): AwardOutcomes {
  const awards = database.table(AWARDS);
  const outcomes = database.table(OUTCOMES);

  async function endOf(awardIds: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
    const found = await outcomes.getMany(awardIds);
    return new Map(found.map(({ awardId, outcome }) => [awardId, outcome]));
  }

  return {
    claim: async (awardIds, outcome) => {
      const rows = [...new Set(awardIds)].map((awardId) => ({ awardId, outcome }));
      const first = new Set((await outcomes.insertMany(rows)).map(({ awardId }) => awardId));
      const ends = await endOf(rows.map(({ awardId }) => awardId).filter((id) => !first.has(id)));
      return new Set([...ends].filter(([, end]) => end !== outcome).map(([id]) => id));
    },
    mark: async (awardIds) => {
      const ends = await endOf([...new Set(awardIds)]);
      for (const state of ['issued', 'voided'] as const) {
        const ended = [...ends].filter(([, end]) => end === state).map(([id]) => id);
        await awards.set(ended, { state });
      }
    },
    overlay: async (found) => {
      const unsure = found.filter(({ state }) => state === 'intended');
      const ends = await endOf(unsure.map(({ id }) => id));
      // One that is to be issued and not marked so yet was cut by a crash: it is still to finish.
      return found.map((award) =>
        ends.get(award.id) === 'voided' ? { ...award, state: 'voided' } : award,
      );
    },
  };
}
