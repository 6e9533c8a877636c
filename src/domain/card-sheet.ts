import type { CardPicture } from './card-picture.ts';

/** Cards on one sheet of A4: large ones, or some that fit a purse. */
export const CARDS_A_SHEET = [8, 10] as const;
export type CardsASheet = (typeof CARDS_A_SHEET)[number];

/** What is printed to be cut out: words alone, already said in the language of whoever prints. */
export interface CardSheet {
  readonly language: 'fr' | 'en';
  readonly title: string;
  readonly perSheet: CardsASheet;
  /** Who hands them out; stands on every card. */
  readonly centre: string;
  /** What the card is for. */
  readonly explanation: string;
  /** What to do with it, and when it is lost. */
  readonly keep: string;
  /** Where the code is typed: the address without `https://`, in a few words. */
  readonly typeAt: string;
  readonly cards: readonly PrintedCard[];
}

export interface PrintedCard {
  readonly picture: CardPicture;
  readonly word: string;
  /**
   * What the person is called, the best name first: the first that the font can write stands on the
   * card. With none, a line is left to be written on by hand.
   */
  readonly names: readonly string[];
  /** What the QR code holds, and what it is for. */
  readonly qr: { readonly text: string; readonly alt: string };
  /** In groups. */
  readonly code: string;
}
