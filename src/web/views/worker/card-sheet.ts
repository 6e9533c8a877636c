import { pictureOf } from '../../../domain/card.ts';
import type { CardSheet, CardsASheet } from '../../../domain/card-sheet.ts';
import { displayName, type Learner } from '../../../domain/learner.ts';
import { groupedCode } from '../../../domain/typed-code.ts';
import type { NewCard } from '../../../usecases/backpack/cards.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';

/** Cards that were just made, as they are printed. */
export function cardSheet(
  words: Words,
  handed: readonly NewCard[],
  place: { readonly origin: string; readonly centre: string; readonly perSheet: CardsASheet },
): CardSheet {
  const { origin, perSheet } = place;
  return {
    language: words.language,
    title: words.t('cards.sheetTitle', { count: handed.length }),
    perSheet,
    centre: plainText(place.centre),
    explanation: words.t('cards.sheetScan'),
    keep: words.t('cards.sheetKeep'),
    typeAt: words.t('cards.sheetType', { address: `${origin.replace(/^https?:\/\//, '')}/card` }),
    cards: handed.map(({ card, learner, secret, code }) => {
      const picture = pictureOf(card);
      const word = words.t(`cardPicture.${picture}`);
      const names = namesOf(learner);
      return {
        picture,
        word,
        names,
        qr: {
          text: `${origin}/card#${secret}`,
          alt: words.t('cards.sheetQr', { name: names[0] ?? word }),
        },
        code: groupedCode(code),
      };
    }),
  };
}

/** A card may be lost: nobody's family name is on it, unless they have no other. */
function namesOf(learner: Learner): string[] {
  const names = [displayName(learner), learner.firstName].map((name) => plainText(name));
  return [...new Set(names)].filter(Boolean);
}
