import { actorName, type LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { type Link, PIN_LINK_MINUTES } from '../../domain/link.ts';
import { isIssuer, type Profile } from '../../domain/profile.ts';
import { noteAudit } from '../people/audit.ts';
import { lettersEnough, mayAskToday, mayWriteTo } from '../people/letters-an-hour.ts';
import { FULL_SECRET, makeLink } from '../people/make-link.ts';
import { useUp } from '../people/member-links.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { Letter, Log, Mail, Store } from '../ports.ts';
import type { LearnerAddress } from '../storage/backpacks.ts';
import { endLearnerSessions } from './learner-sessions.ts';
import { actorOfLetter } from './learner-sign-in.ts';
import { type PinDeps, removePins } from './pin.ts';

export interface ForgottenPinDeps extends PinDeps {
  readonly store: PinDeps['store'] & Pick<Store, 'learners' | 'awards' | 'erasures' | 'audit'>;
  readonly log: Log;
}

/**
 * Who takes a forgotten PIN away: somebody of the centre, who knows the person; without a centre
 * whoever reads the letters to an address of the backpack; nobody where none can be sent.
 */
export type PinHelp = 'centre' | 'letter' | 'none';

export async function pinHelpOf(
  { store, mail }: Pick<ForgottenPinDeps, 'store'> & { readonly mail?: Mail | undefined },
  profile: Profile,
  learnerId: string,
): Promise<PinHelp> {
  if (isIssuer(profile)) return 'centre';
  const addresses = mail ? await store.addresses.listOf(learnerId) : [];
  return addresses.length > 0 ? 'letter' : 'none';
}

/**
 * Sends a link that takes the PIN away to each address of a backpack without a centre: see
 * `pinHelpOf`, which is asked before.
 *
 * @param write the letter, with the secret of its link
 * @throws {BadgeError} `too_many_requests` when no mailbox may have another letter this hour;
 *   `letters_enough_today`; `mail_failed`, `mail_address_invalid` when not one letter left
 */
export async function askForPinReset(
  deps: ForgottenPinDeps & { readonly mail: Mail },
  actor: LearnerActor,
  write: (secret: string) => Pick<Letter, 'subject' | 'text'>,
): Promise<void> {
  const { learnerId } = actor;
  const open: LearnerAddress[] = [];
  for (const address of await deps.store.addresses.listOf(learnerId)) {
    if (await mayWriteTo(deps, { email: address.email, from: learnerId })) open.push(address);
  }
  if (open.length === 0) {
    throw new BadgeError('too_many_requests', 'The mailboxes have had their letters of the hour.');
  }
  if (!(await mayAskToday(deps, learnerId))) throw lettersEnough();
  const sent = await Promise.allSettled(open.map((address) => sendTo(deps, address, write)));
  const [failed] = sent.filter(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected' && sent.every(({ status }) => status === 'rejected')) {
    throw failed.reason;
  }
  deps.log('info', 'pin_letter_sent', { learner: learnerId });
}

async function sendTo(
  deps: ForgottenPinDeps & { readonly mail: Mail },
  { id, learnerId, profileId, email }: LearnerAddress,
  write: (secret: string) => Pick<Letter, 'subject' | 'text'>,
): Promise<void> {
  const parts = {
    kind: 'pin-reset',
    targetId: learnerId,
    profileId,
    note: `address:${id}`,
  } as const;
  const secret = await makeLink(deps, parts, { minutes: PIN_LINK_MINUTES, bytes: FULL_SECRET });
  await deps.mail.send({ to: email, ...write(secret) });
}

/**
 * Takes the PIN and its wrong tries away by a link that `askForPinReset` sent, and uses the link
 * up; the others go. Every open session ends first, so that nobody who is in chooses the next PIN.
 * Answers who comes in by it.
 *
 * @throws {BadgeError} `link_used`; `link_expired` when its address was removed meanwhile;
 *   `not_found` when they were erased
 */
export async function resetPinByLetter(deps: ForgottenPinDeps, link: Link): Promise<LearnerActor> {
  const actor = await actorOfLetter(deps, link);
  const { learnerId, profileId } = actor;
  await useUp(deps, link.secretHash);
  await endLearnerSessions(deps, learnerId);
  await removePins(deps, learnerId);
  const others = await deps.store.links.listOf(learnerId, 'pin-reset');
  const unused = others.filter(({ secretHash }) => secretHash !== link.secretHash);
  await Promise.all(unused.map(({ secretHash }) => deps.store.links.remove(secretHash)));
  await noteAudit(deps, { profileId, learnerId, by: actorName(actor), act: 'pin-reset' });
  await refuseErased(deps, actor, []);
  return actor;
}
