import { type Erasure, isDue } from '../../domain/erasure.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { closeShares } from '../backpack/shares.ts';
import { waitingErasure } from './waiting-erasure.ts';

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
  const before = agreed(deps).toISOString();
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

/**
 * An erasure as it is now, for whoever looks at it: one that is due is carried out first, so that
 * nobody is told of a day that went by.
 */
export async function eraseIfDue(deps: BackpackDeps, erasure: Erasure): Promise<Erasure> {
  if (erasure.end || !isDue(erasure, agreed(deps))) return erasure;
  await carryOut(deps, erasure);
  return (await deps.store.erasures.get(erasure.id)) ?? erasure;
}

/** The erasure that a learner still waits for; one that is due is carried out, and they are gone. */
export async function erasureAhead(
  deps: BackpackDeps,
  learnerId: string,
): Promise<Erasure | undefined> {
  const waiting = await waitingErasure(deps, learnerId);
  const erasure = waiting && (await eraseIfDue(deps, waiting));
  return erasure?.end ? undefined : erasure;
}

/** A time that has come on every machine. */
function agreed({ now }: Pick<BackpackDeps, 'now'>): Date {
  return new Date(now().getTime() - GRACE_MS);
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
