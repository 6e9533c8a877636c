import { AGE_BANDS } from '../../../domain/age.ts';
import { displayName, type Learner } from '../../../domain/learner.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';
import { type Choices, choices, type Field, field, type Problems, problems } from '../parts.ts';

export interface PersonAgeView {
  readonly title: string;
  readonly action: string;
  readonly back: string;
  readonly problems: Problems;
  readonly band: Choices;
  readonly until: Field;
  /** What each band means for who decides. */
  readonly follows: readonly string[];
}

interface State {
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function personAgeView(words: Words, learner: Learner, state: State = {}): PersonAgeView {
  const { band = '', bandUntil = '' } = learner;
  const { typed = { band, until: bandUntil }, errors = {} } = state;
  const bands = choices(
    {
      name: 'band',
      label: words.t('age.label'),
      hint: words.t('age.hint'),
      options: AGE_BANDS.map((value) => ({ value, label: words.t(`age.band.${value}`) })),
    },
    [typed['band'] ?? ''],
    errors,
  );
  const until = untilField(words, typed, errors);
  return {
    title: words.t('age.title', { name: plainText(displayName(learner)) }),
    action: `${personHref(learner.id)}/age`,
    back: personHref(learner.id),
    problems: problems(words, errors, [bands, until]),
    band: bands,
    until,
    follows: [
      words.t('age.followsUnder15'),
      words.t('age.follows15'),
      words.t('age.follows18'),
      ...(band ? [] : [words.t('age.followsUnknown')]),
    ],
  };
}

function untilField(words: Words, typed: Typed, errors: FieldErrors): Field {
  return field(
    {
      name: 'until',
      type: 'month',
      label: words.t('age.until'),
      hint: words.t('age.untilHint', { example: '03/2030' }),
      maxlength: 30,
    },
    typed,
    errors,
  );
}
