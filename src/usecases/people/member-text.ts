import type { MemberActor } from '../../domain/actor.ts';
import { type ClaimDeps, claimAddress, releaseAddress } from './claim-address.ts';
import type { LinkDeps } from './make-link.ts';

/**
 * What a member says of themselves.
 *
 * @param text `email` in lower case; empty texts take away what was there
 * @throws {BadgeError} `member_exists` when a colleague has that address
 */
export async function describeMember(
  deps: ClaimDeps & Pick<LinkDeps, 'log'>,
  { memberId, profileId }: MemberActor,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<void> {
  const holder = { id: memberId, profileId };
  const before = (await deps.store.members.get(memberId))?.email ?? '';
  await claimAddress(deps, holder, email);
  await deps.store.members.describe(profileId, memberId, {
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
  });
  if (before !== email) await releaseAddress(deps, holder, before);
  deps.log('info', 'member_described', { member: memberId });
}
