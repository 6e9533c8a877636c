import { SIGN_IN_MINUTES } from '../../../domain/link.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { type Field, type Problems, problems } from '../parts.ts';
import { type CodeState, codeFields, emailField } from '../way-in-fields.ts';

export interface SignInView {
  readonly title: string;
  readonly problems: Problems;
  /** Whether links go out by e-mail. */
  readonly hasMail: boolean;
  readonly email: Field;
  readonly returnTo: string;
}

interface SignInState {
  readonly hasMail: boolean;
  readonly returnTo: string;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

export function signInView(words: Words, state: SignInState): SignInView {
  const { hasMail, returnTo, typed = {}, errors = {}, refusal = '' } = state;
  const email = emailField(
    { label: words.t('signIn.email'), hint: words.t('signIn.emailHint') },
    typed,
    errors,
  );
  return {
    title: words.t('signIn.title'),
    problems: problems(words, errors, [email], refusal),
    hasMail,
    email,
    returnTo,
  };
}

export interface CodeView {
  readonly title: string;
  readonly minutes: number;
  readonly problems: Problems;
  readonly code: Field;
}

export function codeView(words: Words, state: CodeState = {}): CodeView {
  const text = { label: words.t('code.label'), hint: words.t('code.elsewhere') };
  return {
    title: words.t('code.title'),
    minutes: SIGN_IN_MINUTES,
    ...codeFields(words, text, state),
  };
}
