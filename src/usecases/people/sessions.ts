import type { Actor, MemberActor } from '../../domain/actor.ts';
import { isOver, type Link, SESSION_HOURS } from '../../domain/link.ts';
import type { Member } from '../../domain/profile.ts';
import { hashOf } from '../secrets.ts';
import { FULL_SECRET, type LinkDeps, makeLink } from './make-link.ts';

/** The browser that enters: the session it had, and a coarse name to tell it by. */
export interface Entering {
  readonly previous?: string;
  readonly note?: string;
}

/** An open session: its secret, and its life in hours. */
export interface Opened {
  readonly session: string;
  readonly hours: number;
}

/** A session under a new secret of 256 bits; the one that the browser had ends. */
export async function openSession(
  deps: LinkDeps,
  { id, profileId }: Pick<Member, 'id' | 'profileId'>,
  { previous, note }: Entering = {},
): Promise<Opened> {
  if (previous) await leave(deps, previous);
  const session = await makeLink(
    deps,
    { kind: 'session', targetId: id, profileId, ...(note ? { note } : {}) },
    { minutes: SESSION_HOURS * 60, bytes: FULL_SECRET },
  );
  deps.log('info', 'member_entered', { member: id });
  return { session, hours: SESSION_HOURS };
}

/** Who a session's secret belongs to; anonymous when it opens nothing or the member was removed. */
export async function actorOfSession(
  deps: Pick<LinkDeps, 'store' | 'sha256Hex' | 'now'>,
  secret: string | undefined,
): Promise<Actor> {
  if (!secret) return { kind: 'anonymous' };
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (link?.kind !== 'session' || isOver(link, deps.now())) return { kind: 'anonymous' };
  const member = await deps.store.members.get(link.targetId);
  if (!member || member.removedAt !== undefined) return { kind: 'anonymous' };
  const { id: memberId, profileId, role } = member;
  return { kind: 'member', memberId, profileId, role };
}

/** The member's open sessions, newest first. */
export async function listSessions(deps: LinkDeps, { memberId }: MemberActor): Promise<Link[]> {
  const links = await deps.store.links.listOf(memberId, 'session');
  return links.filter((link) => !isOver(link, deps.now()));
}

/** Ends one of the member's own sessions; anything else is left alone. */
export async function endSession(
  deps: LinkDeps,
  actor: MemberActor,
  secretHash: string,
): Promise<void> {
  const sessions = await deps.store.links.listOf(actor.memberId, 'session');
  if (!sessions.some((link) => link.secretHash === secretHash)) return;
  await deps.store.links.remove(secretHash);
  deps.log('info', 'session_ended', { member: actor.memberId });
}

/** Ends all of the member's sessions but the one that asks. */
export async function endOtherSessions(
  deps: LinkDeps,
  actor: MemberActor,
  current: string,
): Promise<void> {
  const kept = hashOf(deps, current);
  const sessions = await deps.store.links.listOf(actor.memberId, 'session');
  const others = sessions.filter(({ secretHash }) => secretHash !== kept);
  await Promise.all(others.map(({ secretHash }) => deps.store.links.remove(secretHash)));
  deps.log('info', 'sessions_ended', { member: actor.memberId, count: others.length });
}

/** Ends a session by its secret; other secrets end nothing. */
export async function leave(
  deps: Pick<LinkDeps, 'store' | 'sha256Hex'>,
  secret: string,
): Promise<void> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (link?.kind === 'session') await deps.store.links.remove(link.secretHash);
}
