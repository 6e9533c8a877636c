import * as z from 'zod';
import { CARDS_A_SHEET, type CardsASheet } from '../domain/card-sheet.ts';
import { boxes } from './check-form.ts';
import { type Choices, choices } from './views/parts.ts';
import type { Words } from './words.ts';

/** How many cards stand on a sheet. */
export const SizeField = z.coerce
  .number()
  .pipe(z.literal([...CARDS_A_SHEET]))
  .default(CARDS_A_SHEET[0]);

/** Whom cards are printed for, by their ids. */
export const PeopleField = boxes(z.array(z.string().max(64)).max(400));

/** How many cards stand on a sheet: fewer are larger. */
export function sizeChoices(words: Words, size: CardsASheet = CARDS_A_SHEET[0]): Choices {
  const options = CARDS_A_SHEET.map((count) => ({
    value: String(count),
    label: words.t(count === 8 ? 'cards.sizeLarge' : 'cards.sizeSmall'),
  }));
  return choices({ name: 'size', label: words.t('cards.size'), options }, [String(size)]);
}
