import { SIGN_IN_MINUTES } from '../../../domain/link.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { type Field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';
import { type CodeState, codeFields, emailField } from '../way-in-fields.ts';

/** Opening a backpack without its card. */
export interface LearnerSignInView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  /** Absent when no letters leave this service. */
  readonly email: Field | false;
  /** Whether adults begin a backpack by themselves. */
  readonly signUp: boolean;
}

export function learnerSignInView(
  words: Words,
  state: {
    readonly hasMail: boolean;
    readonly signUp: boolean;
    /** An address was confirmed a moment ago. */
    readonly isConfirmed?: boolean;
    readonly typed?: Typed;
    readonly errors?: FieldErrors;
    readonly refusal?: string;
  },
): LearnerSignInView {
  const { hasMail, typed = {}, errors = {}, refusal = '' } = state;
  const email = emailField(
    { label: words.t('learnerSignIn.email'), hint: words.t('learnerSignIn.emailHint') },
    typed,
    errors,
  );
  return {
    title: words.t('learnerSignIn.title'),
    notice: state.isConfirmed
      ? { kind: 'good', text: words.t('learnerSignIn.confirmed') }
      : NO_NOTICE,
    problems: problems(words, errors, hasMail ? [email] : [], refusal),
    email: hasMail && email,
    signUp: state.signUp && hasMail,
  };
}

/** Where the browser that waits takes the six figures that a link showed elsewhere. */
export interface LearnerCodeView {
  readonly title: string;
  readonly lead: string;
  readonly problems: Problems;
  readonly code: Field;
}

export function learnerCodeView(words: Words, state: CodeState = {}): LearnerCodeView {
  const text = { label: words.t('learnerCode.label'), hint: words.t('learnerCode.hint') };
  return {
    title: words.t('learnerCode.title'),
    lead: words.t('learnerCode.lead', { minutes: SIGN_IN_MINUTES }),
    ...codeFields(words, text, state),
  };
}
