import type { Award } from '../../domain/award.ts';
import type { Store } from '../ports.ts';
import { badgeId } from './intents.ts';

/** The ids of those awards whose badge was taken back. */
export async function revokedAmong(
  store: Pick<Store, 'revocations'>,
  awards: ReadonlyArray<Pick<Award, 'id'>>,
): Promise<ReadonlySet<string>> {
  const awardOf = new Map(awards.map(({ id }) => [badgeId(id), id]));
  const revocations = await store.revocations.of([...awardOf.keys()]);
  return new Set(revocations.flatMap(({ credentialRowId }) => awardOf.get(credentialRowId) ?? []));
}
