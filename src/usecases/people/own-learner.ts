import type { Actor, MemberActor } from '../../domain/actor.ts';
import { BadgeError, type ErrorCode } from '../../domain/errors.ts';
import { fullNameKeysOf, type Learner } from '../../domain/learner.ts';
import type { Store } from '../ports.ts';

interface OwnDeps {
  readonly store: Pick<Store, 'ownLearners' | 'members' | 'learners' | 'tokens'>;
}

/**
 * Whom an actor may not award, by the learner's id, and why: themselves, and whoever has their name
 * or one that they had, and is not known to be another member. A program is whoever made its token; the operator is nobody.
 */
export async function notByThemselves(
  { store }: OwnDeps,
  actor: Actor,
  profileId: string,
): Promise<ReadonlyMap<string, ErrorCode>> {
  const memberId = await memberBehind(store, actor);
  if (memberId === undefined) return new Map();
  const [own, keys] = await Promise.all([
    store.ownLearners.learnerOf(memberId),
    ownNameKeys({ store }, memberId),
  ]);
  const refused = new Map<string, ErrorCode>();
  const namesakes = keys.length > 0 ? await store.learners.byFullNames(profileId, keys) : [];
  for (const { id } of namesakes) {
    const linked = await store.ownLearners.memberOf(id);
    if (linked === undefined) refused.set(id, 'award_to_namesake');
  }
  if (own !== undefined) refused.set(own, 'award_to_self');
  return refused;
}

/** The keys of everyone whom a name that a member has or had could mean: a name is soon changed back. */
async function ownNameKeys(
  { store }: { readonly store: Pick<Store, 'members'> },
  memberId: string,
): Promise<string[]> {
  const names = await store.members.namesOf(memberId);
  return [...new Set(names.flatMap(fullNameKeysOf))];
}

/**
 * Stands before a member gives somebody another name. A person who gets their own name by their
 * hand would be them, with what they awarded before.
 *
 * @throws {BadgeError} `own_name`
 */
export async function refuseOwnName(
  { store }: { readonly store: Pick<Store, 'members' | 'ownLearners'> },
  { memberId }: MemberActor,
  learner: Pick<Learner, 'id' | 'fullNameKey'>,
  fullNameKey: string,
): Promise<void> {
  if (learner.fullNameKey === fullNameKey) return;
  const keys = await ownNameKeys({ store }, memberId);
  const isTaken = keys.includes(learner.fullNameKey) && !isCompleted(learner, fullNameKey);
  const isNamesake = keys.includes(fullNameKey) || isTaken;
  if (!isNamesake || (await store.ownLearners.memberOf(learner.id)) !== undefined) return;
  throw new BadgeError('own_name', 'Another member gives or takes the name of the member.');
}

/** Whether half a name gets its other half: to a member called Léa, every Léa is a namesake. */
function isCompleted({ fullNameKey }: Pick<Learner, 'fullNameKey'>, to: string): boolean {
  return (
    (fullNameKey.endsWith('|') && to.startsWith(fullNameKey)) ||
    (fullNameKey.startsWith('|') && to.endsWith(fullNameKey))
  );
}

/** @throws {BadgeError} `own_person`: what is signed about a member is not theirs to say */
export async function refuseOwnPerson(
  { store }: { readonly store: Pick<Store, 'ownLearners'> },
  { memberId }: MemberActor,
  learnerId: string,
): Promise<void> {
  if ((await store.ownLearners.learnerOf(memberId)) !== learnerId) return;
  throw new BadgeError('own_person', 'Another member changes it.');
}

/** The id in the name that a member leaves on rows: see `actorName`. */
export function memberIn(name: string): string | undefined {
  return /^member:(.+)$/.exec(name)?.[1];
}

async function memberBehind(
  store: Pick<Store, 'tokens'>,
  actor: Actor,
): Promise<string | undefined> {
  if (actor.kind === 'member') return actor.memberId;
  if (actor.kind !== 'token') return undefined;
  const tokens = await store.tokens.listOf(actor.profileId);
  return memberIn(tokens.find(({ id }) => id === actor.tokenId)?.createdBy ?? '');
}
