import type { LearnerActor } from '../../domain/actor.ts';
import { isAtLeast } from '../../domain/age.ts';
import { BadgeError } from '../../domain/errors.ts';
import { ADDRESS_LINK_HOURS, type Link } from '../../domain/link.ts';
import { mayWriteTo } from '../people/letters-an-hour.ts';
import { FULL_SECRET, makeLink } from '../people/make-link.ts';
import { useUp } from '../people/member-links.ts';
import type { Letter, Log, Mail, Seams, Store } from '../ports.ts';
import type { SecretDeps } from '../secrets.ts';
import type { LearnerAddress } from '../storage/backpacks.ts';
import { endLearnerSessions } from './learner-sessions.ts';

export interface AddressDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'addresses' | 'links' | 'learners' | 'cards'>;
  readonly log: Log;
}

/** Addresses of one learner. */
const MAX_ADDRESSES = 3;

/** The addresses that a learner confirmed, oldest first. */
export function listAddresses(
  { store }: Pick<AddressDeps, 'store'>,
  learnerId: string,
): Promise<LearnerAddress[]> {
  return store.addresses.listOf(learnerId);
}

/**
 * Writes to an address that a learner says is theirs; it counts once it is confirmed from there.
 *
 * @param asked `email` in lower case
 * @param write the letter, with the secret of its link
 * @throws {BadgeError} `address_from_fifteen`, `addresses_too_many`, `too_many_requests`,
 *   `mail_failed`, `mail_address_invalid`
 */
export async function askForAddress(
  deps: AddressDeps & { readonly mail: Mail },
  actor: LearnerActor,
  { email }: { readonly email: string },
  write: (secret: string) => Pick<Letter, 'subject' | 'text'>,
): Promise<void> {
  const { learnerId, profileId, via } = actor;
  await refuseTooYoung(deps, actor);
  const known = await deps.store.addresses.listOf(learnerId);
  if (known.length >= MAX_ADDRESSES) {
    throw new BadgeError('addresses_too_many', 'No more addresses.');
  }
  if (!(await mayWriteTo(deps, { email, from: learnerId }))) {
    throw new BadgeError('too_many_requests', 'The mailbox had its letters of the hour.');
  }
  const parts = { kind: 'address', targetId: learnerId, profileId, binding: email } as const;
  const life = { minutes: ADDRESS_LINK_HOURS * 60, bytes: FULL_SECRET };
  const secret = await makeLink(deps, { ...parts, ...(via ? { note: via } : {}) }, life);
  await deps.mail.send({ to: email, ...write(secret) });
  deps.log('info', 'address_letter_sent', { learner: learnerId });
}

/** What becomes possible with an address is for those who may decide about it alone. */
async function refuseTooYoung(
  { store, now }: Pick<AddressDeps, 'store' | 'now'>,
  { learnerId, profileId }: LearnerActor,
): Promise<void> {
  const learner = await store.learners.get(profileId, learnerId);
  if (learner && isAtLeast(learner, 15, now())) return;
  throw new BadgeError('address_from_fifteen', 'An address of one’s own is for fifteen and more.');
}

/**
 * Keeps the address of a link that `askForAddress` sent, and uses the link up. One that was
 * confirmed already stays as it is.
 *
 * @throws {BadgeError} `link_used`; `not_found` when the card it was asked with is void by now
 */
export async function confirmAddress(deps: AddressDeps, link: Link): Promise<void> {
  const { targetId: learnerId, profileId, binding: email = '', note: via } = link;
  if (!(await isStillGood(deps, profileId, via))) {
    throw new BadgeError('not_found', 'Whoever asked for it had a card that is void.');
  }
  await useUp(deps, link.secretHash);
  await deps.store.addresses.insert({
    id: deps.newId(),
    learnerId,
    profileId,
    email,
    ...(via ? { via } : {}),
    confirmedAt: deps.now().toISOString(),
  });
  deps.log('info', 'address_confirmed', { learner: learnerId });
}

async function isStillGood(
  { store }: Pick<AddressDeps, 'store'>,
  profileId: string,
  via: string | undefined,
): Promise<boolean> {
  if (!via?.startsWith('card:')) return true;
  const card = await store.cards.get(profileId, via.slice('card:'.length));
  return card?.voidedAt === undefined;
}

/** Removes an address, and ends what it opened; anything else than the learner's own is left alone. */
export async function removeAddress(
  deps: Pick<AddressDeps, 'random' | 'sha256Hex' | 'now' | 'store'>,
  { learnerId }: Pick<LearnerActor, 'learnerId'>,
  id: string,
): Promise<void> {
  await deps.store.addresses.remove(learnerId, id);
  await endLearnerSessions(deps, learnerId, `address:${id}`);
}
