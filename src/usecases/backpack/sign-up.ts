import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner, PersonName } from '../../domain/learner.ts';
import { ADDRESS_LINK_HOURS, type Link } from '../../domain/link.ts';
import { HOST_HANDLE, type Profile } from '../../domain/profile.ts';
import { mayWriteTo } from '../people/letters-an-hour.ts';
import { FULL_SECRET, makeLink } from '../people/make-link.ts';
import { useUp } from '../people/member-links.ts';
import { oneAtATime } from '../people/one-at-a-time.ts';
import type { Letter, Log, Mail, Seams, Store } from '../ports.ts';
import type { SecretDeps } from '../secrets.ts';

export interface SignUpDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'addresses' | 'learners' | 'links' | 'profiles'>;
  readonly origin: string;
  readonly log: Log;
}

/**
 * Sends a link that makes a backpack for whoever has the address, whether or not they have one.
 * Nothing when the mailbox or the place that asks had its letters of the hour.
 *
 * @param asked `email` in lower case; `from` where the request came from, such as a network prefix
 * @throws {BadgeError} `mail_failed`, `mail_address_invalid`
 */
export async function sendSignUpLink(
  deps: SignUpDeps & { readonly mail: Mail },
  asked: { readonly email: string; readonly from: string },
  write: (secret: string) => Pick<Letter, 'subject' | 'text'>,
): Promise<void> {
  if (!(await mayWriteTo(deps, asked))) return;
  const { id: profileId } = await hostProfile(deps);
  const parts = { kind: 'sign-up', targetId: 'nobody', profileId, binding: asked.email } as const;
  const life = { minutes: ADDRESS_LINK_HOURS * 60, bytes: FULL_SECRET };
  const secret = await makeLink(deps, parts, life);
  await deps.mail.send({ to: asked.email, ...write(secret) });
  deps.log('info', 'sign_up_letter_sent');
}

/**
 * Makes the backpack of an adult whom no centre knows, once for an address, and uses the link up.
 *
 * @throws {BadgeError} `backpack_known` when the address has one already; `link_used`
 */
export function signUp(deps: SignUpDeps, link: Link, name: PersonName): Promise<LearnerActor> {
  // Two letters to one address may be opened at once.
  return oneAtATime(deps, `sign-up|${link.binding}`, 'backpack_known', () =>
    makeBackpack(deps, link, name),
  );
}

async function makeBackpack(deps: SignUpDeps, link: Link, name: PersonName): Promise<LearnerActor> {
  const { profileId, binding: email = '' } = link;
  const known = await deps.store.addresses.byEmail(email);
  if (known.some((address) => address.profileId === profileId)) {
    throw new BadgeError('backpack_known', 'The address has a backpack.');
  }
  await useUp(deps, link.secretHash);
  const learnerId = deps.newId();
  const confirmedAt = deps.now().toISOString();
  const learner: Learner = {
    ...name,
    id: learnerId,
    profileId,
    // Nobody is looked up by name here, and many have the same.
    nameKey: learnerId,
    fullNameKey: learnerId,
    band: 'adult',
    createdAt: confirmedAt,
  };
  await deps.store.learners.insertMany([learner]);
  const id = deps.newId();
  await deps.store.addresses.insert({ id, learnerId, profileId, email, confirmedAt });
  deps.log('info', 'signed_up', { learner: learnerId });
  return { kind: 'learner', learnerId, profileId, via: `address:${id}` };
}

/**
 * The profile of those who belong to no centre. It has no members and no keys, and is no issuer:
 * whoever makes it first makes it for all, since a handle is given once.
 */
async function hostProfile(deps: SignUpDeps): Promise<Profile> {
  const found = await deps.store.profiles.byHandle(HOST_HANDLE);
  if (found) return found;
  await deps.store.profiles.insert({
    id: deps.newId(),
    handle: HOST_HANDLE,
    origin: deps.origin,
    name: deps.origin.replace(/^https?:\/\//, ''),
    createdAt: deps.now().toISOString(),
  });
  const made = await deps.store.profiles.byHandle(HOST_HANDLE);
  if (!made) throw new Error('The profile of the host was not kept.');
  return made;
}
