import { actorName, type MemberActor } from '../../domain/actor.ts';
import { type Age, ageAt } from '../../domain/age.ts';
import { BadgeError } from '../../domain/errors.ts';
import { fullNameKey, nameKey, type PersonName, tidyName } from '../../domain/learner.ts';
import { isOpen } from '../../domain/share.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { closeShares } from '../backpack/shares.ts';
import { noteAudit } from './audit.ts';
import { holdToConsent } from './hold-to-consent.ts';
import { learnerOf } from './learner-of.ts';

/**
 * Says how old a person is: a band, and the month in which it ends. What this age does not allow
 * is closed at once.
 *
 * @throws {BadgeError} `learner_unknown`
 */
export async function changeAge(
  deps: BackpackDeps,
  actor: MemberActor,
  { learnerId, age }: { readonly learnerId: string; readonly age: Age },
): Promise<void> {
  const { band: _band, bandUntil: _until, ...learner } = await learnerOf(deps, actor, learnerId);
  const now = ageAt(age, deps.now());
  await deps.store.learners.setAge(actor.profileId, learnerId, now);
  const by = actorName(actor);
  await noteAudit(deps, { profileId: actor.profileId, learnerId, by, act: 'age-changed' });
  await holdToConsent(deps, { ...learner, ...now }, by);
}

/**
 * Corrects how a person is called. Copies that were signed with the name before end with their
 * shares; badges name nobody and stay as they are.
 *
 * @throws {BadgeError} `learner_unknown`, `name_taken` when another person has exactly this name
 */
export async function renameLearner(
  deps: BackpackDeps,
  actor: MemberActor,
  { learnerId, name }: { readonly learnerId: string; readonly name: PersonName },
): Promise<void> {
  const { profileId } = actor;
  const learner = await learnerOf(deps, actor, learnerId);
  const tidy = {
    firstName: tidyName(name.firstName),
    lastName: tidyName(name.lastName),
    nickname: tidyName(name.nickname),
  };
  const keys = { nameKey: nameKey(tidy), fullNameKey: fullNameKey(tidy) };
  if (!(await deps.store.learners.rename(profileId, learnerId, { ...tidy, ...keys }))) {
    throw new BadgeError('name_taken', 'Another person of the profile has this name.');
  }
  await noteAudit(deps, { profileId, learnerId, by: actorName(actor), act: 'name-changed' });
  const isSigned = tidy.firstName !== learner.firstName || tidy.lastName !== learner.lastName;
  if (!isSigned) return;
  const shares = await deps.store.shares.listOfLearner(profileId, learnerId);
  const open = shares.filter((share) => isOpen(share, deps.now()));
  await closeShares(
    deps,
    open.filter(({ signedName }) => signedName !== undefined),
  );
}
