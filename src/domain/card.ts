import { type CardPicture, cardPictureOf } from './card-picture.ts';

/** A paper card: whoever has it opens the backpack. Its secrets are kept as hashes and printed once. */
export interface Card {
  readonly id: string;
  readonly profileId: string;
  readonly learnerId: string;
  /** Of the 128 bits in its QR code. */
  readonly secretHash: string;
  /** Of the code that is typed, under a key that only this service has: it is short. */
  readonly codeHash: string;
  /** By which it is told from the others of its person, and of its sheet. */
  readonly picture?: CardPicture;
  /** A member, or the operator: see `actorName`. */
  readonly createdBy: string;
  readonly createdAt: string;
  /** The first time it opened the backpack. */
  readonly usedAt?: string;
  readonly voidedAt?: string;
  /** Since when it was lost, as it was declared with the voiding. */
  readonly lostSince?: string;
}

/** Days after which a card that was never used opens nothing. */
export const CARD_UNUSED_DAYS = 90;

/** Whether the card opens its backpack now. */
export function isGood(card: Card, now: Date): boolean {
  if (card.voidedAt !== undefined) return false;
  const end = Date.parse(card.createdAt) + CARD_UNUSED_DAYS * 86_400_000;
  return card.usedAt !== undefined || now.getTime() < end;
}

/** What is drawn on the card. */
export function pictureOf({
  picture,
  learnerId,
}: Pick<Card, 'picture' | 'learnerId'>): CardPicture {
  return picture ?? cardPictureOf(learnerId);
}

/** How a card proves who is there at the acts that the card alone does not allow. Set by the learner. */
export interface Pin {
  readonly id: string;
  readonly learnerId: string;
  readonly profileId: string;
  readonly salt: string;
  readonly hash: string;
  /** What opened the session in which it was set: see `LearnerActor.via`. */
  readonly via: string;
  readonly setAt: string;
}
