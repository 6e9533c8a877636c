import type { MemberActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import { type BackpackLinkDeps, newBackpackLink } from '../backpack/backpack-link.ts';
import type { Letter, Log, Mail, Store } from '../ports.ts';
import { hashOf } from '../secrets.ts';

export interface HandOverDeps extends BackpackLinkDeps {
  readonly store: Store;
  readonly log: Log;
}

/** A person and the secret of a link to their badges: shown once, on paper or on a screen. */
export interface Handed {
  readonly learner: Learner;
  readonly secret: string;
}

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
    known.map(async (learner) => ({
      learner,
      secret: await newLink(deps, learner, withdrawOlder),
    })),
  );
  deps.log('info', 'backpack_links_made', { member: actor.memberId, count: handed.length });
  return handed;
}

/** The new link is there before the older ones go: nobody is ever left without. */
async function newLink(
  deps: HandOverDeps,
  learner: Learner,
  withdrawOlder: boolean,
): Promise<string> {
  const older = withdrawOlder ? await deps.store.links.listOf(learner.id, 'backpack') : [];
  const secret = await newBackpackLink(deps, learner);
  await Promise.all(older.map(({ secretHash }) => deps.store.links.remove(secretHash)));
  return secret;
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
    await deps.store.links.remove(hashOf(deps, handed.secret));
    throw error;
  }
}
