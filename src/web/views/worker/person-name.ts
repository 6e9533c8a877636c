import { displayName, type Learner } from '../../../domain/learner.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';
import { type Field, field, type Problems, problems } from '../parts.ts';

export interface PersonNameView {
  readonly title: string;
  readonly action: string;
  readonly back: string;
  readonly problems: Problems;
  readonly fields: readonly Field[];
}

interface State {
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

/** Letters of one part of a name. */
export const MOST_OF_NAME = 100;

export function personNameView(words: Words, learner: Learner, state: State = {}): PersonNameView {
  const { firstName, lastName, nickname } = learner;
  const { typed = { firstName, lastName, nickname }, errors = {}, refusal = '' } = state;
  const fields = (['firstName', 'lastName', 'nickname'] as const).map((name) =>
    field(
      {
        name,
        label: words.t(`rename.${name}`),
        maxlength: MOST_OF_NAME,
        hint: name === 'nickname' ? words.t('rename.nicknameHint') : '',
      },
      typed,
      errors,
    ),
  );
  return {
    title: words.t('rename.title', { name: plainText(displayName(learner)) }),
    action: `${personHref(learner.id)}/name`,
    back: personHref(learner.id),
    problems: problems(words, errors, fields, refusal),
    fields,
  };
}
