import type { LearnerActor } from '../../domain/actor.ts';
import type { Answer } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { AwardingDeps } from '../awarding/deps.ts';
import { revokeCredentials } from '../awarding/revoke.ts';

type AnswerDeps = Pick<AwardingDeps, 'store' | 'ledger' | 'now' | 'at'>;

/**
 * The learner keeps an award or hands it back. The first answer counts; nothing of an award can
 * be shared before it is accepted, and a declined one is taken back for good.
 *
 * @throws {BadgeError} `award_unknown`
 */
export async function answerAward(
  deps: AnswerDeps,
  actor: LearnerActor,
  command: { readonly awardId: string; readonly answer: Answer },
): Promise<void> {
  const award = await deps.store.awards.get(command.awardId);
  const own = award?.learnerId === actor.learnerId && award.profileId === actor.profileId;
  if (!award || !own || award.state !== 'issued') {
    throw new BadgeError('award_unknown', 'No such award of this learner.');
  }
  await deps.store.awards.answer(award.id, command.answer, deps.now().toISOString());
  const answers = await deps.store.awards.answersOf([award.id]);
  // Also when the answer was there before: a crash may have come between answer and bit.
  if (answers.get(award.id) === 'declined') {
    await revokeCredentials(deps, award, `learner:${actor.learnerId}`);
  }
}
