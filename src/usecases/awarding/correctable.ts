import type { AchievementOutline } from '../../domain/achievement-group.ts';
import { familyOf } from '../../domain/achievement-group.ts';
import { type Actor, may } from '../../domain/actor.ts';
import type { Award, Correction } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { InboxRequest } from '../../domain/inbox.ts';
import { type Learner, personNamedIn } from '../../domain/learner.ts';
import { notByThemselves } from '../people/own-learner.ts';
import type { AwardingDeps } from './deps.ts';
import { newestBadges } from './newest-badges.ts';
import { outlinesOf } from './offered-now.ts';
import { isRevoked } from './revoked-awards.ts';

/** What a badge says, as far as a correction changes it. */
export type CorrectionText = Pick<Correction, 'achievementId' | 'workshop' | 'sentence'>;

export interface Correctable {
  readonly award: Award;
  /** What the badge says now. */
  readonly saying: CorrectionText;
  readonly nextNumber: number;
}

/** An award that may be corrected, with all that its form shows. */
export interface OpenedCorrection extends Correctable {
  readonly learner: Learner | undefined;
  /** The badge as it is now, then its other versions and languages that are awarded now. */
  readonly versions: readonly AchievementOutline[];
  /** What the learner asked for, when it waits. */
  readonly request: InboxRequest | undefined;
}

type ReadDeps = Pick<AwardingDeps, 'store'>;

/**
 * @throws {BadgeError} `award_unknown`, also when it is another profile's or was never signed;
 *   `award_revoked`; `award_to_self`, `award_to_namesake`: nobody says of themselves what they learned
 */
export async function correctableAward(
  deps: ReadDeps,
  actor: Actor,
  awardId: string,
): Promise<Correctable> {
  const { store } = deps;
  const award = await store.awards.get(awardId);
  if (!award || !may(actor, award.profileId, 'awards:write') || award.state !== 'issued') {
    throw new BadgeError('award_unknown', 'No such badge for this actor.');
  }
  await refuseTakenBack(deps, award);
  await refuseOwn(deps, actor, award);
  const [saying, known] = await Promise.all([
    sayingOf(deps, award),
    store.awards.correctionsOf([awardId]),
  ]);
  return { award, saying, nextNumber: known.length + 1 };
}

/** The form of a correction. @throws {BadgeError} as `correctableAward` */
export async function openCorrection(
  deps: ReadDeps,
  actor: Actor,
  awardId: string,
): Promise<OpenedCorrection> {
  const { store } = deps;
  const correctable = await correctableAward(deps, actor, awardId);
  const { award, saying } = correctable;
  const [learner, outlines, requests] = await Promise.all([
    store.learners.get(award.profileId, award.learnerId),
    outlinesOf(store, award.profileId),
    store.inbox.listOfLearner(award.learnerId),
  ]);
  const isNow = ({ id }: AchievementOutline) => id === saying.achievementId;
  const family = familyOf(outlines, saying.achievementId);
  const offered = family.filter((one) => !isNow(one) && one.archivedAt === undefined);
  return {
    ...correctable,
    learner,
    versions: [...family.filter(isNow), ...offered],
    request: requests.find((one) => one.awardId === awardId && one.answer === undefined),
  };
}

/** What is signed names nobody: neither the learner nor who was in the workshop with them. */
export async function personNamedBy(
  { store }: ReadDeps,
  { profileId, learnerId, workshopId }: Award,
  { workshop, sentence }: CorrectionText,
): Promise<Learner | undefined> {
  const others = workshopId ? await store.workshops.attendeesOf(workshopId) : [];
  const people = await store.learners.getMany(profileId, [...new Set([learnerId, ...others])]);
  return personNamedIn([workshop?.title ?? '', sentence ?? ''], people);
}

async function sayingOf({ store }: ReadDeps, award: Award): Promise<CorrectionText> {
  const badge = (await newestBadges(store, [award.id])).get(award.id);
  const { achievementId, sentence, workshopId, profileId } = award;
  if (badge?.correction) return textOf(badge.correction);
  const workshop = workshopId ? await store.workshops.get(profileId, workshopId) : undefined;
  return textOf({
    achievementId,
    ...(workshop ? { workshop } : {}),
    ...(sentence ? { sentence } : {}),
  });
}

function textOf({ achievementId, workshop, sentence }: CorrectionText): CorrectionText {
  const { title = '', date = '', hours } = workshop ?? {};
  const said = { title, date, ...(hours === undefined ? {} : { hours }) };
  return {
    achievementId,
    ...(workshop ? { workshop: said } : {}),
    ...(sentence ? { sentence } : {}),
  };
}

async function refuseTakenBack({ store }: ReadDeps, { id }: Award): Promise<void> {
  const answers = await store.awards.answersOf([id]);
  if (answers.get(id) !== 'declined' && !(await isRevoked({ store }, id))) return;
  throw new BadgeError('award_revoked', 'What was taken back is not corrected.');
}

async function refuseOwn(deps: ReadDeps, actor: Actor, award: Award): Promise<void> {
  const code = (await notByThemselves(deps, actor, award.profileId)).get(award.learnerId);
  if (code) throw new BadgeError(code, 'Nobody corrects a badge of their own.');
}
