import { isGood } from '../../../domain/card.ts';
import type { CardsOfPerson } from '../../../usecases/people/open-person.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type CardRow, cardRow } from '../worker/person-cards.ts';

/** The cards of a learner, as they see them. */
export interface OwnCardsView {
  readonly title: string;
  readonly cards: ReadonlyArray<CardRow & { readonly isThis: boolean }>;
  /** How many were left out: those that open nothing any more. */
  readonly old: string;
  readonly notMine: string;
}

/** @param place what opened the session, the centre that makes cards, and now */
export function ownCardsView(
  words: Words,
  { cards, makers }: CardsOfPerson,
  place: { readonly via: string; readonly centre: string; readonly now: Date },
): OwnCardsView {
  const good = cards.filter((card) => isGood(card, place.now));
  const old = cards.length - good.length;
  return {
    title: words.t('cards.mine'),
    cards: good.map((card) => ({
      // Their centre makes it void: there is nothing to press here.
      ...cardRow(words, card, { href: '', makers, now: place.now }),
      href: '',
      isThis: place.via === `card:${card.id}`,
    })),
    old: old > 0 ? words.t('cards.mineOld', { count: old }) : '',
    notMine: words.t('cards.notMine', { centre: plainText(place.centre) }),
  };
}
