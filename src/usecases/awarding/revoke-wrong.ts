import type { Correction, SignedCredential } from '../../domain/award.ts';
import { CORRECTED_REASON } from '../../domain/award-state.ts';
import { numberOf } from './newest-badges.ts';
import { type RevokeDeps, revokeRows } from './revoke.ts';

/**
 * Takes back what was signed of these awards before a correction that calls it wrong, badges and
 * copies; what had a typo stays good. Nothing is taken back before what is right is signed. Safe to
 * call again: who signs a copy does so afterwards, since a correction may not have seen it.
 *
 * @returns how many were good until now
 */
export async function revokeWrong(deps: RevokeDeps, awardIds: readonly string[]): Promise<number> {
  const corrections = await deps.store.awards.correctionsOf(awardIds);
  const wrong = corrections.filter(({ wasWrong }) => wasWrong);
  if (wrong.length === 0) return 0;
  const corrected = [...new Set(wrong.map(({ awardId }) => awardId))];
  const signed = await deps.store.credentials.listOfAwards(corrected);
  let revoked = 0;
  for (const awardId of corrected) {
    const own = signed.filter((one) => one.awardId === awardId);
    const last = lastSigned(
      wrong.filter((one) => one.awardId === awardId),
      own,
    );
    if (!last) continue;
    const older = own.filter(({ id }) => numberOf(id) < last.number);
    revoked += await revokeRows(deps, older, last.by, CORRECTED_REASON);
  }
  return revoked;
}

/** The last of these corrections after which something was signed. */
function lastSigned(
  wrong: readonly Correction[],
  signed: readonly SignedCredential[],
): Correction | undefined {
  const badges = signed.filter(({ kind }) => kind === 'badge');
  const newest = Math.max(...badges.map(({ id }) => numberOf(id)));
  return wrong.findLast(({ number }) => number <= newest);
}
