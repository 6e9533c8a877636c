import type { MemberActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { type CardDeps, makeCard, type NewCard } from '../backpack/cards.ts';
import type { Letter, Log, Mail, Store } from '../ports.ts';

export interface HandOverDeps extends CardDeps {
  readonly store: Store;
  readonly log: Log;
}

/** A person and their new card: shown once, on paper or on a screen. */
export type Handed = NewCard;

interface HandOverCommand {
  readonly learnerIds: readonly string[];
  /** Whether the links they had stop working. */
  readonly withdrawOlder: boolean;
}

/**
 * Makes a new link to the backpack of each of these people, in the order of the ids.
 *
 * @throws {BadgeError} `learner_unknown` when one of them is not the profile's; then nobody gets one
 */
export async function handOver(
  deps: HandOverDeps,
  actor: MemberActor,
  { learnerIds, withdrawOlder }: HandOverCommand,
): Promise<Handed[]> {
  const ids = [...new Set(learnerIds)];
  const learners = await deps.store.learners.getMany(actor.profileId, ids);
  const byId = new Map(learners.map((learner) => [learner.id, learner]));
  const known = ids.flatMap((id) => byId.get(id) ?? []);
  if (known.length === 0 || known.length < ids.length) {
    throw new BadgeError('learner_unknown', 'No such learner in this profile.');
  }
  const handed = await Promise.all(
    known.map((learner) => newCard(deps, actor, learner, withdrawOlder)),
  );
  deps.log('info', 'backpack_links_made', { member: actor.memberId, count: handed.length });
  return handed;
}

/** The new link is there before the older ones go: nobody is ever left without. */
async function newCard(
  deps: HandOverDeps,
  actor: MemberActor,
  learner: Learner,
  withdrawOlder: boolean,
): Promise<NewCard> {
  const older = withdrawOlder ? await deps.store.cards.listOf(learner.id) : [];
  const made = await makeCard(deps, actor, learner);
  const at = deps.now().toISOString();
  await Promise.all(older.map(({ id }) => deps.store.cards.void(id, { at, lostSince: at })));
  return made;
}

interface SendCommand {
  readonly learnerId: string;
  /** Used for this letter and kept nowhere. */
  readonly to: string;
  readonly letter: (handed: Handed) => Omit<Letter, 'to'>;
}

/**
 * Sends a person a new link to their badges. The links they have stay. A letter that does not
 * leave takes its link with it.
 *
 * @throws {BadgeError} `learner_unknown`, `mail_failed`, `mail_address_invalid`
 */
export async function sendBackpackLink(
  deps: HandOverDeps & { readonly mail: Mail },
  actor: MemberActor,
  { learnerId, to, letter }: SendCommand,
): Promise<void> {
  const command = { learnerIds: [learnerId], withdrawOlder: false };
  const [handed] = await handOver(deps, actor, command);
  if (!handed) throw new Error('A link was made for nobody.');
  try {
    await deps.mail.send({ ...letter(handed), to });
  } catch (error) {
    const at = deps.now().toISOString();
    await deps.store.cards.void(handed.card.id, { at, lostSince: at });
    throw error;
  }
}
