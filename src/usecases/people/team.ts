import { type Actor, actorName, isOwner, type Role } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { INVITATION_DAYS } from '../../domain/link.ts';
import type { Member } from '../../domain/profile.ts';
import type { Store } from '../ports.ts';
import { claimAddress } from './claim-address.ts';
import { unlink } from './link-backpack.ts';
import { type LinkDeps, makeLink } from './make-link.ts';

export interface TeamDeps extends LinkDeps {
  readonly store: Store;
}

/** A link for one member, to hand over: it opens once, within seven days, in any browser. */
export interface HandedLink {
  readonly member: Member;
  readonly secret: string;
}

/** Those who work for the profile, oldest first. @throws {BadgeError} `owner_required` */
export async function listTeam(deps: TeamDeps, actor: Actor, profileId: string): Promise<Member[]> {
  refuseOthers(actor, profileId);
  const members = await deps.store.members.listOf(profileId);
  return members.filter(({ removedAt }) => removedAt === undefined);
}

/**
 * Makes a member and the link that lets them in.
 *
 * @param command `email` in lower case, or empty
 * @throws {BadgeError} `owner_required`, `member_exists`
 */
export async function inviteMember(
  deps: TeamDeps,
  actor: Actor,
  command: {
    readonly profileId: string;
    readonly role: Role;
    readonly name: string;
    readonly email: string;
  },
): Promise<HandedLink> {
  const { profileId, role, name, email } = command;
  refuseOthers(actor, profileId);
  const member: Member = {
    id: deps.newId(),
    profileId,
    role,
    ...(name ? { name } : {}),
    ...(email ? { email } : {}),
    createdAt: deps.now().toISOString(),
  };
  await claimAddress(deps, member, email);
  await deps.store.members.insert(member);
  deps.log('info', 'member_invited', { member: member.id, role });
  return { member, secret: await handedLink(deps, member) };
}

/**
 * Another link for a member who cannot get in; the ones handed over before open nothing any more.
 *
 * @throws {BadgeError} `owner_required`, `not_found`
 */
export async function newMemberLink(
  deps: TeamDeps,
  actor: Actor,
  { profileId, memberId }: { readonly profileId: string; readonly memberId: string },
): Promise<HandedLink> {
  const member = await memberOf(deps, actor, profileId, memberId);
  await removeLinks(deps, memberId, ['owner']);
  deps.log('info', 'member_link_made', { member: memberId });
  return { member, secret: await handedLink(deps, member) };
}

/**
 * Takes a member out of the team: sessions, links, passkeys and the API tokens that they made open
 * nothing from here on. Their own backpack stays theirs, behind a card or an address.
 *
 * @throws {BadgeError} `owner_required`, `not_found`, `last_owner`
 */
export async function removeMember(
  deps: TeamDeps,
  actor: Actor,
  { profileId, memberId }: { readonly profileId: string; readonly memberId: string },
): Promise<void> {
  const member = await memberOf(deps, actor, profileId, memberId);
  const at = deps.now().toISOString();
  if (member.role === 'owner') await removeOwner(deps, member, at);
  else await deps.store.members.remove(profileId, memberId, at);
  await removeLinks(deps, memberId, ['owner', 'sign-in', 'waiting', 'session']);
  const passkeys = await deps.store.passkeys.listOf(memberId);
  await Promise.all(passkeys.map(({ id }) => deps.store.passkeys.remove(memberId, id)));
  await withdrawTokens(deps, member, at);
  await unlink(deps, actor, { memberId, profileId });
  deps.log('info', 'member_removed', { member: memberId });
}

/** A secret that someone took along when they left would be a way back in. */
async function withdrawTokens(deps: TeamDeps, member: Member, at: string): Promise<void> {
  const { id: memberId, profileId, role } = member;
  const maker = actorName({ kind: 'member', memberId, profileId, role });
  const tokens = await deps.store.tokens.listOf(profileId);
  const theirs = tokens.filter(({ createdBy }) => createdBy === maker);
  await Promise.all(theirs.map(({ id }) => deps.store.tokens.withdraw(profileId, id, at)));
}

/**
 * Owners go one after the other, so that two who remove each other at once cannot both succeed:
 * each removal takes the next number, and whoever finds it taken ends that removal first.
 */
async function removeOwner(deps: TeamDeps, { id, profileId }: Member, at: string): Promise<void> {
  for (;;) {
    const all = await deps.store.members.listOf(profileId);
    const owners = all.filter(({ role }) => role === 'owner');
    const left = owners.filter(({ removedAt }) => removedAt === undefined);
    if (!left.some((owner) => owner.id === id)) return;
    if (left.length === 1) throw new BadgeError('last_owner', 'One owner has to stay.');
    const turn = `owner_removal:${profileId}:${owners.length - left.length}`;
    await deps.store.settings.insert(turn, id);
    const chosen = (await deps.store.settings.get(turn)) ?? id;
    await deps.store.members.remove(profileId, chosen, at);
  }
}

async function memberOf(
  deps: TeamDeps,
  actor: Actor,
  profileId: string,
  memberId: string,
): Promise<Member> {
  refuseOthers(actor, profileId);
  const member = await deps.store.members.get(memberId);
  if (member?.profileId !== profileId || member.removedAt !== undefined) {
    throw new BadgeError('not_found', 'No such member.');
  }
  return member;
}

function refuseOthers(actor: Actor, profileId: string): void {
  if (!isOwner(actor, profileId)) throw new BadgeError('owner_required', 'Owners only.');
}

function handedLink(deps: TeamDeps, { id, profileId }: Member): Promise<string> {
  const parts = { kind: 'owner', targetId: id, profileId } as const;
  return makeLink(deps, parts, { minutes: INVITATION_DAYS * 24 * 60 });
}

async function removeLinks(
  deps: TeamDeps,
  memberId: string,
  kinds: ReadonlyArray<'owner' | 'sign-in' | 'waiting' | 'session'>,
): Promise<void> {
  const lists = await Promise.all(kinds.map((kind) => deps.store.links.listOf(memberId, kind)));
  await Promise.all(lists.flat().map(({ secretHash }) => deps.store.links.remove(secretHash)));
}
