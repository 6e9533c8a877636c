import type { Award, Correction, SignedCredential } from '../../domain/award.ts';
import { CORRECTED_REASON } from '../../domain/award-state.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { AwardingDeps } from './deps.ts';
import { correctedIntent } from './intents.ts';
import { signAndStore } from './issue-awards.ts';
import { badgeId } from './newest-badges.ts';
import { goodAmong, revokeCredentials } from './revoke.ts';
import { revokeWrong, wrongAmong } from './revoke-wrong.ts';
import { isRevoked } from './revoked-awards.ts';

/**
 * Signs a correction that is decided, and takes back what it calls wrong. Safe to call again: the
 * intent is stored under its number, so the bytes are the same.
 *
 * @throws {BadgeError} `award_revoked` when the award was taken back meanwhile; as `issueAwards`
 */
export async function finishCorrection(
  deps: AwardingDeps,
  award: Award,
  correction: Correction,
): Promise<SignedCredential> {
  const first = await deps.store.credentials.get(badgeId(award.id));
  if (!first || (await isRevoked(deps, award.id))) throw takenBack();
  const stored = await deps.store.intents.get(badgeId(award.id, correction));
  const intent = stored ?? (await correctedIntent(deps, award, correction, first));
  const { credentials } = await signAndStore(deps, [intent]);
  const isTakenBack = await settle(deps, award, correction.by);
  const [signed] = credentials;
  if (!signed || isTakenBack) throw takenBack();
  return signed;
}

function takenBack(): BadgeError {
  return new BadgeError('award_revoked', 'Taken back while it was corrected.');
}

/**
 * Takes back what a correction calls wrong. When the award itself was taken back while one was
 * signed, the revocation may not have seen what was signed: then that is taken back too.
 *
 * @returns whether it was
 */
async function settle(deps: AwardingDeps, award: Award, by: string): Promise<boolean> {
  const signed = await deps.store.credentials.listOfAward(award.id);
  const badges = signed.filter(({ kind }) => kind === 'badge').map(({ id }) => id);
  const revocations = await deps.store.revocations.of(badges);
  const isTakenBack = revocations.some(({ reason }) => reason !== CORRECTED_REASON);
  if (isTakenBack) await revokeCredentials(deps, award, by);
  else await revokeWrong(deps, [award.id]);
  return isTakenBack;
}

const PAGE = 500;

/** Finishes the corrections that a crash left; called at every start. Answers how many there were. */
export async function finishCorrections(deps: AwardingDeps): Promise<number> {
  let finished = 0;
  let after: string | undefined;
  for (;;) {
    const page = await deps.store.awards.listCorrected({
      limit: PAGE,
      ...(after ? { after } : {}),
    });
    for (const awardId of await unfinishedAmong(deps, page)) {
      finished += await finishOne(deps, awardId);
    }
    after = page.at(-1);
    if (page.length < PAGE) return finished;
  }
}

/**
 * Those of which the last correction is not signed, or something is good still that should not be.
 * Few questions for many awards: every start looks over all that were ever corrected.
 */
async function unfinishedAmong(
  { store }: Pick<AwardingDeps, 'store'>,
  awardIds: readonly string[],
): Promise<string[]> {
  const [corrections, signed] = await Promise.all([
    store.awards.correctionsOf(awardIds),
    store.credentials.listOfAwards(awardIds),
  ]);
  const badges = signed.filter(({ kind }) => kind === 'badge');
  const revocations = await store.revocations.of(badges.map(({ id }) => id));
  const takenBack = new Set(
    revocations
      .filter(({ reason }) => reason !== CORRECTED_REASON)
      .map(({ credentialRowId }) => credentialRowId),
  );
  const gone = new Set(badges.filter(({ id }) => takenBack.has(id)).map(({ awardId }) => awardId));
  const wrong = wrongAmong(corrections, signed).flatMap(({ older }) => older);
  const over = [...wrong, ...signed.filter(({ awardId }) => gone.has(awardId))];
  const good = new Set((await goodAmong({ store }, over)).map(({ awardId }) => awardId));
  const lasts = new Map(corrections.map((correction) => [correction.awardId, correction]));
  const there = new Set(signed.map(({ id }) => id));
  return awardIds.filter(
    (id) => good.has(id) || (!gone.has(id) && !there.has(badgeId(id, lasts.get(id)))),
  );
}

/** What cannot be signed, now or ever, leaves the badge as it is: the next start looks again. */
async function finishOne(deps: AwardingDeps, awardId: string): Promise<number> {
  const last = (await deps.store.awards.correctionsOf([awardId])).at(-1);
  const award = await deps.store.awards.get(awardId);
  if (!last || !award) return 0;
  const signed = await deps.store.credentials.get(badgeId(awardId, last));
  try {
    if (signed) await settle(deps, award, last.by);
    else await finishCorrection(deps, award, last);
    return signed ? 0 : 1;
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error;
    if (error.code !== 'award_revoked') {
      deps.log('error', 'correction_not_finished', { award: awardId, code: error.code });
    }
    return 0;
  }
}
