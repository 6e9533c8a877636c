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
  const signed = await deps.store.credentials.listOfAwards(awardIdsOf(wrong));
  let revoked = 0;
  for (const { older, by } of wrongAmong(wrong, signed)) {
    revoked += await revokeRows(deps, older, by, CORRECTED_REASON);
  }
  return revoked;
}

/** What was signed of one award before a correction that calls it wrong, and whose that is. */
interface Wrong {
  readonly awardId: string;
  readonly older: readonly SignedCredential[];
  readonly by: string;
}

/** Of each corrected award what is wrong by now, good still or not; nothing before what is right is signed. */
export function wrongAmong(
  corrections: readonly Correction[],
  signed: readonly SignedCredential[],
): Wrong[] {
  const wrong = corrections.filter(({ wasWrong }) => wasWrong);
  return awardIdsOf(wrong).flatMap((awardId) => {
    const own = signed.filter((one) => one.awardId === awardId);
    const last = lastSigned(
      wrong.filter((one) => one.awardId === awardId),
      own,
    );
    if (!last) return [];
    return [{ awardId, older: own.filter(({ id }) => numberOf(id) < last.number), by: last.by }];
  });
}

function awardIdsOf(corrections: readonly Correction[]): string[] {
  return [...new Set(corrections.map(({ awardId }) => awardId))];
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
