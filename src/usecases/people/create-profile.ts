import { type Actor, isOwner } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import { type Profile, ProfileText } from '../../domain/profile.ts';
import { makeKeys } from '../operations/signing-keys.ts';
import type { Seams, Store, Vault } from '../ports.ts';

interface ProfileDeps extends Pick<Seams, 'now' | 'newId' | 'random'> {
  readonly store: Pick<Store, 'profiles' | 'keys'>;
  readonly vault: Pick<Vault, 'newKey'>;
  readonly origin: string;
}

/**
 * Makes a profile with its keys. Its handle is random and its origin frozen: both are part of the
 * identity that credentials name for ever.
 *
 * @throws {BadgeError} `profile_invalid`, `member_required`
 */
export async function createProfile(
  deps: ProfileDeps,
  actor: Actor,
  text: unknown,
): Promise<Profile> {
  refuseOthers(actor);
  const profile: Profile = {
    id: deps.newId(),
    handle: handle(deps),
    origin: deps.origin,
    ...defined(parse(ProfileText, text, 'profile_invalid')),
    createdAt: deps.now().toISOString(),
  };
  // Keys first: a profile that can be seen can sign.
  await makeKeys(deps, profile.id);
  await deps.store.profiles.insert(profile);
  return profile;
}

/** @throws {BadgeError} `profile_unknown`, `profile_invalid`, `member_required` */
export async function describeProfile(
  deps: Pick<ProfileDeps, 'store'>,
  actor: Actor,
  profileId: string,
  text: unknown,
): Promise<Profile> {
  if (!isOwner(actor, profileId)) refuseOthers(actor);
  const described = defined(parse(ProfileText, text, 'profile_invalid'));
  await deps.store.profiles.describe(profileId, described);
  const profile = await deps.store.profiles.get(profileId);
  if (!profile) throw new BadgeError('profile_unknown', 'No such profile.');
  return profile;
}

function refuseOthers(actor: Actor): void {
  if (actor.kind !== 'operator') {
    throw new BadgeError('member_required', 'Only the operator makes profiles.');
  }
}

/** Optional properties are left out, never undefined. */
function defined({ name, email, description, insideName }: ProfileText) {
  return {
    name,
    ...(email ? { email } : {}),
    ...(description ? { description } : {}),
    ...(insideName ? { insideName } : {}),
  };
}

/** Ten characters that are read and typed without doubt. */
function handle({ random }: Pick<Seams, 'random'>): string {
  const alphabet = '23456789abcdefghjkmnpqrstvwxyz';
  return [...random(10)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
