import type { Words } from '../words.ts';

/** Where a card opens its backpack. */
export interface CardView {
  readonly title: string;
  readonly error: string;
  readonly typed: string;
}

export function cardView(
  words: Words,
  { typed = '', error = '' }: { readonly typed?: string; readonly error?: string } = {},
): CardView {
  return { title: words.t('card.title'), typed, error };
}
