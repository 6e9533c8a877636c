import { BadgeError } from '../../domain/errors.ts';
import { isOver, type Link, OWNER_LINK_MINUTES } from '../../domain/link.ts';
import type { Member } from '../../domain/profile.ts';
import type { Store } from '../ports.ts';
import { hashOf } from '../secrets.ts';
import { type LinkDeps, makeLink } from './make-link.ts';
import { matchCodeOf } from './match-code.ts';
import { actorOfSession, type Entering, type Opened, openSession } from './sessions.ts';

/**
 * A secret that lets an owner of a profile in: once, within thirty minutes. Handed over by the
 * operator; it is shown and never kept. The owner who has not said who they are gets another link;
 * when everyone has, it makes a new owner.
 */
export async function newOwnerLink(deps: LinkDeps, profileId: string): Promise<string> {
  const members = await deps.store.members.listOf(profileId);
  const unnamed = members.find(isUnnamedOwner);
  const targetId = unnamed?.id ?? deps.newId();
  if (!unnamed) {
    const createdAt = deps.now().toISOString();
    await deps.store.members.insert({ id: targetId, profileId, role: 'owner', createdAt });
  }
  return makeLink(deps, { kind: 'owner', targetId, profileId }, { minutes: OWNER_LINK_MINUTES });
}

function isUnnamedOwner({ role, name, email, removedAt }: Member): boolean {
  return role === 'owner' && !name && !email && removedAt === undefined;
}

/** A link that would open now, as the browser that holds it may know it. */
export interface Entry {
  readonly link: Link;
  readonly member: Member;
  /**
   * Absent where the button may stand. In another browser than the one that asked by e-mail: six
   * digits to type there.
   */
  readonly code?: string;
}

/**
 * Looks at a link; looking uses nothing up.
 *
 * @param waiting the secret of the browser, when it asked for a link
 * @throws {BadgeError} `not_found`, `link_expired`, `link_used`
 */
export async function lookAtEntry(
  deps: LinkDeps,
  secret: string,
  waiting?: string,
): Promise<Entry> {
  const link = await deps.store.links.get(hashOf(deps, secret));
  if (link?.kind !== 'owner' && link?.kind !== 'sign-in') {
    throw new BadgeError('not_found', 'No such link.');
  }
  const member = await deps.store.members.get(link.targetId);
  if (!member || member.removedAt !== undefined) {
    throw new BadgeError('not_found', 'The member was removed.');
  }
  if (isOver(link, deps.now())) throw new BadgeError('link_expired', 'The link has expired.');
  if (await deps.store.links.wasUsed(link.secretHash)) {
    throw new BadgeError('link_used', 'The link has been used.');
  }
  const isHere = link.binding === undefined || link.binding === bindingOf(deps, waiting);
  return { link, member, ...(isHere ? {} : { code: matchCodeOf(deps, secret) }) };
}

/** Whether a session is open of the very member whom a link, used or not, leads in. */
export async function isInside(
  deps: Pick<LinkDeps, 'store' | 'sha256Hex' | 'now'>,
  secret: string,
  session: string | undefined,
): Promise<boolean> {
  const actor = await actorOfSession(deps, session);
  const link = await deps.store.links.get(hashOf(deps, secret));
  return actor.kind === 'member' && link?.targetId === actor.memberId;
}

function bindingOf(deps: LinkDeps, waiting: string | undefined): string | undefined {
  return waiting === undefined ? undefined : hashOf(deps, waiting);
}

/**
 * Uses the link up and opens a session. A link asked for by e-mail opens in the browser that asked
 * and nowhere else.
 *
 * @throws {BadgeError} `not_found`, `link_expired`, `link_used`, `match_code_wrong` in another
 *   browser
 */
export async function enter(
  deps: LinkDeps,
  secret: string,
  browser: Entering & { readonly waiting?: string } = {},
): Promise<Opened> {
  const { link, member, code } = await lookAtEntry(deps, secret, browser.waiting);
  if (code !== undefined) throw new BadgeError('match_code_wrong', 'Another browser asked.');
  await useUp(deps, link.secretHash);
  return openSession(deps, member, browser);
}

/** @throws {BadgeError} `link_used` unless this use is the first */
export async function useUp(
  deps: Pick<LinkDeps, 'now'> & { readonly store: Pick<Store, 'links'> },
  secretHash: string,
): Promise<void> {
  if (!(await deps.store.links.use(secretHash, deps.now().toISOString()))) {
    throw new BadgeError('link_used', 'The link has been used.');
  }
}
