import { type Actor, actorName, may } from '../../domain/actor.ts';
import type { Award, Revocation, SignedCredential } from '../../domain/award.ts';
import { CORRECTED_REASON, UNDO_REASON } from '../../domain/award-state.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { AwardingDeps } from './deps.ts';

export interface RevokeCommand {
  readonly awardId: string;
  /** For the centre's own memory; never public. */
  readonly reason?: string;
}

export type RevokeDeps = Pick<AwardingDeps, 'store' | 'ledger' | 'now' | 'at'>;

/**
 * Takes an award back: its badge and every copy of it, for ever; one that waits to be signed is
 * voided. Public as soon as the row is stored, since the status list is derived from the rows.
 * Revoking again changes nothing.
 *
 * @returns how many credentials were revoked now
 * @throws {BadgeError} `award_unknown`, also when it belongs to another profile
 */
export async function revokeAward(
  deps: RevokeDeps,
  actor: Actor,
  command: RevokeCommand,
): Promise<number> {
  const award = await deps.store.awards.get(command.awardId);
  if (!award || !may(actor, award.profileId, 'revocations:write')) {
    throw new BadgeError('award_unknown', 'No such award for this actor.');
  }
  // Not signed yet: then it never will be.
  if (award.state === 'intended') await deps.store.awards.void(award.id);
  // Written by hand, these words would hide from the learner what became of the badge.
  const isOurWord = command.reason === UNDO_REASON || command.reason === CORRECTED_REASON;
  const reason = isOurWord ? `${command.reason}.` : command.reason;
  return revokeCredentials(deps, award, actorName(actor), reason);
}

/**
 * Takes several awards of one profile back at once, as `revokeAward` does one.
 *
 * @param awards of a profile for which the caller has asked `may`
 */
export async function revokeAwards(
  deps: RevokeDeps,
  awards: readonly Award[],
  revokedBy: string,
  reason: string,
): Promise<void> {
  const unsigned = awards.filter(({ state }) => state === 'intended');
  await Promise.all(unsigned.map(({ id }) => deps.store.awards.void(id)));
  await revokeAll(deps, awards, revokedBy, reason);
}

/** Sets the status bit of every credential of an award. */
export async function revokeCredentials(
  deps: RevokeDeps,
  award: Award,
  revokedBy: string,
  reason?: string,
): Promise<number> {
  return revokeAll(deps, [award], revokedBy, reason);
}

/**
 * Sets the status bits of some copies alone: those of a share that was withdrawn. The badges stay.
 *
 * @param isChosen asked for each credential of these awards
 * @returns how many were revoked now
 */
export async function revokeCopies(
  deps: RevokeDeps,
  awardIds: readonly string[],
  isChosen: (credential: SignedCredential) => boolean,
  revokedBy: string,
): Promise<number> {
  const credentials = await deps.store.credentials.listOfAwards(awardIds);
  return revokeRows(deps, credentials.filter(isChosen), revokedBy);
}

/**
 * Also takes back a copy that is signed meanwhile: it looks again until it finds nothing that it
 * did not see before, and who makes a copy looks for revocations after.
 */
async function revokeAll(
  deps: RevokeDeps,
  awards: readonly Award[],
  revokedBy: string,
  reason?: string,
): Promise<number> {
  let revoked = 0;
  let seen = -1;
  for (;;) {
    const credentials = await deps.store.credentials.listOfAwards(awards.map(({ id }) => id));
    if (credentials.length === seen) break;
    seen = credentials.length;
    revoked += await revokeRows(deps, credentials, revokedBy, reason);
  }
  deps.at('revoked');
  return revoked;
}

/**
 * Sets the status bits of some credentials, and of nothing else of their awards.
 *
 * @returns how many were good until now
 */
export async function revokeRows(
  deps: RevokeDeps,
  credentials: readonly SignedCredential[],
  revokedBy: string,
  reason?: string,
): Promise<number> {
  const at = deps.now().toISOString();
  const rows = credentials.flatMap((credential): Revocation[] => {
    const bit = bitOf(credential);
    if (!bit) return [];
    const { id, profileId } = credential;
    return [
      { ...bit, credentialRowId: id, profileId, revokedBy, at, ...(reason ? { reason } : {}) },
    ];
  });
  if (rows.length === 0) return 0;
  const fresh = await deps.ledger.append((entryOf) =>
    deps.store.revocations.insertMany(rows, entryOf),
  );
  return fresh.size;
}

/** Those of these credentials that are good still and have a bit to set: what `revokeRows` would take back. */
export async function goodAmong(
  { store }: { readonly store: Pick<RevokeDeps['store'], 'revocations'> },
  credentials: readonly SignedCredential[],
): Promise<SignedCredential[]> {
  const revocable = credentials.filter((credential) => bitOf(credential) !== undefined);
  const rows = await store.revocations.of(revocable.map(({ id }) => id));
  const revoked = new Set(rows.map(({ credentialRowId }) => credentialRowId));
  return revocable.filter(({ id }) => !revoked.has(id));
}

/** The JWT form shares the bit of the credential it repeats, and needs no row of its own. */
function bitOf({ form, statusListId, statusIndex }: SignedCredential) {
  if (form === 'vc-jwt' || statusListId === undefined || statusIndex === undefined)
    return undefined;
  return { statusListId, statusIndex };
}
