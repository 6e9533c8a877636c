import { ageAt } from '../../domain/age.ts';
import { fullNameKey, type Learner } from '../../domain/learner.ts';
import type { Member } from '../../domain/profile.ts';
import type { Seams, Store } from '../ports.ts';
import { nameOf } from './own-backpack.ts';

/** A person of the list who may be a member, and whether their age lets somebody say so. */
export interface Namesake extends Learner {
  readonly isAdult: boolean;
}

type LinkStore = Pick<Store, 'learners' | 'ownLearners' | 'members'>;

/**
 * People of the list who have the name of a member without a backpack of their own, by the member's
 * id; those who are another member are left out.
 */
export async function namesakesOf(
  { store, now }: Pick<Seams, 'now'> & { readonly store: LinkStore },
  profileId: string,
  members: readonly Member[],
): Promise<ReadonlyMap<string, readonly Namesake[]>> {
  const linked = await store.ownLearners.learnersOf(members.map(({ id }) => id));
  const keyed = members.flatMap((member) => {
    const name = linked.has(member.id) ? undefined : nameOf(member, '');
    return name ? [{ memberId: member.id, key: fullNameKey(name) }] : [];
  });
  const keys = [...new Set(keyed.map(({ key }) => key))];
  const learners = keys.length > 0 ? await store.learners.byFullNames(profileId, keys) : [];
  const taken = await takenAmong(store, learners);
  const free = learners
    .filter(({ id }) => !taken.has(id))
    .map((learner) => ({ ...learner, isAdult: ageAt(learner, now()).band === 'adult' }));
  return new Map(
    keyed.map(({ memberId, key }) => [
      memberId,
      free.filter((learner) => learner.fullNameKey === key),
    ]),
  );
}

/** Which of these are a member. Of one who left a crash may have kept the link: it holds nobody. */
async function takenAmong(
  { ownLearners, members }: LinkStore,
  learners: readonly Learner[],
): Promise<ReadonlySet<string>> {
  const holders = [...(await ownLearners.membersOf(learners.map(({ id }) => id)))];
  const rows = await Promise.all(holders.map(([, memberId]) => members.get(memberId)));
  const held = holders.filter((_, at) => rows[at] && rows[at].removedAt === undefined);
  return new Set(held.map(([learnerId]) => learnerId));
}
