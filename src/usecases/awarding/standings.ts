import type { Award } from '../../domain/award.ts';
import type { Batch } from '../../domain/batch.ts';
import type { Store } from '../ports.ts';
import { badgeId } from './intents.ts';

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

/** The standing of each learner who has any; the others have none of the badge. */
export async function readStandings(
  store: StandingStore,
  batch: Pick<Batch, 'id' | 'profileId' | 'achievementId'>,
  learnerIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (learnerIds.length === 0) return new Map();
  const { profileId, achievementId } = batch;
  const [first, again] = await Promise.all([
    store.awards.ofLearners(profileId, learnerIds, achievementId, ''),
    store.awards.ofLearners(profileId, learnerIds, achievementId, againOccasion(batch)),
  ]);
  const standings = new Map<string, Standing>();
  const read = await standingsOf(store, first);
  for (const award of first) {
    const isOurs = award.batchId === batch.id && award.state !== 'voided';
    const standing = isOurs ? ours(award, false) : read.get(award.id);
    if (standing) standings.set(award.learnerId, standing);
  }
  await readLaterAwards(store, achievementId, standings);
  for (const award of again) standings.set(award.learnerId, ours(award, true));
  return standings;
}

function ours(award: Award, isAgain: boolean): Standing {
  return { kind: 'ours', award, isAgain };
}

async function standingsOf(
  store: StandingStore,
  awards: readonly Award[],
): Promise<ReadonlyMap<string, Standing>> {
  const revocations = await store.revocations.of(awards.map(({ id }) => badgeId(id)));
  const revoked = new Set(revocations.map(({ credentialRowId }) => credentialRowId));
  const lost = awards.filter(({ id, state }) => state === 'issued' && revoked.has(badgeId(id)));
  const answers = await store.awards.answersOf(lost.map(({ id }) => id));
  return new Map(
    awards.map((award): [string, Standing] => {
      const { id, state } = award;
      if (state === 'intended') return [id, { kind: 'waiting', award }];
      const isLost = state === 'voided' || revoked.has(badgeId(id));
      if (!isLost) return [id, { kind: 'has', award }];
      const by = answers.get(id) === 'declined' ? 'learner' : 'centre';
      return [id, { kind: 'lost', award, by }];
    }),
  );
}

/** Whoever lost a badge may have been given it again since, for another occasion. */
async function readLaterAwards(
  store: StandingStore,
  achievementId: string,
  standings: Map<string, Standing>,
): Promise<void> {
  const lost = [...standings.values()].flatMap((one) => (one.kind === 'lost' ? [one.award] : []));
  const histories = await Promise.all(
    lost.map(({ profileId, learnerId }) => store.awards.listOfLearner(profileId, learnerId)),
  );
  const later = histories
    .flat()
    .filter((award) => award.achievementId === achievementId && award.occasion !== '');
  const read = await standingsOf(store, later);
  for (const award of later) {
    const standing = read.get(award.id);
    if (standing?.kind === 'has' || standing?.kind === 'waiting') {
      standings.set(award.learnerId, { kind: 'has', award });
    }
  }
}
