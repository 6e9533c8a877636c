import type { Answer, Award, AwardState } from './award.ts';

/** Where an award stands, all told. */
export type AwardStanding = AwardState | Answer | 'revoked';

/** A badge that its learner declined is revoked too: what the learner said comes first. */
export function awardStanding(
  { state }: Pick<Award, 'state'>,
  answer: Answer | undefined,
  isRevoked: boolean,
): AwardStanding {
  if (state !== 'issued') return state;
  if (answer === 'declined') return answer;
  return isRevoked ? 'revoked' : (answer ?? state);
}
