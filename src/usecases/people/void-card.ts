import { actorName, type MemberActor } from '../../domain/actor.ts';
import type { Card } from '../../domain/card.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { hasPin, removePins } from '../backpack/pin.ts';
import { noteAudit } from './audit.ts';
import { type Undone, undoSince } from './undo-lost.ts';

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
 * through these; shares are withdrawn, imports taken out, an erasure is called off,
 * badges that were handed back or deleted are taken up again. The badges stay.
 * Asked again, it finishes what a crash left, and undoes more when the loss was earlier.
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
  if (!isFirst) await deps.store.cards.lostEarlier(card.id, lostSince);
  const undone = await undoSince(deps, await openCard(deps, actor, command), actorName(actor));
  if (isFirst) {
    const { profileId, learnerId } = card;
    const by = actorName(actor);
    await noteAudit(deps, { profileId, learnerId, by, act: 'card-voided' });
    deps.log('info', 'card_voided', { member: actor.memberId, ...undone });
  }
  return undone;
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
