import type { Achievement } from '../../domain/achievement.ts';
import type { Award } from '../../domain/award.ts';
import type { Batch } from '../../domain/batch.ts';
import type { Store } from '../ports.ts';
import { awardsOfBadge } from './awards-of-badge.ts';
import { revokedAmong } from './revoked-awards.ts';

/** What somebody has of one badge, seen from a batch that may award it. */
export type Standing =
  | { readonly kind: 'none' }
  /** Decided earlier, and to be signed. */
  | { readonly kind: 'waiting'; readonly award: Award }
  /** Decided by this very batch. */
  | { readonly kind: 'ours'; readonly award: Award }
  | { readonly kind: 'has'; readonly award: Award; readonly latestId: string }
  /** Taken back, by the centre or by the learner who declined it. */
  | {
      readonly kind: 'lost';
      readonly award: Award;
      readonly latestId: string;
      readonly by: 'centre' | 'learner';
    };

type StandingStore = Pick<Store, 'achievements' | 'awards' | 'credentials' | 'revocations'>;

const AGAIN = 'again:';

/**
 * The occasion of a badge that is awarded once more, after the award that somebody had of it last:
 * two lists that repeat the same one, wherever, come to one and the same award.
 */
export function againOccasion(latestId: string): string {
  return `${AGAIN}${latestId}`;
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
  const awards = await awardsOfBadge(store, batch.profileId, learnerIds, achievement);
  const read = await standingsOf(store, batch, awards);
  const ofLearner = new Map<string, Award[]>();
  for (const award of awards) {
    const own = ofLearner.get(award.learnerId) ?? [];
    own.push(award);
    ofLearner.set(award.learnerId, own);
  }
  return new Map(
    [...ofLearner].flatMap(([learnerId, own]) => {
      const standing = standingAmong(own, read);
      return standing ? [[learnerId, standing] as const] : [];
    }),
  );
}

/** One standing for all that a learner was awarded of the badge, in its languages and again. */
function standingAmong(
  awards: readonly Award[],
  read: ReadonlyMap<string, Read>,
): Standing | undefined {
  const each = awards.flatMap((award) => read.get(award.id) ?? []);
  const isAgain = ({ award }: Read) => award.occasion.startsWith(AGAIN);
  const ours = each.find((one) => one.kind === 'ours' && isAgain(one));
  if (ours) return { kind: 'ours', award: ours.award };
  const first = best(each.filter(({ award }) => award.occasion === ''));
  if (!first) return undefined;
  const { id: latestId } = latestOf(awards);
  if (first.kind !== 'lost') return withLatest(first, latestId);
  // Whoever lost a badge may have been given it again since, for another occasion.
  const now =
    each.find(({ kind }) => kind === 'has') ?? each.find(({ kind }) => kind === 'waiting');
  const last = each.find(({ award }) => award.id === latestId);
  return withLatest(now ?? last ?? first, latestId);
}

function withLatest(standing: Read, latestId: string): Standing {
  return standing.kind === 'has' || standing.kind === 'lost' ? { ...standing, latestId } : standing;
}

/**
 * The award that no other repeats; of several, the one that was decided last. The same for whoever
 * reads the same awards.
 */
function latestOf(awards: readonly Award[]): Award {
  const occasions = new Set(awards.map(({ occasion }) => occasion));
  const ends = awards.filter(({ id }) => !occasions.has(againOccasion(id)));
  const rank = ({ awardedDate, id }: Award) => `${awardedDate} ${id}`;
  const [last] = ends.sort((one, other) => rank(other).localeCompare(rank(one)));
  if (!last) throw new Error('Awards repeat each other in a circle.');
  return last;
}

function best(standings: readonly Read[]): Read | undefined {
  return [...standings].sort((one, other) => RANK[other.kind] - RANK[one.kind])[0];
}

/** Which standing counts of somebody who was awarded the badge in two languages. */
const RANK = { lost: 1, waiting: 2, has: 3, ours: 4 } as const;

/** How one award stands. */
type Read =
  | { readonly kind: 'waiting'; readonly award: Award }
  | { readonly kind: 'ours'; readonly award: Award }
  | { readonly kind: 'has'; readonly award: Award }
  | { readonly kind: 'lost'; readonly award: Award; readonly by: 'centre' | 'learner' };

async function standingsOf(
  store: StandingStore,
  batch: Pick<Batch, 'id'>,
  awards: readonly Award[],
): Promise<ReadonlyMap<string, Read>> {
  const revoked = await revokedAmong(store, awards);
  const lost = awards.filter(({ id, state }) => state === 'issued' && revoked.has(id));
  const answers = await store.awards.answersOf(lost.map(({ id }) => id));
  return new Map(
    awards.map((award): [string, Read] => {
      const { id, state } = award;
      if (award.batchId === batch.id && state !== 'voided') return [id, { kind: 'ours', award }];
      if (state === 'intended') return [id, { kind: 'waiting', award }];
      if (state !== 'voided' && !revoked.has(id)) return [id, { kind: 'has', award }];
      const by = answers.get(id) === 'declined' ? 'learner' : 'centre';
      return [id, { kind: 'lost', award, by }];
    }),
  );
}
