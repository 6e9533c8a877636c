import type { Achievement } from '../../domain/achievement.ts';
import { groupIdsOf } from '../../domain/achievement-group.ts';
import type { Award } from '../../domain/award.ts';
import type { Batch } from '../../domain/batch.ts';
import type { Store } from '../ports.ts';
import { revokedAmong } from './revoked-awards.ts';

/** What somebody has of one badge, seen from a batch that may award it. */
export type Standing =
  | { readonly kind: 'none' }
  /** Decided earlier, and to be signed. */
  | { readonly kind: 'waiting'; readonly award: Award }
  /** Decided by this very batch. */
  | { readonly kind: 'ours'; readonly award: Award; readonly isAgain: boolean }
  | { readonly kind: 'has'; readonly award: Award }
  /** Taken back, by the centre or by the learner who declined it. */
  | { readonly kind: 'lost'; readonly award: Award; readonly by: 'centre' | 'learner' };

type StandingStore = Pick<Store, 'awards' | 'revocations'>;

/** The occasion of those to whom a batch awards a badge that they have, or had. */
export function againOccasion({ id }: Pick<Batch, 'id'>): string {
  return `again:${id}`;
}

/**
 * The standing of each learner who has any; the others have none of the badge. Whoever has it in
 * another of its languages has it.
 */
export async function readStandings(
  store: StandingStore,
  batch: Pick<Batch, 'id' | 'profileId'>,
  achievement: Achievement,
  learnerIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (learnerIds.length === 0) return new Map();
  const group = groupIdsOf(achievement);
  const awards = await store.awards.ofLearners(batch.profileId, learnerIds, group);
  const read = await standingsOf(store, batch, awards);
  const standings = new Map<string, Standing>();
  const again = againOccasion(batch);
  for (const award of awards.filter(({ occasion }) => occasion === '')) {
    const standing = read.get(award.id);
    const before = standings.get(award.learnerId);
    if (standing && RANK[standing.kind] > RANK[before?.kind ?? 'none']) {
      standings.set(award.learnerId, standing);
    }
  }
  // Whoever lost a badge may have been given it again since, for another occasion.
  for (const award of awards.filter(({ occasion }) => occasion !== '' && occasion !== again)) {
    const isThere = ['has', 'waiting'].includes(read.get(award.id)?.kind ?? 'none');
    const isLost = standings.get(award.learnerId)?.kind === 'lost';
    if (isThere && isLost) standings.set(award.learnerId, { kind: 'has', award });
  }
  for (const award of awards.filter(({ occasion }) => occasion === again)) {
    standings.set(award.learnerId, { kind: 'ours', award, isAgain: true });
  }
  return standings;
}

/** Which standing counts of somebody who was awarded the badge in two languages. */
const RANK = { none: 0, lost: 1, waiting: 2, has: 3, ours: 4 } as const;

async function standingsOf(
  store: StandingStore,
  batch: Pick<Batch, 'id'>,
  awards: readonly Award[],
): Promise<ReadonlyMap<string, Standing>> {
  const revoked = await revokedAmong(store, awards);
  const lost = awards.filter(({ id, state }) => state === 'issued' && revoked.has(id));
  const answers = await store.awards.answersOf(lost.map(({ id }) => id));
  return new Map(
    awards.map((award): [string, Standing] => {
      const { id, state } = award;
      if (award.batchId === batch.id && state !== 'voided') {
        return [id, { kind: 'ours', award, isAgain: false }];
      }
      if (state === 'intended') return [id, { kind: 'waiting', award }];
      if (state !== 'voided' && !revoked.has(id)) return [id, { kind: 'has', award }];
      const by = answers.get(id) === 'declined' ? 'learner' : 'centre';
      return [id, { kind: 'lost', award, by }];
    }),
  );
}
