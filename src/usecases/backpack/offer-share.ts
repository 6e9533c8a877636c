import type { LearnerActor } from '../../domain/actor.ts';
import { bandEnd } from '../../domain/age.ts';
import type { Party } from '../../domain/consent.ts';
import type { Learner } from '../../domain/learner.ts';
import { MOST_IN_SHARE, nameToSign, SHARE_DAYS } from '../../domain/share.ts';
import type { BackpackDeps } from './deps.ts';
import { type ShareWay, standingOfWay } from './make-share.ts';
import { type Naming, readNaming } from './naming-imports.ts';
import { entryIdOf, type KeptBadge, openGallery } from './open-gallery.ts';
import { isGood, isShareable } from './shown.ts';

/** What somebody has before them when they are about to show badges. */
export interface ShareOffer {
  readonly learner: Learner;
  /** Everything that may be shown, newest first. */
  readonly badges: readonly KeptBadge[];
  /** Those that were asked for, in that order; of all that may be shown the only one. */
  readonly chosen: readonly KeptBadge[];
  /** How many of those that were asked for are too many for one share. */
  readonly leftOut: number;
  /** Of the collection that was asked for; empty without one. */
  readonly title: string;
  /** Who still has to agree to this way of showing. */
  readonly missing: readonly Party[];
  /** The exact name that a copy would hold; `undefined` when the centre does not know all of it. */
  readonly signedName: string | undefined;
  /** Of what was asked for or, without that, of everything: which badges of elsewhere name the learner. */
  readonly naming: Naming;
  /** Whether one of those that were asked for does. */
  readonly isWritten: boolean;
  /** Whether badges of elsewhere are not among them, since no name is signed on those. */
  readonly lacksImports: boolean;
  /** Whether there are badges that could be shown, were they not put away. */
  readonly hasAway: boolean;
  /** When the age band ends, and with it what needs consent; `undefined` when that shortens no choice. */
  readonly bandEnd: Date | undefined;
}

export interface AskedShare {
  readonly entryIds: readonly string[];
  readonly collectionId: string;
  readonly way: ShareWay;
}

/** What a learner may show, and what of it they asked for. @throws {BadgeError} `not_found` */
export async function offerShare(
  deps: Pick<BackpackDeps, 'store' | 'now'>,
  actor: LearnerActor,
  { entryIds, collectionId, way }: AskedShare,
): Promise<ShareOffer> {
  const { learner, kept, away, shelves } = await openGallery(deps, actor);
  const all = kept.filter(isShareable);
  const badges = way === 'named' ? all.filter(({ kind }) => kind === 'own') : all;
  const shelf = shelves.find(({ collection }) => collection.id === collectionId);
  const asked = [...new Set(shelf ? shelf.collection.entryIds : entryIds)];
  const found = asked.flatMap((id) => badges.find((badge) => entryIdOf(badge) === id) ?? []);
  const isFound = (badge: KeptBadge) => asked.includes(entryIdOf(badge));
  const isAsked = all.some(isFound);
  const wanted = isAsked ? all.filter(isFound) : all;
  const [{ missing }, naming] = await Promise.all([
    standingOfWay(deps, learner, way),
    readNaming(deps, actor, wanted.filter(({ kind }) => kind === 'import').map(entryIdOf)),
  ]);
  return {
    learner,
    badges,
    chosen: (all.length === 1 && found.length === 0 ? badges : found).slice(0, MOST_IN_SHARE),
    leftOut: Math.max(0, found.length - MOST_IN_SHARE),
    title: shelf?.collection.title ?? '',
    missing,
    signedName: nameToSign(learner),
    naming,
    isWritten: (isAsked || all.length === 1) && naming.ids.size > 0,
    lacksImports: way === 'named' && wanted.some(({ kind }) => kind === 'import'),
    hasAway: away.some(isGood),
    bandEnd: way === 'unnamed' ? undefined : shorteningEnd(learner, deps.now()),
  };
}

/** The end of the age band, when the longest choice would last longer. */
function shorteningEnd(learner: Learner, now: Date): Date | undefined {
  const end = bandEnd(learner, now);
  const longest = now.getTime() + Math.max(...SHARE_DAYS) * 86_400_000;
  return end && end.getTime() < longest ? end : undefined;
}
