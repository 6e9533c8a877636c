import { displayName, type Learner } from '../../../domain/learner.ts';
import type { OpenedLetter } from '../../../usecases/backpack/open-letter.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, type Problems, problems } from '../parts.ts';

/** Where the link of a letter leads: nothing is done before the button. */
export interface LearnerLetterView {
  readonly title: string;
  readonly lead: string;
  readonly problems: Problems;
  /** Six figures to type in the browser that asked; empty where the button may stand. */
  readonly code: string;
  readonly action: string;
  readonly submit: string;
  /** What a new backpack has to know; empty for any other letter. */
  readonly fields: readonly Field[];
  readonly adult:
    | { readonly label: string; readonly error: string; readonly ticked: boolean }
    | false;
}

export interface LetterState {
  readonly action: string;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function learnerLetterView(
  words: Words,
  letter: OpenedLetter,
  state: LetterState,
): LearnerLetterView {
  if (letter.kind === 'sign-up') return signUpLetterView(words, letter, state);
  if (letter.kind === 'pin-reset') return pinLetterView(words, letter, state);
  const name = plainText(displayName(letter.learner));
  const isAddress = letter.kind === 'address';
  const email = plainText(letter.link.binding);
  return {
    title: words.t(isAddress ? 'learnerLetter.addressTitle' : 'learnerLetter.enterTitle', { name }),
    lead: isAddress
      ? words.t('learnerLetter.addressLead', { name, email })
      : words.t('learnerLetter.enterLead', {
          centre: plainText(letter.profile.insideName ?? letter.profile.name),
        }),
    problems: problems(words, {}, []),
    code: isAddress ? '' : spaced(letter.code),
    action: state.action,
    submit: words.t(isAddress ? 'learnerLetter.addressSubmit' : 'learnerLetter.enterSubmit'),
    fields: [],
    adult: false,
  };
}

function pinLetterView(
  words: Words,
  { learner }: { readonly learner: Learner },
  { action }: LetterState,
): LearnerLetterView {
  const name = plainText(displayName(learner));
  return {
    title: words.t('learnerLetter.pinTitle', { name }),
    lead: words.t('learnerLetter.pinLead'),
    problems: problems(words, {}, []),
    code: '',
    action,
    submit: words.t('learnerLetter.pinSubmit'),
    fields: [],
    adult: false,
  };
}

function signUpLetterView(
  words: Words,
  { link }: Extract<OpenedLetter, { kind: 'sign-up' }>,
  { action, typed = {}, errors = {} }: LetterState,
): LearnerLetterView {
  const name = (key: 'firstName' | 'lastName', required: boolean) =>
    field({ name: key, label: words.t(`signUp.${key}`), required, maxlength: 80 }, typed, errors);
  const fields = [name('firstName', true), name('lastName', false)];
  const label = words.t('signUp.adult');
  return {
    title: words.t('signUp.confirmTitle'),
    lead: words.t('signUp.confirmLead', { email: plainText(link.binding) }),
    problems: problems(words, errors, [...fields, { name: 'adult', label }]),
    code: '',
    action,
    submit: words.t('signUp.confirmSubmit'),
    fields,
    adult: { label, error: errors['adult'] ?? '', ticked: typed['adult'] === 'yes' },
  };
}

function spaced(code = ''): string {
  return code.replace(/^(\d{3})(\d{3})$/, '$1 $2');
}
