import type { Card } from '../../domain/card.ts';
import { revokeEmailCopies } from '../awarding/copies.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { endLearnerSessions } from '../backpack/learner-sessions.ts';
import { removePins } from '../backpack/pin.ts';
import { takeUpLost } from '../backpack/removals.ts';
import { closeShares } from '../backpack/shares.ts';
import { callOffLost } from './erase-learner.ts';
import { takeBackConsents } from './take-back-consents.ts';

const PAGE = 500;

/** How much of what was done with a lost card was undone. */
export interface Undone {
  readonly shares: number;
  readonly bound: number;
  readonly imports: number;
  /** Badges that were handed back or deleted, and are taken up again. */
  readonly removals: number;
}

/**
 * Undoes what was done with a void card since it was lost, and through what was bound with it. Safe
 * to call again: what was bound tells what was done through it, and so goes after that. Done once
 * more when it went, for what came meanwhile: see `refuseVoid`.
 *
 * @param by who makes it void: see `actorName`
 */
export async function undoSince(deps: BackpackDeps, card: Card, by: string): Promise<Undone> {
  const { store } = deps;
  const { learnerId } = card;
  const since = card.lostSince ?? card.voidedAt ?? deps.now().toISOString();
  const [addresses, passkeys, pending] = await Promise.all([
    store.addresses.listOf(learnerId),
    store.passkeys.listOf(learnerId),
    store.links.listOf(learnerId, 'address'),
  ]);
  // An address that waits to be confirmed waits for nothing now.
  const over = pending.filter(({ createdAt }) => createdAt <= (card.voidedAt ?? ''));
  await Promise.all(over.map(({ secretHash }) => store.links.remove(secretHash)));
  const lost = boundBy(`card:${card.id}`, since, [
    ...addresses.map(({ id, via, confirmedAt: at }) => ({ name: `address:${id}`, via, at })),
    ...passkeys.map(({ id, via, createdAt: at }) => ({ name: `passkey:${id}`, via, at })),
  ]);
  const loss = { card, since, lost, by };
  const before = await undoActs(deps, loss);
  for (const { id, email } of addresses.filter((one) => lost.has(`address:${one.id}`))) {
    // First the copies: without the address nobody knows which were for it.
    await revokeCopiesFor(deps, card, email, by);
    await store.addresses.remove(learnerId, id);
    await revokeCopiesFor(deps, card, email, by);
  }
  for (const { id } of passkeys.filter((one) => lost.has(`passkey:${one.id}`))) {
    await store.passkeys.remove(learnerId, id);
  }
  const after = await undoActs(deps, loss);
  await takeBackConsents(deps, card, since, by);
  return {
    shares: before.shares + after.shares,
    bound: lost.size - 1,
    imports: before.imports + after.imports,
    removals: before.removals + after.removals,
  };
}

/** All of it. */
export function undoneCount({ shares, bound, imports, removals }: Undone): number {
  return shares + bound + imports + removals;
}

interface Loss {
  readonly card: Card;
  readonly since: string;
  /** What opened sessions that were not the learner's: see `LearnerActor.via`. */
  readonly lost: ReadonlySet<string>;
  readonly by: string;
}

async function undoActs(
  deps: BackpackDeps,
  { card, since, lost, by }: Loss,
): Promise<Omit<Undone, 'bound'>> {
  const { store } = deps;
  const { learnerId, profileId } = card;
  const isOfLost = (via: string | undefined, at: string) =>
    via !== undefined && lost.has(via) && at >= since;
  for (const via of lost) await endLearnerSessions(deps, learnerId, via);
  await removePins(deps, learnerId, ({ via, setAt }) => isOfLost(via, setAt));
  const shares = await store.shares.listOfLearner(profileId, learnerId);
  const withdrawn = shares.filter(
    ({ via, createdAt, withdrawnAt }) => isOfLost(via, createdAt) && !withdrawnAt,
  );
  await closeShares(deps, withdrawn);
  const imports = await store.imports.listOf(learnerId);
  const dropped = imports.filter(({ via, importedAt }) => isOfLost(via, importedAt));
  await Promise.all(dropped.map(({ id }) => store.imports.remove(learnerId, id)));
  const isAskedByLost = ({ via, askedAt }: { readonly via?: string; readonly askedAt: string }) =>
    isOfLost(via, askedAt);
  const removals = await takeUpLost(deps, learnerId, isAskedByLost);
  await callOffLost(deps, learnerId, isAskedByLost, by);
  return { shares: withdrawn.length, imports: dropped.length, removals };
}

async function revokeCopiesFor(
  deps: BackpackDeps,
  { profileId, learnerId }: Card,
  email: string,
  by: string,
): Promise<void> {
  const awards = await deps.store.awards.listOfLearner(profileId, learnerId);
  await revokeEmailCopies(deps, awards, email, by);
}

interface Bound {
  readonly name: string;
  readonly via: string | undefined;
  readonly at: string;
}

function boundBy(first: string, since: string, bound: readonly Bound[]): Set<string> {
  const lost = new Set([first]);
  for (;;) {
    const more = bound.filter(
      ({ name, via, at }) => !lost.has(name) && via !== undefined && lost.has(via) && at >= since,
    );
    if (more.length === 0) return lost;
    for (const { name } of more) lost.add(name);
  }
}

/**
 * Undoes what a crash left of the acts of cards that are void; called at every start of the
 * service. Answers how much there was.
 */
export async function finishVoidings(deps: BackpackDeps): Promise<number> {
  let finished = 0;
  let after: string | undefined;
  for (;;) {
    const page = await deps.store.cards.listVoided({ limit: PAGE, ...(after ? { after } : {}) });
    for (const card of page) {
      finished += undoneCount(await undoSince(deps, card, 'operator'));
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return finished;
  }
}
