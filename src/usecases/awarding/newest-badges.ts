import type { Award, Correction, SignedCredential } from '../../domain/award.ts';
import type { Store } from '../ports.ts';

/** The intent of the badge itself has the id of its award and one word; of a correction, its number too. */
export function badgeId(awardId: string, { number }: Partial<Correction> = {}): string {
  return number === undefined ? `${awardId}.badge` : `${awardId}.badge.${number}`;
}

/**
 * Which saying of its award a row is, or is a copy of: 0 is the first, N the Nth correction. Every
 * row ends with it: `AWARD.badge.1`, `AWARD.named.SHARE.1`, `AWARD.badge.1.jwt`.
 */
export function numberOf(rowId: string): number {
  return Number(/\.(\d+)(?:\.jwt)?$/.exec(rowId)?.[1] ?? 0);
}

/** The correction that a row repeats; none of what was said first. */
export function correctionIn(
  corrections: readonly Correction[],
  { id, awardId }: Pick<SignedCredential, 'id' | 'awardId'>,
): Correction | undefined {
  const number = numberOf(id);
  return corrections.find((one) => one.awardId === awardId && one.number === number);
}

type BadgeStore = Pick<Store, 'awards' | 'credentials'>;

/** The badge of an award as it is now, and the correction that said it so. */
export interface NewestBadge {
  readonly credential: SignedCredential;
  readonly correction?: Correction;
}

/** What is the badge of each award now; awards that have none yet are left out. */
export async function newestBadges(
  store: BadgeStore,
  awardIds: readonly string[],
): Promise<ReadonlyMap<string, NewestBadge>> {
  const corrections = await store.awards.correctionsOf(awardIds);
  const rowIds = [
    ...awardIds.map((id) => badgeId(id)),
    ...corrections.map((correction) => badgeId(correction.awardId, correction)),
  ];
  const signed = new Map((await store.credentials.getMany(rowIds)).map((row) => [row.id, row]));
  const newest = new Map<string, NewestBadge>();
  for (const awardId of awardIds) {
    const credential = signed.get(badgeId(awardId));
    if (credential) newest.set(awardId, { credential });
  }
  // By number: a later one takes the place of an earlier.
  for (const correction of corrections) {
    const credential = signed.get(badgeId(correction.awardId, correction));
    if (credential) newest.set(correction.awardId, { credential, correction });
  }
  return newest;
}

/** The rows of the same; the badge that an award without any will have. */
export async function newestBadgeIds(
  store: BadgeStore,
  awardIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const newest = new Map(awardIds.map((id) => [id, badgeId(id)]));
  const corrections = await store.awards.correctionsOf(awardIds);
  if (corrections.length === 0) return newest;
  const corrected = [...new Set(corrections.map(({ awardId }) => awardId))];
  for (const [awardId, { credential }] of await newestBadges(store, corrected)) {
    newest.set(awardId, credential.id);
  }
  return newest;
}

/** An award as its badge says it now. */
export function asCorrected(award: Award, correction: Correction | undefined): Award {
  if (!correction) return award;
  const { sentence: _was, ...kept } = award;
  const { achievementId, sentence } = correction;
  return { ...kept, achievementId, ...(sentence ? { sentence } : {}) };
}

/** Awards as their badges say them now, in the same order. */
export async function asSaid(store: BadgeStore, awards: readonly Award[]): Promise<Award[]> {
  const ids = awards.map(({ id }) => id);
  const corrections = await store.awards.correctionsOf(ids);
  if (corrections.length === 0) return [...awards];
  const newest = await newestBadgeIds(store, ids);
  return awards.map((award) => {
    const id = newest.get(award.id) ?? '';
    return asCorrected(award, correctionIn(corrections, { id, awardId: award.id }));
  });
}
