import type { LearnerActor } from '../../domain/actor.ts';
import type { ImportedBadge } from '../../domain/backpack.ts';
import { BadgeError } from '../../domain/errors.ts';
import { isOpen, type Share } from '../../domain/share.ts';
import type { BackpackDeps } from './deps.ts';
import { ownWordsOf } from './notes.ts';
import { type BackpackEntry, openBackpack, openEntry } from './open-backpack.ts';

type PrintDeps = Pick<BackpackDeps, 'store' | 'now'>;

/**
 * One badge that its learner may put on paper: paper shows it to others, so it was accepted, and it
 * is good today.
 *
 * @throws {BadgeError} `award_unknown`, `award_revoked`
 */
export async function openToPrint(
  deps: PrintDeps,
  actor: LearnerActor,
  awardId: string,
): Promise<BackpackEntry> {
  const entry = await openEntry(deps, actor, awardId);
  if (entry.answer !== 'accepted') throw new BadgeError('award_unknown', 'Not accepted yet.');
  if (entry.revoked) throw new BadgeError('award_revoked', 'It would be worth nothing on paper.');
  return entry;
}

/** An open share of the learner's own, with what of it may be put on paper. */
export interface SharedOnPaper {
  readonly share: Share;
  /** As they were chosen; without those that were taken back or out since. */
  readonly badges: ReadonlyArray<
    | { readonly kind: 'own'; readonly entry: BackpackEntry }
    | { readonly kind: 'import'; readonly badge: ImportedBadge }
  >;
  /** By entry: see `ownWordsOf`. */
  readonly ownWords: ReadonlyMap<string, string>;
}

/** @throws {BadgeError} `not_found` when it is not theirs, is closed, or holds nothing any more */
export async function openShareToPrint(
  deps: PrintDeps,
  actor: LearnerActor,
  shareId: string,
): Promise<SharedOnPaper> {
  const share = await deps.store.shares.get(actor.profileId, shareId);
  if (share?.learnerId !== actor.learnerId || !isOpen(share, deps.now())) throw unknown();
  const [{ entries }, imports, ownWords] = await Promise.all([
    openBackpack(deps, actor),
    deps.store.imports.listOf(actor.learnerId),
    ownWordsOf(deps, actor.learnerId),
  ]);
  const badges = share.entryIds.flatMap((id): SharedOnPaper['badges'] => {
    const entry = entries.find(({ award }) => award.id === id);
    if (entry?.answer === 'accepted' && !entry.revoked) return [{ kind: 'own', entry }];
    const badge = imports.find((one) => one.id === id);
    return badge ? [{ kind: 'import', badge }] : [];
  });
  if (badges.length === 0) throw unknown();
  return { share, badges, ownWords };
}

function unknown(): BadgeError {
  return new BadgeError('not_found', 'No open share with badges of this learner.');
}
