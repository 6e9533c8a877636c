import type { Actor } from '../../domain/actor.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOpen, type Share } from '../../domain/link.ts';
import type { Seams, Store } from '../ports.ts';
import { hashOf, newSecret, type SecretDeps } from '../secrets.ts';
import { type BackpackEntry, openEntry, readEntries } from './open-backpack.ts';

export interface ShareDeps extends SecretDeps, Pick<Seams, 'now' | 'newId'> {
  readonly store: Store;
}

type LearnerActor = Actor & { kind: 'learner' };

/**
 * Opens one accepted badge to whoever has the link, for some days.
 *
 * @returns the share and its secret, shown once
 * @throws {BadgeError} `award_unknown`, also when the badge is not accepted yet
 */
export async function shareBadge(
  deps: ShareDeps,
  actor: LearnerActor,
  command: { readonly awardId: string; readonly days: number; readonly label: string },
): Promise<{ share: Share; secret: string }> {
  const entry = await openEntry(deps, actor, command.awardId);
  if (entry.answer !== 'accepted') throw new BadgeError('award_unknown', 'Not accepted yet.');
  const { secret, hash } = newSecret(deps);
  const now = deps.now();
  const share: Share = {
    id: deps.newId(),
    tokenHash: hash,
    profileId: actor.profileId,
    learnerId: actor.learnerId,
    awardId: command.awardId,
    label: command.label,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + command.days * 86_400_000).toISOString(),
  };
  await deps.store.shares.insert(share);
  return { share, secret };
}

/** Closes a share at once and for good. */
export async function withdrawShare(
  deps: Pick<ShareDeps, 'store' | 'now'>,
  actor: LearnerActor,
  shareId: string,
): Promise<void> {
  const own = await deps.store.shares.listOfLearner(actor.profileId, actor.learnerId);
  if (!own.some(({ id }) => id === shareId)) throw new BadgeError('not_found', 'No such share.');
  await deps.store.shares.withdraw(actor.profileId, shareId, deps.now().toISOString());
}

/**
 * The badge behind a share, for anyone who has its link. A share that ended, was withdrawn or
 * never was gives one and the same answer.
 *
 * @throws {BadgeError} `not_found`
 */
export async function openShare(
  deps: Pick<ShareDeps, 'store' | 'now' | 'sha256Hex'>,
  secret: string,
): Promise<{ share: Share; entry: BackpackEntry }> {
  const share = await deps.store.shares.byTokenHash(hashOf(deps, secret));
  if (!share || !isOpen(share, deps.now())) throw new BadgeError('not_found', 'No open share.');
  const award = await deps.store.awards.get(share.awardId);
  const [entry] = award ? await readEntries(deps.store, [award], []) : [];
  if (entry?.answer !== 'accepted') throw new BadgeError('not_found', 'No open share.');
  return { share, entry };
}
