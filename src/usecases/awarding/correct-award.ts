import { familyOf } from '../../domain/achievement-group.ts';
import { type Actor, actorName } from '../../domain/actor.ts';
import type { Award, Correction, SignedCredential } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { noteAudit } from '../people/audit.ts';
import { type CorrectionText, correctableAward, personNamedBy } from './correctable.ts';
import type { AwardingDeps } from './deps.ts';
import { finishCorrection } from './finish-corrections.ts';
import { newestBadges } from './newest-badges.ts';
import { outlinesOf } from './offered-now.ts';

export interface CorrectCommand {
  readonly awardId: string;
  /** All that the badge will say: what is left out here is left out there. */
  readonly text: CorrectionText;
  /** Whether what was signed is wrong: then it stops being good. What had a typo stays so. */
  readonly wasWrong: boolean;
  /** A person has said that the text names nobody. */
  readonly isTextChecked?: boolean;
  /** The number that was free when the form was opened: another one got there first when it is not. */
  readonly number?: number;
}

/**
 * Says a badge anew: same award, same credential id and `awardedDate`, so that printed codes and
 * keys lead to what is right. The decision is stored under its number before anything is signed; a
 * crash anywhere is finished at the next start. Requests of the learner about it are answered.
 *
 * @throws {BadgeError} `award_unknown`, also when it is another profile's or was never signed;
 *   `award_revoked`; `award_to_self`, `award_to_namesake`; `achievement_unknown`, also for another badge than this one in
 *   its versions and languages; `text_names_someone`; `correction_same` when it changes nothing;
 *   `correction_beaten` when somebody else corrects it meanwhile
 */
export async function correctAward(
  deps: AwardingDeps,
  actor: Actor,
  { awardId, text, wasWrong, isTextChecked = false, number }: CorrectCommand,
): Promise<SignedCredential> {
  const { award, saying, nextNumber } = await correctableAward(deps, actor, awardId);
  if (number !== undefined && number !== nextNumber) throw beaten();
  if (isSame(text, saying)) {
    throw new BadgeError('correction_same', 'The badge says that already.');
  }
  await refuseOtherBadge(deps, award, text, saying);
  if (!isTextChecked) await refuseNames(deps, award, text);
  await refuseSameSecond(deps, awardId);
  const correction: Correction = {
    awardId,
    number: nextNumber,
    ...text,
    wasWrong,
    by: actorName(actor),
    at: deps.now().toISOString(),
  };
  if (!(await deps.store.awards.correct(correction))) throw beaten();
  deps.at('correction-stored');
  const signed = await finishCorrection(deps, award, correction).finally(() =>
    refuseErased(deps, award),
  );
  await tellLearner(deps, award, correction);
  return signed;
}

function beaten(): BadgeError {
  return new BadgeError('correction_beaten', 'Somebody corrects it at this moment.');
}

function isSame(one: CorrectionText, other: CorrectionText): boolean {
  return textKey(one) === textKey(other);
}

function textKey({ achievementId, workshop, sentence }: CorrectionText): string {
  const { title, date, hours } = workshop ?? {};
  return JSON.stringify([achievementId, title, date, hours, sentence]);
}

/** Another badge is awarded, not corrected into; what is not offered any more is not chosen anew. */
async function refuseOtherBadge(
  { store }: AwardingDeps,
  { profileId }: Award,
  { achievementId }: CorrectionText,
  saying: CorrectionText,
): Promise<void> {
  if (achievementId === saying.achievementId) return;
  const family = familyOf(await outlinesOf(store, profileId), saying.achievementId);
  const chosen = family.find(({ id }) => id === achievementId);
  if (chosen && chosen.archivedAt === undefined) return;
  throw new BadgeError('achievement_unknown', 'No version of this badge that is awarded now.');
}

async function refuseNames(deps: AwardingDeps, award: Award, text: CorrectionText): Promise<void> {
  if (!(await personNamedBy(deps, award, text))) return;
  throw new BadgeError('text_names_someone', 'The signed text names a person of the workshop.');
}

/** Verifiers tell the newest by `validFrom`, which has whole seconds. */
async function refuseSameSecond({ store, now }: AwardingDeps, awardId: string): Promise<void> {
  const badge = (await newestBadges(store, [awardId])).get(awardId);
  const second = (time: number) => Math.floor(time / 1000);
  const last = second(Date.parse(badge?.credential.issuedAt ?? ''));
  if (second(now().getTime()) < last) {
    throw new BadgeError('clock_suspect', 'The clock stands before what was signed last.');
  }
  if (second(now().getTime()) === last) throw beaten();
}

/**
 * An erasure that came meanwhile may not have seen what was signed here. It finds the rows of a
 * person by their awards: so this one is put back, to be found.
 */
async function refuseErased({ store }: AwardingDeps, award: Award): Promise<void> {
  const { id, profileId, learnerId } = award;
  if (await store.awards.get(id)) return;
  await store.awards.insertMany([award]);
  await store.erasures.erase(profileId, learnerId);
  throw new BadgeError('award_unknown', 'Erased while it was corrected.');
}

async function tellLearner(
  deps: AwardingDeps,
  { id: awardId, profileId, learnerId }: Award,
  { by, at }: Correction,
): Promise<void> {
  await noteAudit(deps, { profileId, learnerId, by, act: 'badge-corrected' });
  const requests = await deps.store.inbox.listOfLearner(learnerId);
  for (const request of requests.filter((one) => one.awardId === awardId && !one.answer)) {
    await deps.store.inbox.answer(profileId, request.id, { outcome: 'done', by, at });
  }
}
