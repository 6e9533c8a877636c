import { actorName, may } from '../../domain/actor.ts';
import type { Revocation, SignedCredential } from '../../domain/award.ts';
import { BadgeError } from '../../domain/errors.ts';
import { statusListUrl } from '../../domain/status-list.ts';
import type { Program } from '../operations/read-for-program.ts';
import { keptApiIssuer, ownerOf } from './api-issuer.ts';
import type { VcApiDeps } from './deps.ts';

export interface StatusCommand {
  readonly credentialId: string;
  /** Whether the bit is to be set. */
  readonly status: boolean;
  /** Which of several credentials of that name is meant; all of them unless said. */
  readonly entry?: { readonly statusListCredential?: string; readonly statusListIndex?: string };
}

/**
 * Sets the revocation bit of what a program issued, for ever. Setting it again changes nothing.
 *
 * @throws {BadgeError} `scope_missing`, `credential_unknown`, also when it is another profile's or has
 *   no status; `status_irreversible`
 * @see https://w3c-ccg.github.io/vc-api/#update-status
 */
export async function setStatus(
  deps: VcApiDeps,
  program: Program,
  command: StatusCommand,
): Promise<void> {
  if (!may(program, program.profileId, 'credentials:status')) {
    throw new BadgeError('scope_missing', 'The token may not change statuses.', {
      params: { scope: 'credentials:status' },
    });
  }
  const ownerId = ownerOf(program.profileId);
  const issuer = await keptApiIssuer(deps, ownerId);
  const named = issuer
    ? await deps.store.credentials.byCredentialId(ownerId, command.credentialId)
    : [];
  const found = named.filter((credential) => isMeant(deps.origin, credential, command.entry));
  if (found.length === 0) {
    throw new BadgeError('credential_unknown', 'No such credential with a status.');
  }
  if (command.status) return revoke(deps, program, found);
  const revoked = await deps.store.revocations.of(found.map(({ id }) => id));
  if (revoked.length > 0) {
    throw new BadgeError('status_irreversible', 'A revocation cannot be undone.');
  }
}

function isMeant(
  origin: string,
  { statusListId, statusIndex }: SignedCredential,
  { statusListCredential, statusListIndex }: NonNullable<StatusCommand['entry']> = {},
): boolean {
  if (statusListId === undefined || statusIndex === undefined) return false;
  const url = statusListUrl({ origin, id: statusListId });
  return (
    (statusListCredential ?? url) === url &&
    (statusListIndex ?? String(statusIndex)) === String(statusIndex)
  );
}

async function revoke(
  deps: VcApiDeps,
  program: Program,
  credentials: readonly SignedCredential[],
): Promise<void> {
  const at = deps.now().toISOString();
  const revokedBy = actorName(program);
  const rows = credentials.flatMap(({ id, profileId, statusListId, statusIndex }): Revocation[] =>
    statusListId === undefined || statusIndex === undefined
      ? []
      : [{ credentialRowId: id, profileId, statusListId, statusIndex, revokedBy, at }],
  );
  await deps.ledger.append((entryOf) => deps.store.revocations.insertMany(rows, entryOf));
  deps.at('revoked');
}
