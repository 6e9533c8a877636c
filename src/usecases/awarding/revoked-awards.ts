import type { Award, Revocation } from '../../domain/award.ts';
import type { Store } from '../ports.ts';
import { newestBadgeIds } from './newest-badges.ts';

/** Those awards whose badge, the newest of it, was taken back, by id, with how. */
export async function revokedAmong(
  store: Pick<Store, 'awards' | 'credentials' | 'revocations'>,
  awards: ReadonlyArray<Pick<Award, 'id'>>,
): Promise<ReadonlyMap<string, Revocation>> {
  const newest = await newestBadgeIds(
    store,
    awards.map(({ id }) => id),
  );
  const awardOf = new Map([...newest].map(([awardId, rowId]) => [rowId, awardId]));
  const revocations = await store.revocations.of([...awardOf.keys()]);
  return new Map(
    revocations.flatMap((revocation) => {
      const id = awardOf.get(revocation.credentialRowId);
      return id === undefined ? [] : [[id, revocation] as const];
    }),
  );
}

/** Whether the badge of an award was taken back. */
export async function isRevoked(
  { store }: { readonly store: Pick<Store, 'awards' | 'credentials' | 'revocations'> },
  awardId: string,
): Promise<boolean> {
  return (await revokedAmong(store, [{ id: awardId }])).has(awardId);
}
