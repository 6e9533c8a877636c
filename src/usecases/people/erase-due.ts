import type { Erasure } from '../../domain/erasure.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { closeShares } from '../backpack/shares.ts';

const PAGE = 50;
/** Two machines do not have one clock: what may be called off on one is not carried out on another. */
const GRACE_MS = 60_000;

/**
 * Carries the erasures out that are due. Safe to run at any time, beside anything: whatever a crash
 * leaves undone is done by the next run. One that fails stops no other.
 *
 * @returns how many were carried out
 * @throws what the first that failed threw, after all the others
 */
export async function eraseDue(deps: BackpackDeps): Promise<number> {
  const before = new Date(deps.now().getTime() - GRACE_MS).toISOString();
  let count = 0;
  const failures: unknown[] = [];
  let after: string | undefined;
  for (;;) {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const due = await deps.store.erasures.listDue(before, page);
    for (const erasure of due) {
      try {
        await carryOut(deps, erasure);
        count += 1;
      } catch (error) {
        failures.push(error);
      }
    }
    after = due.at(-1)?.id;
    if (due.length < PAGE) break;
  }
  if (failures.length > 0) throw failures[0];
  return count;
}

/** Copies with a name are taken back while it is still known which they are; the rows go after. */
async function carryOut(deps: BackpackDeps, { id, profileId, learnerId }: Erasure): Promise<void> {
  const { store } = deps;
  await closeShares(deps, await store.shares.listOfLearner(profileId, learnerId));
  const counted = await countOnce(deps, { id, profileId, learnerId });
  const erased = await store.erasures.erase(profileId, learnerId);
  const at = deps.now().toISOString();
  await store.erasures.end(id, { how: 'done', at, erased: { ...erased, ...counted } });
  deps.log('info', 'erasure_done');
}

/**
 * How much there is before any of it goes. Kept at the first look: a run that died half way would
 * prove too little.
 */
async function countOnce(
  { store }: Pick<BackpackDeps, 'store'>,
  { id, profileId, learnerId }: Pick<Erasure, 'id' | 'profileId' | 'learnerId'>,
): Promise<Record<string, number>> {
  const [awards, shares, cards, imports, photos] = await Promise.all([
    store.awards.listOfLearner(profileId, learnerId),
    store.shares.listOfLearner(profileId, learnerId),
    store.cards.listOf(learnerId),
    store.imports.listOf(learnerId),
    store.photos.listOf(learnerId),
  ]);
  const counts = {
    awards: awards.length,
    shares: shares.length,
    cards: cards.length,
    imports: imports.length,
    photos: photos.length,
  };
  const name = `erasure:${id}`;
  await store.settings.insert(name, JSON.stringify(counts));
  return JSON.parse((await store.settings.get(name)) ?? '{}');
}
