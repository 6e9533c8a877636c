import type { FieldErrors, Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';

/** A backpack for an adult whom no centre knows. */
export interface SignUpView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly email: Field;
}

export function signUpView(
  words: Words,
  state: { readonly isSent?: boolean; readonly typed?: Typed; readonly errors?: FieldErrors } = {},
): SignUpView {
  const { isSent = false, typed = {}, errors = {} } = state;
  const email = field(
    {
      name: 'email',
      type: 'email',
      label: words.t('signUp.email'),
      hint: words.t('signUp.emailHint'),
      autocomplete: 'email',
      required: true,
      maxlength: 254,
    },
    typed,
    errors,
  );
  return {
    title: words.t('signUp.title'),
    notice: isSent ? { kind: 'good', text: words.t('signUp.sent') } : NO_NOTICE,
    problems: problems(words, errors, [email]),
    email,
  };
}
