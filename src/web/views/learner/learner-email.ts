import { ADDRESS_LINK_HOURS } from '../../../domain/link.ts';
import type { LearnerAddress } from '../../../usecases/storage/backpacks.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';
import { emailField } from '../way-in-fields.ts';

/** A learner's own addresses. */
export interface LearnerEmailView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly addresses: ReadonlyArray<{
    readonly text: string;
    readonly note: string;
    readonly action: string;
    readonly label: string;
  }>;
  /** Absent when no address may be added; then `why` says so. */
  readonly email: Field | false;
  readonly why: string;
}

export interface LearnerEmailState {
  readonly addresses: readonly LearnerAddress[];
  /** Whether one may be added, or why not. */
  readonly may: 'yes' | 'no_mail' | 'too_young' | 'age_unknown';
  readonly isSent?: boolean;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

export function learnerEmailView(words: Words, state: LearnerEmailState): LearnerEmailView {
  const { addresses, may, typed = {}, errors = {}, refusal = '' } = state;
  const email = emailField(
    {
      label: words.t('learnerEmail.email'),
      hint: words.t('learnerEmail.hint', { hours: ADDRESS_LINK_HOURS }),
    },
    typed,
    errors,
  );
  return {
    title: words.t('learnerEmail.title'),
    notice: state.isSent ? { kind: 'good', text: words.t('learnerEmail.sent') } : NO_NOTICE,
    problems: problems(words, errors, [email], refusal),
    addresses: addresses.map((address) => addressRow(words, address)),
    email: may === 'yes' && email,
    why: may === 'yes' ? '' : words.t(`learnerEmail.${may}`),
  };
}

function addressRow(words: Words, { id, email, confirmedAt }: LearnerAddress) {
  const text = plainText(email);
  return {
    text,
    note: words.t('learnerEmail.since', { date: words.day(confirmedAt) }),
    action: `/backpack/me/email/${encodeURIComponent(id)}/remove`,
    label: words.t('learnerEmail.removeNamed', { email: text }),
  };
}
