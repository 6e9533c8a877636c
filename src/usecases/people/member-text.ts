import type { Actor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { LinkDeps } from './make-link.ts';

/**
 * What a member says of themselves.
 *
 * @param text `email` in lower case; empty texts take away what was there
 * @throws {BadgeError} `member_exists` when a colleague has that address
 */
export async function describeMember(
  deps: LinkDeps,
  { memberId, profileId }: Extract<Actor, { kind: 'member' }>,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<void> {
  await refuseTakenAddress(deps, profileId, email, memberId);
  await deps.store.members.describe(profileId, memberId, {
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
  });
  deps.log('info', 'member_described', { member: memberId });
}

/** @throws {BadgeError} `member_exists` when someone else of the team has the address */
export async function refuseTakenAddress(
  deps: Pick<LinkDeps, 'store'>,
  profileId: string,
  email: string,
  except?: string,
): Promise<void> {
  if (!email) return;
  const known = await deps.store.members.byEmail(email);
  const isTaken = known.some(
    (member) =>
      member.profileId === profileId && member.removedAt === undefined && member.id !== except,
  );
  if (isTaken) throw new BadgeError('member_exists', 'A member of the team has this address.');
}
