import type { Actor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOver, type Link, OWNER_LINK_MINUTES, SESSION_HOURS } from '../../domain/link.ts';
import type { Seams, Store } from '../ports.ts';
import { hashOf, newSecret, type SecretDeps } from '../secrets.ts';

export interface LinkDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'links' | 'members' | 'profiles'>;
}

/**
 * A secret that lets the owner of a profile in: once, within thirty minutes. Makes the member.
 * Handed over by the operator; it is shown and never kept.
 */
export async function newOwnerLink(deps: LinkDeps, profileId: string): Promise<string> {
  const memberId = deps.newId();
  const createdAt = deps.now().toISOString();
  await deps.store.members.insert({ id: memberId, profileId, role: 'owner', createdAt });
  return storeLink(deps, {
    kind: 'owner',
    targetId: memberId,
    profileId,
    minutes: OWNER_LINK_MINUTES,
  });
}

/** Whether the link would open now; looking uses nothing up. @throws {BadgeError} as `enter` */
export async function lookAtOwnerLink(deps: LinkDeps, secret: string): Promise<Link> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (link?.kind !== 'owner') throw new BadgeError('not_found', 'No such link.');
  if (isOver(link, deps.now())) throw new BadgeError('link_expired', 'The link has expired.');
  return link;
}

/**
 * Uses the link up and opens a session.
 *
 * @returns the session's secret, and its life in hours
 * @throws {BadgeError} `not_found`, `link_expired`, `link_used`
 */
export async function enter(
  deps: LinkDeps,
  secret: string,
): Promise<{ session: string; hours: number }> {
  const link = await lookAtOwnerLink(deps, secret);
  if (!(await deps.store.links.use(link.secretHash, deps.now().toISOString()))) {
    throw new BadgeError('link_used', 'The link has been used.');
  }
  const { targetId, profileId } = link;
  const session = await storeLink(deps, {
    kind: 'session',
    targetId,
    profileId,
    minutes: SESSION_HOURS * 60,
  });
  return { session, hours: SESSION_HOURS };
}

/** Who a session's secret belongs to; anonymous when it opens nothing. */
export async function actorOfSession(deps: LinkDeps, secret: string | undefined): Promise<Actor> {
  if (!secret) return { kind: 'anonymous' };
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (link?.kind !== 'session' || isOver(link, deps.now())) return { kind: 'anonymous' };
  const member = await deps.store.members.get(link.targetId);
  if (!member) return { kind: 'anonymous' };
  const { id: memberId, profileId, role } = member;
  return { kind: 'member', memberId, profileId, role };
}

export async function leave(deps: LinkDeps, secret: string): Promise<void> {
  await deps.store.links.remove(hashOf(deps, secret));
}

async function storeLink(
  deps: LinkDeps,
  parts: Pick<Link, 'kind' | 'targetId' | 'profileId'> & { minutes: number },
): Promise<string> {
  const { minutes, ...link } = parts;
  const { secret, hash } = newSecret(deps);
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + minutes * 60_000).toISOString();
  await deps.store.links.insert({
    ...link,
    secretHash: hash,
    createdAt: now.toISOString(),
    expiresAt,
  });
  return secret;
}
