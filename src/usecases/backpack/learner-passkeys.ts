import type { LearnerActor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { Passkey } from '../../domain/passkey.ts';
import {
  type Answered,
  addPasskey,
  type KeyDeps,
  type KeyOwner,
  listPasskeys,
  passkeyOf,
  removePasskey,
} from '../people/passkeys.ts';
import type { Store } from '../ports.ts';
import { endLearnerSessions, type LearnerSessionDeps } from './learner-sessions.ts';
import { refuseVoid, type VoidDeps } from './refuse-void.ts';

export type LearnerKeyDeps = Pick<KeyDeps, 'random' | 'sha256Hex' | 'now' | 'passkeys' | 'log'> & {
  readonly store: Pick<Store, 'links' | 'passkeys' | 'learners'>;
};

/** A learner as the owner of a key, which remembers what opened the session that adds it. */
export function keyOwnerOf({ learnerId, profileId, via }: LearnerActor): KeyOwner {
  return { memberId: learnerId, profileId, ...(via ? { via } : {}) };
}

/** Adds a key to the learner's own. @throws {BadgeError} `passkey_refused`; `card_required` */
export async function addLearnerPasskey(
  deps: KeyDeps & VoidDeps,
  actor: LearnerActor,
  given: Parameters<typeof addPasskey>[2],
): Promise<void> {
  const id = await addPasskey(deps, keyOwnerOf(actor), given);
  await refuseVoid(deps, actor, () => deps.store.passkeys.remove(actor.learnerId, id));
}

/** Whose backpack a key opens. @throws {BadgeError} `passkey_refused`, also for a key of the team */
export async function learnerOfPasskey(
  deps: LearnerKeyDeps,
  given: Answered,
): Promise<LearnerActor> {
  const { id, memberId: learnerId, profileId } = await passkeyOf(deps, given);
  if (!(await deps.store.learners.get(profileId, learnerId))) {
    throw new BadgeError('passkey_refused', 'No learner has this key.');
  }
  return { kind: 'learner', learnerId, profileId, via: `passkey:${id}` };
}

/** The keys that open a learner's backpack, oldest first. */
export function learnerPasskeys(deps: LearnerKeyDeps, learnerId: string): Promise<Passkey[]> {
  return listPasskeys(deps, { memberId: learnerId });
}

/** Removes a key, and ends what it opened; anything else than the learner's own is left alone. */
export async function removeLearnerPasskey(
  deps: LearnerSessionDeps & Pick<LearnerKeyDeps, 'log' | 'store'>,
  { learnerId }: Pick<LearnerActor, 'learnerId'>,
  id: string,
): Promise<void> {
  await removePasskey(deps, { memberId: learnerId }, id);
  await endLearnerSessions(deps, learnerId, `passkey:${id}`);
}
