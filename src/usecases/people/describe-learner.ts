import { actorName, type MemberActor } from '../../domain/actor.ts';
import { type Age, ageAt, untilFault } from '../../domain/age.ts';
import { BadgeError } from '../../domain/errors.ts';
import { fullNameKey, nameKey, type PersonName, tidyName } from '../../domain/learner.ts';
import type { BackpackDeps } from '../backpack/deps.ts';
import { noteAudit } from './audit.ts';
import { holdToConsent } from './hold-to-consent.ts';
import { learnerOf } from './learner-of.ts';
import { refuseOwnName, refuseOwnPerson } from './own-learner.ts';

/**
 * Says how old a person is: a band, and the month in which it ends. What this age does not allow
 * is closed at once.
 *
 * @throws {BadgeError} `learner_unknown`; `own_person`; `form_invalid` when nobody is so young
 */
export async function changeAge(
  deps: BackpackDeps,
  actor: MemberActor,
  { learnerId, age }: { readonly learnerId: string; readonly age: Age },
): Promise<void> {
  await refuseOwnPerson(deps, actor, learnerId);
  const { band: _band, bandUntil: _until, ...learner } = await learnerOf(deps, actor, learnerId);
  refuseTooLong(age, deps.now());
  const now = ageAt(age, deps.now());
  await deps.store.learners.setAge(actor.profileId, learnerId, now);
  const by = actorName(actor);
  await noteAudit(deps, { profileId: actor.profileId, learnerId, by, act: 'age-changed' });
  await holdToConsent(deps, { ...learner, ...now }, by);
}

function refuseTooLong({ band, bandUntil }: Age, now: Date): void {
  if (band === undefined || band === 'adult' || bandUntil === undefined) return;
  if (untilFault(band, bandUntil, now) !== 'far') return;
  throw new BadgeError('form_invalid', 'A band that lasts longer than it can.');
}

/**
 * Corrects how a person is called. Copies that were signed with the name before end with their
 * shares; badges name nobody and stay as they are.
 *
 * @throws {BadgeError} `learner_unknown`; `own_person`; `own_name` when the name before or after is or
 *   was the member's; `name_taken` when another person has exactly this name
 */
export async function renameLearner(
  deps: BackpackDeps,
  actor: MemberActor,
  { learnerId, name }: { readonly learnerId: string; readonly name: PersonName },
): Promise<void> {
  const { profileId } = actor;
  await refuseOwnPerson(deps, actor, learnerId);
  const learner = await learnerOf(deps, actor, learnerId);
  const tidy = {
    firstName: tidyName(name.firstName),
    lastName: tidyName(name.lastName),
    nickname: tidyName(name.nickname),
  };
  const keys = { nameKey: nameKey(tidy), fullNameKey: fullNameKey(tidy) };
  await refuseOwnName(deps, actor, learner, keys.fullNameKey);
  if (!(await deps.store.learners.rename(profileId, learnerId, { ...tidy, ...keys }))) {
    throw new BadgeError('name_taken', 'Another person of the profile has this name.');
  }
  const by = actorName(actor);
  await noteAudit(deps, { profileId, learnerId, by, act: 'name-changed' });
  await holdToConsent(deps, { ...learner, ...tidy }, by);
}
