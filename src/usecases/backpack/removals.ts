import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { REMOVAL_DAYS, type Removal } from '../../domain/removal.ts';
import { revokeCredentials } from '../awarding/revoke.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { BackpackDeps } from './deps.ts';
import { type BackpackEntry, openEntry } from './open-backpack.ts';
import { refuseVoid, type VoidDeps } from './refuse-void.ts';

const DAY_MS = 86_400_000;
const PAGE = 500;
/** Two machines do not have one clock: what may be taken up again on one is not gone on another. */
const GRACE_MS = 60_000;

type AskDeps = Pick<BackpackDeps, 'store' | 'now'> & VoidDeps;

/** A badge that its learner may delete. @throws {BadgeError} `award_unknown` for what is not kept */
export async function openToRemove(
  deps: Pick<BackpackDeps, 'store'>,
  actor: LearnerActor,
  awardId: string,
): Promise<BackpackEntry> {
  const entry = await openEntry(deps, actor, awardId);
  if (entry.answer !== 'accepted') throw new BadgeError('award_unknown', 'Not kept.');
  return entry;
}

/**
 * Deletes a badge that its learner kept: it is shown nowhere any more, and gone for good in seven
 * days unless it is taken up again.
 *
 * @throws {BadgeError} `award_unknown`; `card_required` when the card was made void meanwhile
 */
export async function removeAward(
  deps: AskDeps,
  actor: LearnerActor,
  awardId: string,
): Promise<void> {
  await openToRemove(deps, actor, awardId);
  await askRemoval(deps, actor, awardId);
}

/**
 * Puts a badge out of the backpack, for the caller who knows that it is the learner's. Asked again
 * while it stands, the first one counts.
 *
 * @throws {BadgeError} `card_required` when the card was made void meanwhile
 */
export async function askRemoval(
  deps: AskDeps,
  actor: LearnerActor,
  awardId: string,
): Promise<void> {
  const { learnerId, profileId, via } = actor;
  const { removals } = deps.store;
  const now = deps.now();
  const isFirst = await removals.insert({
    awardId,
    learnerId,
    profileId,
    ...(via ? { via } : {}),
    askedAt: now.toISOString(),
    dueAt: new Date(now.getTime() + REMOVAL_DAYS * DAY_MS).toISOString(),
  });
  if (isFirst) await refuseVoid(deps, actor, () => removals.remove(awardId));
  await refuseErased(deps, actor, []);
}

/**
 * Takes a badge up again that was handed back or deleted: it waits for an answer, or is kept, as
 * before. One that is there already stays.
 *
 * @throws {BadgeError} `award_unknown`; `removal_over` once it is due
 */
export async function takeUpAward(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  actor: LearnerActor,
  awardId: string,
): Promise<void> {
  const { removals } = deps.store;
  const [removal] = await removals.ofAwards([awardId]);
  if (removal?.learnerId === actor.learnerId && removal.profileId === actor.profileId) {
    if (await removals.takeUp(awardId, deps.now().toISOString())) return;
    const [left] = await removals.ofAwards([awardId]);
    if (left) throw new BadgeError('removal_over', 'It is due.');
  }
  // Another tab was quicker, or it is somebody else's.
  await openEntry(deps, actor, awardId);
}

/**
 * Takes up again what was put out with a lost card, for whoever makes the card void; what is due by
 * now goes on. Answers how many there were.
 */
export async function takeUpLost(
  { store, now }: Pick<BackpackDeps, 'store' | 'now'>,
  learnerId: string,
  isLost: (removal: Removal) => boolean,
): Promise<number> {
  let taken = 0;
  for (const removal of (await store.removals.listOf(learnerId)).filter(isLost)) {
    if (await store.removals.takeUp(removal.awardId, now().toISOString())) taken += 1;
  }
  return taken;
}

type DueDeps = Pick<BackpackDeps, 'store' | 'ledger' | 'now' | 'at'>;

/**
 * Takes the badges back whose removal is due. Safe to run at any time, beside anything: whatever a
 * crash leaves undone is done by the next run. One that fails stops no other.
 *
 * @returns how many there were
 * @throws what the first that failed threw, after all the others
 */
export async function removeDue(deps: DueDeps): Promise<number> {
  const before = new Date(deps.now().getTime() - GRACE_MS).toISOString();
  const failures: unknown[] = [];
  let count = 0;
  let after: string | undefined;
  for (;;) {
    const page = { limit: PAGE, ...(after ? { after } : {}) };
    const due = await deps.store.removals.listDue(before, page);
    for (const removal of due) {
      try {
        await carryOut(deps, removal);
        count += 1;
      } catch (error) {
        failures.push(error);
      }
    }
    after = due.at(-1)?.awardId;
    if (due.length < PAGE) break;
  }
  if (failures.length > 0) throw failures[0];
  return count;
}

/** The removal goes last: until then it hides the badge, and leads to what is left to do. */
async function carryOut(deps: DueDeps, removal: Removal): Promise<void> {
  const { awardId, learnerId } = removal;
  const { store } = deps;
  const award = await store.awards.get(awardId);
  if (award) {
    await store.awards.decline(awardId, deps.now().toISOString());
    await revokeCredentials(deps, award, `learner:${learnerId}`);
    await refuseErased(deps, removal, [award]);
  }
  await store.removals.remove(awardId);
}
