import { actorName, type MemberActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { type CardDeps, makeCards, type NewCard } from '../backpack/cards.ts';
import type { Letter, Log, Mail, Store } from '../ports.ts';
import { noteAudit } from './audit.ts';

export interface HandOverDeps extends CardDeps {
  readonly store: Store;
  readonly log: Log;
}

/**
 * Makes a new card for each of these people, in the order of the ids; the cards that they have stay
 * good. What is answered is printed, or it is lost: nobody can read it again.
 *
 * @throws {BadgeError} `learner_unknown` when one of them is not the profile's; then nobody gets one
 */
export async function handOver(
  deps: HandOverDeps,
  actor: MemberActor,
  learnerIds: readonly string[],
): Promise<NewCard[]> {
  const ids = [...new Set(learnerIds)];
  const learners = await deps.store.learners.getMany(actor.profileId, ids);
  const byId = new Map(learners.map((learner) => [learner.id, learner]));
  const known = ids.flatMap((id) => byId.get(id) ?? []);
  if (known.length === 0 || known.length < ids.length) {
    throw new BadgeError('learner_unknown', 'No such learner in this profile.');
  }
  const handed = await makeCards(deps, actor, known);
  const by = actorName(actor);
  await Promise.all(
    handed.map(({ learner: { id: learnerId, profileId } }) =>
      noteAudit(deps, { profileId, learnerId, by, act: 'card-made' }),
    ),
  );
  deps.log('info', 'cards_made', { member: actor.memberId, count: handed.length });
  return handed;
}

interface SendCommand {
  readonly learnerId: string;
  /** Used for this letter and kept nowhere. */
  readonly to: string;
  readonly letter: (handed: NewCard) => Omit<Letter, 'to'>;
}

/**
 * Sends a person a new card by letter: its link and its code. The cards they have stay. A letter
 * that does not leave takes its card with it.
 *
 * @throws {BadgeError} `learner_unknown`, `mail_failed`, `mail_address_invalid`
 */
export async function sendCard(
  deps: HandOverDeps & { readonly mail: Mail },
  actor: MemberActor,
  { learnerId, to, letter }: SendCommand,
): Promise<void> {
  const [handed] = await handOver(deps, actor, [learnerId]);
  if (!handed) throw new Error('A card was made for nobody.');
  try {
    await deps.mail.send({ ...letter(handed), to });
  } catch (error) {
    const at = deps.now().toISOString();
    await deps.store.cards.void(handed.card.id, { at, lostSince: at });
    throw error;
  }
}
