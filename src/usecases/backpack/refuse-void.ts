import type { LearnerActor } from '../../domain/actor.ts';
import { isGood } from '../../domain/card.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Seams, Store } from '../ports.ts';

export interface VoidDeps extends Pick<Seams, 'now'> {
  readonly store: Pick<Store, 'cards' | 'addresses' | 'passkeys' | 'ownLearners' | 'members'>;
}

/**
 * Whether what opened the backpack opens nothing any more: a void card, an address or a key that
 * went, the account of a member who left or whose backpack it is not.
 */
export async function isVoid(
  { store, now }: VoidDeps,
  { via = '', profileId, learnerId }: LearnerActor,
): Promise<boolean> {
  const [, kind, id = ''] = /^(card|address|passkey|member):(.+)$/.exec(via) ?? [];
  if (kind === 'card') {
    const card = await store.cards.get(profileId, id);
    return card !== undefined && !isGood(card, now());
  }
  if (kind === undefined) return false;
  if (kind === 'member') {
    const [member, own] = await Promise.all([
      store.members.get(id),
      store.ownLearners.learnerOf(id),
    ]);
    return own !== learnerId || member === undefined || member.removedAt !== undefined;
  }
  const rows = kind === 'address' ? store.addresses : store.passkeys;
  return !(await rows.listOf(learnerId)).some((row) => row.id === id);
}

/**
 * Stands after what was put into a backpack is stored: whoever voids a card undoes what is there,
 * so that of the two one sees the other, whichever comes first.
 *
 * @param takeBack undoes what was put in
 * @throws {BadgeError} `card_required` when the session is one of a void card
 */
export async function refuseVoid(
  deps: VoidDeps,
  actor: LearnerActor,
  takeBack: () => Promise<unknown>,
): Promise<void> {
  if (!(await isVoid(deps, actor))) return;
  await takeBack();
  throw new BadgeError('card_required', 'What opened the backpack was made void meanwhile.');
}
