import { actorName, type MemberActor } from '../../domain/actor.ts';
import type { Card } from '../../domain/card.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Share } from '../../domain/share.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { endLearnerSessions } from '../backpack/learner-sessions.ts';
import { hasPin, removePins } from '../backpack/pin.ts';
import { closeShares } from '../backpack/shares.ts';
import { noteAudit } from './audit.ts';

/** How much of what was done with a lost card was undone. */
export interface Undone {
  readonly shares: number;
  readonly bound: number;
  readonly imports: number;
}

/** One card of a person. @throws {BadgeError} `card_unknown`, also when it is another profile's */
export async function openCard(
  { store }: Pick<BackpackDeps, 'store'>,
  actor: MemberActor,
  { learnerId, cardId }: { readonly learnerId: string; readonly cardId: string },
): Promise<Card> {
  const card = await store.cards.get(actor.profileId, cardId);
  if (card?.learnerId !== learnerId) throw new BadgeError('card_unknown', 'No such card.');
  return card;
}

/**
 * Makes a card open nothing any more, for good, and undoes what was done with it since it was lost:
 * its sessions end, a PIN, an address or a passkey that was added goes, and so does what was done
 * through these; shares are withdrawn, imports taken out. The badges stay. Asked again, it finishes
 * what a crash left; the date that was declared first counts.
 *
 * @throws {BadgeError} `card_unknown`
 */
export async function voidCard(
  deps: BackpackDeps,
  actor: MemberActor,
  command: {
    readonly learnerId: string;
    readonly cardId: string;
    /** A moment in ISO 8601; what lies ahead counts as now. */
    readonly lostSince: string;
  },
): Promise<Undone> {
  const card = await openCard(deps, actor, command);
  const at = deps.now().toISOString();
  const lostSince = command.lostSince < at ? command.lostSince : at;
  // Before anything else: who opens a session meanwhile looks at the card again.
  const isFirst = await deps.store.cards.void(card.id, { at, lostSince });
  const since = isFirst ? lostSince : (card.lostSince ?? lostSince);
  const undone = await undoSince(deps, card, since);
  if (isFirst) {
    const { profileId, learnerId } = card;
    const by = actorName(actor);
    await noteAudit(deps, { profileId, learnerId, by, act: 'card-voided' });
    deps.log('info', 'card_voided', { member: actor.memberId, ...undone });
  }
  return undone;
}

async function undoSince(deps: BackpackDeps, card: Card, since: string): Promise<Undone> {
  const { store } = deps;
  const { learnerId, profileId } = card;
  const lost = await unbind(deps, card, since);
  const isOfLost = (via: string | undefined) => via !== undefined && lost.has(via);
  for (const via of lost) await endLearnerSessions(deps, learnerId, via);
  await removePins(deps, learnerId, (pin) => isOfLost(pin.via) && pin.setAt >= since);
  const shares = await store.shares.listOfLearner(profileId, learnerId);
  const withdrawn = shares.filter(
    (share: Share) => isOfLost(share.via) && share.createdAt >= since && !share.withdrawnAt,
  );
  await closeShares(deps, withdrawn);
  const imports = await store.imports.listOf(learnerId);
  const dropped = imports.filter(({ via, importedAt }) => isOfLost(via) && importedAt >= since);
  await Promise.all(dropped.map(({ id }) => store.imports.remove(learnerId, id)));
  return { shares: withdrawn.length, bound: lost.size - 1, imports: dropped.length };
}

/**
 * Takes away the addresses and passkeys that the card added since then, those that were added
 * through these, and so on. Answers all that must not open a session any more.
 */
async function unbind(deps: BackpackDeps, card: Card, since: string): Promise<Set<string>> {
  const { store } = deps;
  const { learnerId } = card;
  const lost = new Set([`card:${card.id}`]);
  const [addresses, passkeys, pending] = await Promise.all([
    store.addresses.listOf(learnerId),
    store.passkeys.listOf(learnerId),
    store.links.listOf(learnerId, 'address'),
  ]);
  // An address that waits to be confirmed waits for nothing now.
  await Promise.all(pending.map(({ secretHash }) => store.links.remove(secretHash)));
  const bound = [
    ...addresses.map(({ id, via, confirmedAt }) => ({
      name: `address:${id}`,
      via,
      at: confirmedAt,
    })),
    ...passkeys.map(({ id, via, createdAt }) => ({ name: `passkey:${id}`, via, at: createdAt })),
  ];
  for (;;) {
    const more = bound.filter(
      ({ name, via, at }) => !lost.has(name) && via !== undefined && lost.has(via) && at >= since,
    );
    if (more.length === 0) break;
    for (const { name } of more) lost.add(name);
  }
  await Promise.all([
    ...addresses
      .filter(({ id }) => lost.has(`address:${id}`))
      .map(({ id }) => store.addresses.remove(learnerId, id)),
    ...passkeys
      .filter(({ id }) => lost.has(`passkey:${id}`))
      .map(({ id }) => store.passkeys.remove(learnerId, id)),
  ]);
  return lost;
}

/**
 * Takes a forgotten PIN away: the learner chooses another at the next act that needs one.
 *
 * @throws {BadgeError} `learner_unknown`
 */
export async function resetPin(
  deps: Pick<BackpackDeps, 'store' | 'now' | 'newId'>,
  actor: MemberActor,
  learnerId: string,
): Promise<void> {
  const learner = await deps.store.learners.get(actor.profileId, learnerId);
  if (!learner) throw new BadgeError('learner_unknown', 'No such learner in this profile.');
  if (!(await hasPin(deps, learnerId))) return;
  await removePins(deps, learnerId);
  const by = actorName(actor);
  await noteAudit(deps, { profileId: actor.profileId, learnerId, by, act: 'pin-reset' });
}
