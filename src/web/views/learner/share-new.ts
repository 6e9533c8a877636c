import { MOST_IN_SHARE, SHARE_DAYS, UNKNOWN_END_DAYS } from '../../../domain/share.ts';
import { MOST_IN_TITLE } from '../../../usecases/backpack/collections.ts';
import type { ShareWay } from '../../../usecases/backpack/make-share.ts';
import type { AskedShare, ShareOffer } from '../../../usecases/backpack/offer-share.ts';
import { entryIdOf } from '../../../usecases/backpack/open-gallery.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import {
  type Choices,
  choices,
  type Empty,
  type Field,
  field,
  type Problems,
  problems,
} from '../parts.ts';
import { type Patch, patchOf } from './backpack-patch.ts';
import { type ClosedWay, closedWay, type ShareWayView, unnamedWay, waysOf } from './share-ways.ts';
import { namesOfBadges } from './share-words.ts';

export interface ShareNewView {
  readonly title: string;
  /** When there is no badge to show yet; the rest of the page waits. */
  readonly empty: Empty | false;
  readonly problems: Problems;
  /** What was asked for; empty when it has to be chosen here. */
  readonly chosen: readonly Patch[];
  /** What may be chosen here. */
  readonly offered: ReadonlyArray<Patch & { readonly ticked: boolean; readonly note: string }>;
  readonly offeredError: string;
  readonly isMany: boolean;
  readonly way: ShareWay;
  readonly ways: readonly ShareWayView[];
  /** The exact name that will be signed; empty where none is shown. */
  readonly signedName: string;
  /** Why badges of elsewhere are not here; empty when they are. */
  readonly lacks: string;
  /** In which badges of elsewhere the name stands that the link will show; empty without. */
  readonly written: string;
  /** Why this way is not open now; `false` when it is. */
  readonly closed: ClosedWay | false;
  /** What the learner agrees to with a tick; empty when they did already or nobody asks. */
  readonly agree:
    | { readonly label: string; readonly error: string; readonly ticked: boolean }
    | false;
  /** That a collection is longer than a share; empty when it is not. */
  readonly leftOut: string;
  readonly headline: Field;
  readonly label: Field;
  readonly days: Choices;
  /** That the share ends with the age band; empty when it does not. */
  readonly ends: string;
}

interface Sent {
  readonly typed: Typed;
  readonly errors: FieldErrors;
  readonly refusal: string;
}

const NOTHING_SENT: Sent = { typed: {}, errors: {}, refusal: '' };
export function shareNewView(
  words: Words,
  offer: ShareOffer,
  asked: AskedShare,
  { typed, errors, refusal }: Sent = NOTHING_SENT,
): ShareNewView {
  const { chosen, missing } = offer;
  const { way } = asked;
  const isMany = chosen.length > 1;
  const label = labelField(words, way, typed, errors);
  const headline = titleField(words, offer, typed, errors);
  const days = daysChoices(words, typed, errors);
  const closed = closedWay(words, offer, asked);
  const entry = { name: 'entry', label: words.t('shares.which') };
  return {
    title: words.t('shares.newTitle'),
    empty: emptyOf(words, offer),
    // What closes this way is said where the form would be.
    problems: problems(
      words,
      errors,
      [entry, headline, label, days],
      closed && refusal === closed.text ? '' : refusal,
    ),
    chosen: chosen.map((badge) => patchOf(words, badge)),
    offered: offeredOf(words, offer, asked),
    offeredError: errors['entry'] ?? '',
    isMany,
    way,
    ways: waysOf(words, offer, asked),
    signedName: way === 'named' ? (offer.signedName ?? '') : '',
    written: writtenIn(words, offer),
    closed,
    agree: !closed &&
      missing.includes('learner') && {
        label: words.t(way === 'public' ? 'shares.agreePublic' : 'shares.agreeName'),
        error: errors['agree'] ?? '',
        ticked: typed['agree'] === 'yes',
      },
    lacks: lacksOf(words, offer),
    leftOut: leftOutOf(words, offer),
    headline,
    label,
    days,
    ends: endsBy(words, offer, way),
  };
}

function offeredOf(words: Words, { chosen, badges, naming }: ShareOffer, { entryIds }: AskedShare) {
  const picks = chosen.length === 0 ? badges : [];
  return picks.map((badge) => {
    const id = entryIdOf(badge);
    const patch = patchOf(words, badge);
    const written = naming.ids.has(id) ? words.t('shares.writtenTag') : '';
    // Two badges may have one name.
    const note = [patch.from, patch.state ? patch.state.text : '', written].filter(Boolean);
    return { ...patch, ticked: entryIds.includes(id), note: note.join(' · ') };
  });
}

function lacksOf(words: Words, offer: ShareOffer): string {
  if (!offer.lacksImports) return '';
  return words.t('shares.importsLeftOut', { way: words.t(`shares.way.${unnamedWay(offer)}`) });
}

function writtenIn(words: Words, { chosen, naming }: ShareOffer): string {
  const badges = chosen.filter((badge) => naming.ids.has(entryIdOf(badge)));
  if (badges.length === 0) return '';
  return words.t('shares.writtenIn', { names: namesOfBadges(words, badges) });
}

function endsBy(words: Words, { bandEnd, learner }: ShareOffer, way: ShareWay): string {
  if (bandEnd) return words.t('shares.bandEnds', { date: words.day(bandEnd.toISOString()) });
  const isUnknown = learner.band !== 'adult' && learner.bandUntil === undefined;
  if (way === 'unnamed' || !isUnknown) return '';
  return words.t('shares.endUnknown', { days: UNKNOWN_END_DAYS });
}

function emptyOf(
  words: Words,
  { chosen, badges, lacksImports, hasAway }: ShareOffer,
): Empty | false {
  if (chosen.length > 0 || badges.length > 0 || lacksImports) return false;
  if (hasAway) {
    return {
      title: words.t('shares.allAway'),
      text: words.t('shares.awayText'),
      href: '/backpack/away',
      action: words.t('gallery.awayTitle'),
    };
  }
  return {
    title: words.t('shares.nothing'),
    text: words.t('shares.nothingText'),
    href: '/backpack',
    action: words.t('shares.nothingAction'),
  };
}

function leftOutOf(words: Words, { leftOut }: ShareOffer): string {
  return leftOut > 0 ? words.t('shares.leftOut', { count: leftOut, most: MOST_IN_SHARE }) : '';
}

function labelField(words: Words, way: ShareWay, typed: Typed, errors: FieldErrors): Field {
  const label = words.t(way === 'public' ? 'shares.labelPublic' : 'shares.label');
  const hint = words.t('shares.labelHint');
  return field({ name: 'label', label, hint, maxlength: MOST_IN_TITLE }, typed, errors);
}

function titleField(words: Words, offer: ShareOffer, typed: Typed, errors: FieldErrors): Field {
  const label = words.t('shares.headline');
  const hint = words.t('shares.headlineHint');
  const parts = { name: 'title', label, hint, maxlength: MOST_IN_TITLE, value: offer.title };
  return field(parts, typed, errors);
}

function daysChoices(words: Words, typed: Typed, errors: FieldErrors): Choices {
  const options = SHARE_DAYS.map((days) => ({
    value: String(days),
    label: days === 365 ? words.t('shares.year') : words.t('backpack.days', { days }),
  }));
  const parts = { name: 'days', label: words.t('shares.days'), options };
  return choices(parts, [typed['days'] ?? String(SHARE_DAYS[0])], errors);
}
