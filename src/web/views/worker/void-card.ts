import type { Card } from '../../../domain/card.ts';
import type { Learner } from '../../../domain/learner.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';
import { type Choices, choices, type Field, field, type Problems, problems } from '../parts.ts';
import { personName } from './award-line.ts';
import { pictureWord } from './person-cards.ts';

/** Before a card is made to open nothing any more. */
export interface VoidCardView {
  readonly title: string;
  readonly lead: string;
  readonly problems: Problems;
  readonly action: string;
  readonly back: string;
  readonly why: Choices;
  readonly since: Field;
}

export interface VoidCardState {
  readonly now: Date;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function voidCardView(
  words: Words,
  { card, learner }: { readonly card: Card; readonly learner: Learner | undefined },
  { now, typed = {}, errors = {} }: VoidCardState,
): VoidCardView {
  const back = personHref(card.learnerId);
  const today = now.toISOString().slice(0, 10);
  const why = whyChoices(words, typed, errors);
  const since = field(
    {
      name: 'since',
      type: 'date',
      label: words.t('cards.since'),
      hint: words.t('cards.sinceHint'),
      value: today,
      required: true,
      min: card.createdAt.slice(0, 10),
    },
    typed,
    errors,
  );
  return {
    title: words.t('cards.voidTitle', { name: personName(words, learner) }),
    lead: words.t(card.voidedAt ? 'cards.voidedText' : 'cards.voidText', {
      date: words.day(card.createdAt),
      word: pictureWord(words, card),
    }),
    problems: problems(words, errors, [why, since]),
    action: `${back}/cards/${encodeURIComponent(card.id)}/void`,
    back,
    why,
    since,
  };
}

function whyChoices(words: Words, typed: Typed, errors: FieldErrors): Choices {
  const options = [
    { value: 'lost', label: words.t('cards.whyLost'), hint: words.t('cards.whyLostHint') },
    {
      value: 'replaced',
      label: words.t('cards.whyReplaced'),
      hint: words.t('cards.whyReplacedHint'),
    },
  ];
  const label = words.t('cards.why');
  return choices({ name: 'why', label, options }, [typed['why'] ?? 'lost'], errors);
}
