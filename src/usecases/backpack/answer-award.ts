import type { LearnerActor } from '../../domain/actor.ts';
import type { Answer, Award } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { AwardingDeps } from '../awarding/deps.ts';
import { askRemoval } from './removals.ts';

type AnswerDeps = Pick<AwardingDeps, 'store' | 'now'>;

/**
 * Keeps every one of these awards that is the learner's and waits for an answer still; the others
 * are left as they are, whatever befell them since the page was read.
 *
 * @throws {BadgeError} `award_unknown` when none of them is theirs
 */
export async function keepAwards(
  { store, now }: AnswerDeps,
  actor: LearnerActor,
  awardIds: readonly string[],
): Promise<void> {
  if (awardIds.length === 0) return;
  const [awards, answers, removals] = await Promise.all([
    store.awards.getMany(awardIds),
    store.awards.answersOf(awardIds),
    store.removals.ofAwards(awardIds),
  ]);
  const own = awards.filter((award) => isOwnIssued(award, actor));
  if (own.length === 0) throw new BadgeError('award_unknown', 'No such award of this learner.');
  const at = now().toISOString();
  const removed = new Set(removals.map(({ awardId }) => awardId));
  const waiting = own.filter(({ id }) => !answers.has(id) && !removed.has(id));
  const kept = await Promise.allSettled(
    waiting.map(({ id }) => store.awards.answer(id, 'accepted', at)),
  );
  const failed = kept.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * The learner keeps an award or hands it back. What is kept stays so, and nothing of an award can
 * be shared before. One that is handed back is gone for good in seven days, and cannot be kept
 * meanwhile unless it is taken up again: see `takeUpAward`.
 *
 * @returns what stands now
 * @throws {BadgeError} `award_unknown`; `card_required` when the card was made void meanwhile
 */
export async function answerAward(
  deps: AnswerDeps,
  actor: LearnerActor,
  command: { readonly awardId: string; readonly answer: Answer },
): Promise<Answer> {
  const award = await deps.store.awards.get(command.awardId);
  if (!award || !isOwnIssued(award, actor)) {
    throw new BadgeError('award_unknown', 'No such award of this learner.');
  }
  const { awards, removals } = deps.store;
  const [answers, removed] = await Promise.all([
    awards.answersOf([award.id]),
    removals.ofAwards([award.id]),
  ]);
  if (removed.length > 0) return 'declined';
  const answer = answers.get(award.id);
  if (answer !== undefined) return answer;
  if (command.answer === 'declined') await askRemoval(deps, actor, award.id);
  else await awards.answer(award.id, 'accepted', deps.now().toISOString());
  // Another tab may hand it back at this moment: of the two, that stands.
  return (await removals.ofAwards([award.id])).length > 0 ? 'declined' : 'accepted';
}

function isOwnIssued(award: Award, { learnerId, profileId }: LearnerActor): boolean {
  return award.learnerId === learnerId && award.profileId === profileId && award.state === 'issued';
}
