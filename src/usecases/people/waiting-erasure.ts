import type { Erasure } from '../../domain/erasure.ts';
import type { Store } from '../ports.ts';

/** The erasure that a learner waits for, if any. */
export async function waitingErasure(
  { store }: { readonly store: Pick<Store, 'erasures'> },
  learnerId: string,
): Promise<Erasure | undefined> {
  const all = await store.erasures.listOf(learnerId);
  return all.find(({ end }) => end === undefined);
}
