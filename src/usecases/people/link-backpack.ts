import { type Actor, actorName, isOwner } from '../../domain/actor.ts';
import type { AuditAct } from '../../domain/audit.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Member } from '../../domain/profile.ts';
import { revokedAmong } from '../awarding/revoked-awards.ts';
import { endLearnerSessions } from '../backpack/learner-sessions.ts';
import type { Log, Seams, Store } from '../ports.ts';
import type { SecretDeps } from '../secrets.ts';
import { noteAudit } from './audit.ts';
import { namesakesOf } from './member-namesakes.ts';
import { memberIn } from './own-learner.ts';

interface LinkBackpackDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Store;
  readonly log: Log;
}

interface Pair {
  readonly memberId: string;
  readonly learnerId: string;
}

/**
 * An owner says that a member is a person of the list. Not of themselves: a second one does; not of
 * a young person; not of somebody whom this member gave badges, since nobody awards themselves.
 *
 * @throws {BadgeError} `not_found`, also when it is the owner or another name;
 *   `own_backpack_adult`; `own_backpack_awarded`
 */
export async function linkOwnBackpack(
  deps: LinkBackpackDeps,
  actor: Actor,
  { memberId, learnerId }: Pair,
): Promise<void> {
  const member = await otherMember(deps, actor, memberId);
  const { profileId } = member;
  const namesakes = (await namesakesOf(deps, profileId, [member])).get(memberId) ?? [];
  const namesake = namesakes.find(({ id }) => id === learnerId);
  if (!namesake) throw new BadgeError('not_found', 'No such namesake.');
  if (!namesake.isAdult) {
    throw new BadgeError('own_backpack_adult', 'Not known to be an adult.');
  }
  const before = await deps.store.ownLearners.memberOf(learnerId);
  const leftover = before === undefined ? undefined : await deps.store.members.get(before);
  if (leftover?.removedAt !== undefined) {
    await unlink(deps, actor, { memberId: leftover.id, profileId });
  }
  if (!(await deps.store.ownLearners.insert({ memberId, learnerId }))) {
    throw new BadgeError('not_found', 'One of them was linked meanwhile.');
  }
  // Looked at after the link is there: whoever awards looks for it first.
  if (await hasAwarded(deps, member, learnerId)) {
    await deps.store.ownLearners.remove({ memberId, learnerId });
    throw new BadgeError('own_backpack_awarded', 'The member awarded this person.');
  }
  await note(deps, actor, namesake, 'backpack-linked');
  deps.log('info', 'own_backpack_linked', { member: memberId });
}

/**
 * An owner says that a member is not that person: the backpack stays, and the member's account does
 * not open it any more.
 *
 * @throws {BadgeError} `not_found`, also when it is the owner, or when they are not linked
 */
export async function unlinkOwnBackpack(
  deps: LinkBackpackDeps,
  actor: Actor,
  { memberId, learnerId }: Pair,
): Promise<void> {
  const { profileId } = await otherMember(deps, actor, memberId);
  if ((await deps.store.ownLearners.learnerOf(memberId)) !== learnerId) {
    throw new BadgeError('not_found', 'They are not linked.');
  }
  await unlink(deps, actor, { memberId, profileId });
}

/** Ends what a member's account opens of a backpack, when it opens any. */
export async function unlink(
  deps: LinkBackpackDeps,
  actor: Actor,
  { memberId, profileId }: Pick<Pair, 'memberId'> & Pick<Member, 'profileId'>,
): Promise<void> {
  const learnerId = await deps.store.ownLearners.learnerOf(memberId);
  if (learnerId === undefined) return;
  await deps.store.ownLearners.remove({ memberId, learnerId });
  await endLearnerSessions(deps, learnerId, `member:${memberId}`);
  await note(deps, actor, { id: learnerId, profileId }, 'backpack-unlinked');
  deps.log('info', 'own_backpack_unlinked', { member: memberId });
}

/** The person of each of these members who has a backpack of their own, by the member's id. */
export async function ownLearnersOf(
  { store }: { readonly store: Pick<Store, 'learners' | 'ownLearners'> },
  profileId: string,
  members: readonly Member[],
): Promise<ReadonlyMap<string, Learner>> {
  const linked = await store.ownLearners.learnersOf(members.map(({ id }) => id));
  const learners = new Map(
    (await store.learners.getMany(profileId, [...linked.values()])).map((one) => [one.id, one]),
  );
  return new Map(
    [...linked].flatMap(([memberId, learnerId]) => {
      const learner = learners.get(learnerId);
      return learner ? [[memberId, learner] as const] : [];
    }),
  );
}

async function otherMember(
  { store }: LinkBackpackDeps,
  actor: Actor,
  memberId: string,
): Promise<Member> {
  const member = await store.members.get(memberId);
  const isOther = actor.kind !== 'member' || actor.memberId !== memberId;
  if (!member || member.removedAt !== undefined || !isOwner(actor, member.profileId) || !isOther) {
    throw new BadgeError('not_found', 'No such member whom the actor may link.');
  }
  return member;
}

/** Whether a badge that counts was given or said anew by the member, or by a program of theirs. */
async function hasAwarded(
  { store }: LinkBackpackDeps,
  { id: memberId, profileId }: Member,
  learnerId: string,
): Promise<boolean> {
  const tokens = await store.tokens.listOf(profileId);
  const theirs = tokens.filter(({ createdBy }) => memberIn(createdBy) === memberId);
  const names = new Set([`member:${memberId}`, ...theirs.map(({ id }) => `token:${id}`)]);
  const all = await store.awards.listOfLearner(profileId, learnerId);
  const awards = all.filter(({ state }) => state !== 'voided');
  const ids = awards.map(({ id }) => id);
  const [revoked, corrections] = await Promise.all([
    revokedAmong(store, awards),
    store.awards.correctionsOf(ids),
  ]);
  const said = [
    ...awards.map(({ id, awardedBy }) => ({ id, by: awardedBy })),
    ...corrections.map(({ awardId, by }) => ({ id: awardId, by })),
  ];
  return said.some(({ id, by }) => names.has(by) && !revoked.has(id));
}

async function note(
  deps: Pick<LinkBackpackDeps, 'now' | 'newId'> & { readonly store: Pick<Store, 'audit'> },
  actor: Actor,
  { id: learnerId, profileId }: Pick<Learner, 'id' | 'profileId'>,
  act: AuditAct,
): Promise<void> {
  await noteAudit(deps, { profileId, learnerId, by: actorName(actor), act });
}
