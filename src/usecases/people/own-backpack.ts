import type { LearnerActor, MemberActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import {
  fullNameKey,
  type Learner,
  nameKey,
  type PersonName,
  tidyName,
} from '../../domain/learner.ts';
import type { Member } from '../../domain/profile.ts';
import type { Log, Seams, Store } from '../ports.ts';

export interface OwnBackpackDeps extends Pick<Seams, 'now' | 'newId'> {
  readonly store: Pick<Store, 'learners' | 'members' | 'ownLearners'>;
  readonly log: Log;
}

/**
 * The member in the backpack of their own. The first time it makes a learner of their name; when
 * the list has somebody of that name, it is theirs only once an owner has said so: nobody makes
 * themselves into a young person by taking their name.
 *
 * @param apart what tells a backpack of their own from the namesake's, when they say that it is
 *   not theirs
 * @throws {BadgeError} `member_name_required`, `own_backpack_asked`
 */
export async function openOwnBackpack(
  deps: OwnBackpackDeps,
  actor: MemberActor,
  apart = '',
): Promise<LearnerActor> {
  const { memberId, profileId } = actor;
  const learnerId =
    (await deps.store.ownLearners.learnerOf(memberId)) ?? (await makeOwn(deps, actor, apart));
  return { kind: 'learner', learnerId, profileId, via: `member:${memberId}` };
}

async function makeOwn(deps: OwnBackpackDeps, actor: MemberActor, apart: string): Promise<string> {
  const { memberId, profileId } = actor;
  const member = await deps.store.members.get(memberId);
  const name = member && nameOf(member, apart);
  if (!name) throw new BadgeError('member_name_required', 'The member has no name.');
  const namesakes = await deps.store.learners.byFullNames(profileId, [fullNameKey(name)]);
  if (namesakes.length > 0 && !apart) throw asked();
  const learner: Learner = {
    ...name,
    id: deps.newId(),
    profileId,
    nameKey: nameKey(name),
    fullNameKey: fullNameKey(name),
    band: 'adult',
    createdAt: deps.now().toISOString(),
  };
  const made = await deps.store.learners.insertMany([learner]);
  if (made.size === 0) throw asked();
  return keepLink(deps, memberId, learner.id);
}

/** Two windows may do it at once: the first link counts. */
async function keepLink(deps: OwnBackpackDeps, memberId: string, learnerId: string) {
  const { ownLearners } = deps.store;
  if (await ownLearners.insert({ memberId, learnerId })) {
    deps.log('info', 'own_backpack_opened', { member: memberId });
    return learnerId;
  }
  const other = await ownLearners.learnerOf(memberId);
  if (other === undefined) throw asked();
  return other;
}

/** How a member stands to a backpack of their own. */
export type OwnStanding = 'open' | 'none' | 'asked' | 'unnamed';

/** Whether the member has one, or what opening it would do. */
export async function ownStanding(
  deps: Pick<OwnBackpackDeps, 'store'>,
  member: Member,
): Promise<OwnStanding> {
  if ((await deps.store.ownLearners.learnerOf(member.id)) !== undefined) return 'open';
  const name = nameOf(member, '');
  if (!name) return 'unnamed';
  const namesakes = await deps.store.learners.byFullNames(member.profileId, [fullNameKey(name)]);
  return namesakes.length > 0 ? 'asked' : 'none';
}

/** A member's name as a list would have it: the first word, then the rest. */
export function nameOf({ name = '' }: Member, apart: string): PersonName | undefined {
  const [firstName = '', ...rest] = tidyName(name).split(' ');
  if (!firstName) return undefined;
  return { firstName, lastName: rest.join(' '), nickname: apart };
}

function asked(): BadgeError {
  return new BadgeError('own_backpack_asked', 'The list has a person of this name.');
}
