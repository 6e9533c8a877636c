import type { LearnerActor } from '../../domain/actor.ts';
import type { Answer, Award } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { AwardingDeps } from '../awarding/deps.ts';
import { revokeCredentials } from '../awarding/revoke.ts';

type AnswerDeps = Pick<AwardingDeps, 'store' | 'ledger' | 'now' | 'at'>;

/**
 * Keeps every one of these awards that is the learner's and waits for an answer still; the others
 * are left as they are, whatever befell them since the page was read.
 *
 * @throws {BadgeError} `award_unknown` when none of them is theirs
 */
export async function keepAwards(
  { store, now }: Pick<AnswerDeps, 'store' | 'now'>,
  actor: LearnerActor,
  awardIds: readonly string[],
): Promise<void> {
  if (awardIds.length === 0) return;
  const [awards, answers] = await Promise.all([
    store.awards.getMany(awardIds),
    store.awards.answersOf(awardIds),
  ]);
  const own = awards.filter((award) => isOwnIssued(award, actor));
  if (own.length === 0) throw new BadgeError('award_unknown', 'No such award of this learner.');
  const at = now().toISOString();
  const waiting = own.filter(({ id }) => !answers.has(id));
  const kept = await Promise.allSettled(
    waiting.map(({ id }) => store.awards.answer(id, 'accepted', at)),
  );
  const failed = kept.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

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
  if (!award || !isOwnIssued(award, actor)) {
    throw new BadgeError('award_unknown', 'No such award of this learner.');
  }
  await deps.store.awards.answer(award.id, command.answer, deps.now().toISOString());
  const answers = await deps.store.awards.answersOf([award.id]);
  // Also when the answer was there before: a crash may have come between answer and bit.
  if (answers.get(award.id) === 'declined') {
    await revokeCredentials(deps, award, `learner:${actor.learnerId}`);
  }
}

function isOwnIssued(award: Award, { learnerId, profileId }: LearnerActor): boolean {
  return award.learnerId === learnerId && award.profileId === profileId && award.state === 'issued';
}
