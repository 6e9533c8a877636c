import type { Award, Revocation } from '../../domain/award.ts';
import type { Store } from '../ports.ts';
import { badgeId } from './intents.ts';

/** Those awards whose badge was taken back, by id, with how. */
export async function revokedAmong(
  store: Pick<Store, 'revocations'>,
  awards: ReadonlyArray<Pick<Award, 'id'>>,
): Promise<ReadonlyMap<string, Revocation>> {
  const awardOf = new Map(awards.map(({ id }) => [badgeId(id), id]));
  const revocations = await store.revocations.of([...awardOf.keys()]);
  return new Map(
    revocations.flatMap((revocation) => {
      const id = awardOf.get(revocation.credentialRowId);
      return id === undefined ? [] : [[id, revocation] as const];
    }),
  );
}
