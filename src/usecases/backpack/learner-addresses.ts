import { actorName, type LearnerActor } from '../../domain/actor.ts';
import { isAtLeast } from '../../domain/age.ts';
import { BadgeError } from '../../domain/errors.ts';
import { ADDRESS_LINK_HOURS, type Link } from '../../domain/link.ts';
import { isIssuer } from '../../domain/profile.ts';
import { revokeEmailCopies } from '../awarding/copies.ts';
import { lettersEnough, mayAskToday, mayWriteTo } from '../people/letters-an-hour.ts';
import { FULL_SECRET, makeLink } from '../people/make-link.ts';
import { useUp } from '../people/member-links.ts';
import { oneAtATime } from '../people/one-at-a-time.ts';
import { refuseErased } from '../people/refuse-erased.ts';
import type { Letter, Log, Mail, Seams, Store } from '../ports.ts';
import type { SecretDeps } from '../secrets.ts';
import type { LearnerAddress } from '../storage/backpacks.ts';
import type { BackpackDeps } from './deps.ts';
import { endLearnerSessions } from './learner-sessions.ts';
import { isVoid, type VoidDeps } from './refuse-void.ts';

export interface AddressDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'links' | 'learners' | 'awards' | 'erasures'> & VoidDeps['store'];
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
 *   `letters_enough_today`, `mail_failed`, `mail_address_invalid`
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
  refuseMore(known);
  if (!(await mayWriteTo(deps, { email, from: learnerId }))) {
    throw new BadgeError('too_many_requests', 'The mailbox has had its letters of the hour.');
  }
  if (!(await mayAskToday(deps, learnerId))) throw lettersEnough();
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
 * @throws {BadgeError} `link_used`; `addresses_too_many`; `too_many_requests` while another is
 *   confirmed; `not_found` when the card it was asked with is void by now
 */
export function confirmAddress(deps: AddressDeps, link: Link): Promise<void> {
  return oneAtATime(deps, `address|${link.targetId}`, 'too_many_requests', () =>
    keepAddress(deps, link),
  );
}

async function keepAddress(deps: AddressDeps, link: Link): Promise<void> {
  const { targetId: learnerId, profileId, binding: email = '', note: via } = link;
  const asking = { kind: 'learner', learnerId, profileId, ...(via ? { via } : {}) } as const;
  if (await isVoid(deps, asking)) throw voidMeanwhile();
  const known = await deps.store.addresses.listOf(learnerId);
  // Many letters may wait at once: they are counted where they are kept.
  if (!known.some((address) => address.email === email)) refuseMore(known);
  await useUp(deps, link.secretHash);
  const id = deps.newId();
  const confirmedAt = deps.now().toISOString();
  const address = { id, learnerId, profileId, email, ...(via ? { via } : {}), confirmedAt };
  const isNew = await deps.store.addresses.insert(address);
  // Looked at after the address is there too: whoever voids the card takes those that are.
  if (isNew && (await isVoid(deps, asking))) {
    await deps.store.addresses.remove(learnerId, id);
    throw voidMeanwhile();
  }
  await refuseErased(deps, asking, []);
  deps.log('info', 'address_confirmed', { learner: learnerId });
}

function refuseMore(known: readonly LearnerAddress[]): void {
  if (known.length < MAX_ADDRESSES) return;
  throw new BadgeError('addresses_too_many', 'No more addresses.');
}

function voidMeanwhile(): BadgeError {
  return new BadgeError('not_found', 'Whoever asked for it had a card that is void.');
}

/**
 * Removes an address, takes back the copies of badges that are for it, and ends what it opened;
 * anything else than the learner's own is left alone.
 *
 * @throws {BadgeError} `address_last` for the only one of a backpack without a centre: nobody could
 *   open it again, or take a forgotten PIN away
 */
export async function removeAddress(
  deps: BackpackDeps,
  actor: Pick<LearnerActor, 'learnerId' | 'profileId' | 'kind'>,
  id: string,
): Promise<void> {
  const { learnerId, profileId } = actor;
  const [known, awards, profile] = await Promise.all([
    deps.store.addresses.listOf(learnerId),
    deps.store.awards.listOfLearner(profileId, learnerId),
    deps.store.profiles.get(profileId),
  ]);
  const address = known.find((one) => one.id === id);
  if (!address) return;
  if (known.length === 1 && profile && !isIssuer(profile)) {
    throw new BadgeError('address_last', 'Nothing else opens a backpack without a centre.');
  }
  await revokeEmailCopies(deps, awards, address.email, actorName(actor));
  await deps.store.addresses.remove(learnerId, id);
  await endLearnerSessions(deps, learnerId, `address:${id}`);
}
