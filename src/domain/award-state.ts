import type { Answer, Award, AwardState, Revocation } from './award.ts';

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

/** Why a badge of a list that was undone at once is taken back, in the centre's own memory. */
export const UNDO_REASON = 'undo';

/** Why the badge of a corrected award is taken back, and the award is not. */
export const CORRECTED_REASON = 'corrected';

/** Whether an award was a slip, taken back before anybody had it in hand. */
export function isUndone(revocation: Pick<Revocation, 'reason'> | undefined): boolean {
  return revocation?.reason === UNDO_REASON;
}
