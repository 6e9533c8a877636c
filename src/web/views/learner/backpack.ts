import { displayName } from '../../../domain/learner.ts';
import { isIssuer } from '../../../domain/profile.ts';
import type { BackpackEntry } from '../../../usecases/backpack/open-backpack.ts';
import type { Gallery, KeptBadge, Shelf } from '../../../usecases/backpack/open-gallery.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { type Empty, NO_NOTICE, type Notice } from '../parts.ts';
import { collectionHref, entryHref } from './backpack-hrefs.ts';
import { givenLine, type Patch, patchOf } from './backpack-patch.ts';

/** The badges of a learner, as their own gallery. */
export interface BackpackView {
  readonly title: string;
  readonly notice: Notice;
  /** Whether they are asked anew what they agreed to when they were younger. */
  readonly isToAnswer: boolean;
  readonly received: string;
  readonly receivedText: string;
  readonly gifts: readonly GiftView[];
  /** Answers all of them at once; absent for one. */
  readonly keepAll: boolean;
  readonly patches: readonly Patch[];
  /** Whether the first is shown largest. */
  readonly isLed: boolean;
  readonly shelves: readonly ShelfView[];
  readonly hasBadges: boolean;
  readonly empty: Empty | false;
  /** Where what is put away can be found; empty when nothing is. */
  readonly away: string;
}

/** A badge that waits for its learner's answer: `{{> gift this}}`. */
export interface GiftView {
  readonly id: string;
  readonly href: string;
  readonly picture: string;
  readonly name: string;
  readonly inLanguage: string;
  readonly given: string;
  readonly description: string;
  readonly answerAction: string;
  readonly keepLabel: string;
  readonly seeLabel: string;
  readonly declineLabel: string;
}

export interface ShelfView {
  readonly href: string;
  readonly title: string;
  readonly count: string;
  /** A few of them, to look at. */
  readonly pictures: readonly string[];
}

/** Pictures of a collection that its shelf shows. */
const ON_SHELF = 5;

/** What was just done, as the address of the page says it. */
const DONE = {
  kept: 'gallery.answered',
  'kept-all': 'gallery.answeredAll',
  declined: 'gallery.declined',
  'taken-up': 'gallery.takenUp',
  'collection-removed': 'collection.removed',
} as const;

export function backpackView(
  words: Words,
  gallery: Gallery,
  { done, isToAnswer }: { readonly done: unknown; readonly isToAnswer: boolean },
): BackpackView {
  const { learner, profile, waiting, kept, away, removed, shelves } = gallery;
  const awayCount = away.length + removed.length;
  const count = waiting.length;
  const isEmpty = kept.length === 0 && count === 0;
  return {
    title: words.t('gallery.title', { name: plainText(displayName(learner)) }),
    notice: doneNotice(words, DONE, done),
    isToAnswer,
    received: words.t('gallery.received', { count }),
    receivedText: words.t('gallery.receivedText', { count }),
    gifts: waiting.map((entry) => giftView(words, entry, givenLine(words, entry, profile))),
    keepAll: count > 1,
    ...patchesOf(words, kept),
    shelves: shelves.map((shelf) => shelfView(words, shelf)),
    hasBadges: kept.length > 0,
    empty: isEmpty && emptyOf(words, { hasAway: away.length > 0, isAlone: !isIssuer(profile) }),
    away: awayCount > 0 ? words.t('gallery.away', { count: awayCount }) : '',
  };
}

/**
 * A good one stands first, largest: of the centre, else one of elsewhere that was found good. What
 * nobody vouches for never stands for the whole backpack.
 */
function patchesOf(words: Words, kept: readonly KeptBadge[]) {
  const lead =
    kept.find((badge) => badge.kind === 'own' && !badge.entry.revoked) ??
    kept.find((one) => one.kind === 'import' && one.badge.checked?.outcome === 'verified');
  const badges = lead ? [lead, ...kept.filter((badge) => badge !== lead)] : kept;
  return { patches: badges.map((badge) => patchOf(words, badge)), isLed: lead !== undefined };
}

/** A sentence about what was just done; nothing when the address names nothing that is known. */
export function doneNotice(
  words: Words,
  sentences: Readonly<Record<string, Parameters<Words['t']>[0]>>,
  done: unknown,
): Notice {
  const isKnown = typeof done === 'string' && Object.hasOwn(sentences, done);
  const key = isKnown ? sentences[done] : undefined;
  return key ? { kind: 'good', text: words.t(key) } : NO_NOTICE;
}

/** @param given who gave it, when and where, in one line */
export function giftView(words: Words, entry: BackpackEntry, given: string): GiftView {
  const { award, achievement } = entry;
  const name = plainText(achievement.name);
  return {
    id: award.id,
    href: entryHref(award.id),
    picture: pictureHref(achievement.id),
    name,
    inLanguage: achievement.inLanguage,
    given,
    description: plainText(achievement.description),
    answerAction: `${entryHref(award.id)}/answer`,
    keepLabel: words.t('gallery.keepNamed', { name }),
    seeLabel: words.t('gallery.seeNamed', { name }),
    declineLabel: words.t('gallery.declineNamed', { name }),
  };
}

function shelfView(words: Words, { collection, badges }: Shelf): ShelfView {
  const pictures = badges.map((badge) => patchOf(words, badge).picture).filter(Boolean);
  return {
    href: collectionHref(collection.id),
    title: plainText(collection.title),
    count: words.t('collection.count', { count: badges.length }),
    pictures: pictures.slice(0, ON_SHELF),
  };
}

function emptyOf(
  words: Words,
  { hasAway, isAlone }: { readonly hasAway: boolean; readonly isAlone: boolean },
): Empty {
  if (hasAway) {
    return {
      title: words.t('gallery.allAway'),
      text: words.t('gallery.awayText'),
      href: '/backpack/away',
      action: words.t('gallery.awayTitle'),
    };
  }
  return {
    title: words.t('gallery.emptyTitle'),
    text: words.t(isAlone ? 'gallery.emptyAlone' : 'gallery.emptyText'),
    href: '',
    action: '',
  };
}
