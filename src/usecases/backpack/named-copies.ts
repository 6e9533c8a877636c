import { BadgeError } from '../../domain/errors.ts';
import type { Share } from '../../domain/share.ts';
import { signAndStore } from '../awarding/issue-awards.ts';
import { namedId, namedIntents } from '../awarding/named-intents.ts';
import { revokeCredentials } from '../awarding/revoke.ts';
import { revokeWrong } from '../awarding/revoke-wrong.ts';
import { revokedAmong } from '../awarding/revoked-awards.ts';
import { refuseErased, refuseErasing } from '../people/refuse-erased.ts';
import type { BackpackDeps } from './deps.ts';
import type { BackpackEntry } from './open-backpack.ts';
import {
  closeShares,
  copiesOf,
  isConsented,
  type OpenedShare,
  openShare,
  type ShareName,
} from './shares.ts';

/** A copy that ends before it is checked would be no good to anyone. */
const LEAST_MS = 10_000;

/**
 * Signs what is missing of the copies of a share that shows a name. What was withdrawn, taken back,
 * renamed or erased while they were signed is looked for afterwards, and then they are taken back
 * too.
 *
 * @throws {BadgeError} `not_found` when the share was withdrawn meanwhile
 */
export async function signNamedCopies(
  deps: BackpackDeps,
  share: Share,
  entries: readonly BackpackEntry[],
): Promise<void> {
  const { id, expiresAt, signedName } = share;
  if (signedName === undefined) return;
  if (Date.parse(expiresAt) - deps.now().getTime() < LEAST_MS) return;
  const missing = await missingOf(deps, share, entries);
  if (missing.length === 0) return;
  await refuseErasing(deps, share);
  const badges = missing.map(({ award, credential }) => ({ award, rowId: credential.id }));
  await signAndStore(deps, await namedIntents(deps, badges, { id, expiresAt, signedName }));
  await takeBackAlike(deps, missing);
  const now = await deps.store.shares.get(share.profileId, id);
  if (now && now.withdrawnAt === undefined && (await isConsented(deps, now))) return;
  await closeShares(deps, [share]);
  await refuseErased(
    deps,
    share,
    missing.map(({ award }) => award),
  );
  throw new BadgeError('not_found', 'Withdrawn while it was signed.');
}

async function missingOf(
  { store }: Pick<BackpackDeps, 'store'>,
  share: Share,
  entries: readonly BackpackEntry[],
): Promise<BackpackEntry[]> {
  const good = entries.filter(({ revoked }) => !revoked);
  const stored = await copiesOf(store, share, good);
  return good.filter(({ credential }) => !stored.has(namedId(credential.id, share.id)));
}

/** A revocation that came while copies were signed may not have seen them; nor a correction. */
async function takeBackAlike(deps: BackpackDeps, entries: readonly BackpackEntry[]): Promise<void> {
  const awards = entries.map(({ award }) => award);
  const revoked = await revokedAmong(deps.store, awards);
  for (const award of awards.filter(({ id }) => revoked.has(id))) {
    await revokeCredentials(deps, award, 'operator');
  }
  await revokeWrong(
    deps,
    awards.map(({ id }) => id),
  );
}

/**
 * A share as whoever has its link or key sees it, with the copies signed that a crash left out.
 *
 * @throws {BadgeError} as `openShare`
 */
export async function openShareWhole(deps: BackpackDeps, name: ShareName): Promise<OpenedShare> {
  const opened = await openShare(deps, name);
  const lacking = opened.badges.flatMap(({ entry, isNamed }) => (entry && !isNamed ? [entry] : []));
  if (opened.share.signedName === undefined || lacking.every(({ revoked }) => revoked))
    return opened;
  await signNamedCopies(deps, opened.share, lacking);
  return openShare(deps, name);
}
