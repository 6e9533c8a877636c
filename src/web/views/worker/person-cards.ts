import { CARD_UNUSED_DAYS, type Card, isGood, pictureOf } from '../../../domain/card.ts';
import { displayName, type Learner } from '../../../domain/learner.ts';
import type { CardsOfPerson } from '../../../usecases/people/open-person.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';

/** The cards of a person: `{{> person-cards cards}}`. */
export interface PersonCardsView {
  readonly text: string;
  readonly rows: readonly CardRow[];
  /** Those that open nothing any more, told apart so that they are not in the way. */
  readonly old: readonly CardRow[];
  readonly oldTitle: string;
  readonly action: string;
  readonly submit: string;
  /** Where a forgotten PIN is taken away; empty when there is none. */
  readonly pin: string;
}

export interface CardRow {
  readonly made: string;
  readonly state: {
    readonly tag: 'good' | 'late' | 'unsure';
    readonly icon: string;
    readonly text: string;
  };
  /** More about its end; empty for nothing. */
  readonly note: string;
  /** Where it is made void, or said to be lost since before; empty for one that is over. */
  readonly href: string;
  readonly label: string;
  readonly action: string;
}

/** @param now what is shown is as good as it is now */
export function personCardsView(
  words: Words,
  learner: Learner,
  { cards, makers, hasPin }: CardsOfPerson,
  now: Date,
): PersonCardsView {
  const href = personHref(learner.id);
  const row = (card: Card) => cardRow(words, card, { href, makers, now });
  const good = cards.filter((card) => isGood(card, now));
  const old = cards.filter((card) => !isGood(card, now));
  const name = plainText(displayName(learner));
  return {
    text: words.t(good.length > 0 ? 'cards.personSome' : 'cards.personNone', { name }),
    rows: good.map(row),
    old: old.map(row),
    oldTitle: words.t('cards.old', { count: old.length }),
    action: `${href}/cards`,
    submit: words.t(cards.length > 0 ? 'cards.printAnother' : 'cards.printFirst'),
    pin: hasPin ? `${href}/pin/remove` : '',
  };
}

export function cardRow(
  words: Words,
  card: Card,
  { href, makers, now }: { href: string; makers: ReadonlyMap<string, string>; now: Date },
): CardRow {
  const maker = plainText(makers.get(card.createdBy) ?? '');
  const shown = { word: pictureWord(words, card), date: words.day(card.createdAt) };
  const good = isGood(card, now);
  return {
    made: words.t(maker ? 'cards.madeBy' : 'cards.made', { ...shown, maker }),
    state: stateOf(words, card, good),
    note: noteOf(words, card, good),
    href: good || card.voidedAt ? `${href}/cards/${encodeURIComponent(card.id)}/void` : '',
    label: words.t(good ? 'cards.voidNamed' : 'cards.lostEarlierNamed', shown),
    action: words.t(good ? 'cards.void' : 'cards.lostEarlier'),
  };
}

/** What is drawn on the card, in a word: by it its holder tells it from another. */
export function pictureWord(words: Words, card: Card): string {
  return words.t(`cardPicture.${pictureOf(card)}`);
}

function stateOf(words: Words, card: Card, good: boolean): CardRow['state'] {
  if (card.voidedAt) {
    const text = words.t('cards.voided', { date: words.day(card.voidedAt) });
    return { tag: 'late', icon: 'circle-x', text };
  }
  if (!good) return { tag: 'unsure', icon: 'clock', text: words.t('cards.over') };
  if (!card.usedAt) return { tag: 'unsure', icon: 'id-card', text: words.t('cards.unused') };
  const text = words.t('cards.used', { date: words.day(card.usedAt) });
  return { tag: 'good', icon: 'circle-check', text };
}

function noteOf(words: Words, card: Card, good: boolean): string {
  if (card.lostSince) return words.t('cards.lostSince', { date: words.day(card.lostSince) });
  if (!good || card.usedAt) return '';
  const end = new Date(Date.parse(card.createdAt) + CARD_UNUSED_DAYS * 86_400_000);
  return words.t('cards.unusedUntil', { date: words.day(end.toISOString()) });
}
