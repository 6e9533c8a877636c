import { type Actor, actorName, may } from '../../domain/actor.ts';
import type { Award, Revocation, SignedCredential } from '../../domain/award.ts';
import { UNDO_REASON } from '../../domain/award-state.ts';
import { BadgeError } from '../../domain/errors.ts';
import type { AwardingDeps } from './deps.ts';

export interface RevokeCommand {
  readonly awardId: string;
  /** For the centre's own memory; never public. */
  readonly reason?: string;
}

type RevokeDeps = Pick<AwardingDeps, 'store' | 'ledger' | 'now' | 'at'>;

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
  // Written by hand, that word would hide the badge from its learner.
  const reason = command.reason === UNDO_REASON ? `${UNDO_REASON}.` : command.reason;
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
 * Also takes back a copy that is signed meanwhile: it looks again until it finds none, and who
 * makes a copy looks for revocations after.
 */
async function revokeAll(
  deps: RevokeDeps,
  awards: readonly Award[],
  revokedBy: string,
  reason?: string,
): Promise<number> {
  let revoked = 0;
  for (;;) {
    const fresh = await revokeKnown(deps, awards, revokedBy, reason);
    revoked += fresh;
    if (fresh === 0) break;
  }
  deps.at('revoked');
  return revoked;
}

async function revokeKnown(
  deps: RevokeDeps,
  awards: readonly Award[],
  revokedBy: string,
  reason?: string,
): Promise<number> {
  const credentials = await deps.store.credentials.listOfAwards(awards.map(({ id }) => id));
  const at = deps.now().toISOString();
  const rows = credentials.flatMap((credential): Revocation[] => {
    const bit = bitOf(credential);
    if (!bit) return [];
    const { id, profileId } = credential;
    return [
      { ...bit, credentialRowId: id, profileId, revokedBy, at, ...(reason ? { reason } : {}) },
    ];
  });
  const fresh = await deps.ledger.append((entryOf) =>
    deps.store.revocations.insertMany(rows, entryOf),
  );
  return fresh.size;
}

/** Whether the badge of an award was taken back. */
export async function isRevoked(
  deps: Pick<AwardingDeps, 'store'>,
  badgeRowId: string,
): Promise<boolean> {
  return (await deps.store.revocations.of([badgeRowId])).length > 0;
}

/** The JWT form shares the bit of the credential it repeats, and needs no row of its own. */
function bitOf({ form, statusListId, statusIndex }: SignedCredential) {
  if (form === 'vc-jwt' || statusListId === undefined || statusIndex === undefined)
    return undefined;
  return { statusListId, statusIndex };
}
