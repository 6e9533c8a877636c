import { didOf, type Profile, profileUrl } from '../../../domain/profile.ts';
import { sensitiveWordIn } from '../../../domain/sensitive-name.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';

export interface CentreView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly name: Field;
  readonly insideName: Field;
  /** What the public name says too much by; empty for nothing. */
  readonly sensitive: string;
  readonly email: Field;
  readonly description: Field;
  readonly publicHref: string;
  readonly did: string;
}

interface State {
  readonly saved?: boolean;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function centreView(words: Words, profile: Profile, state: State = {}): CentreView {
  const { saved = false, typed, errors = {} } = state;
  const { name, email = '', description = '', insideName = '' } = profile;
  const fields = fieldsOf(words, typed ?? { name, email, description, insideName }, errors);
  return {
    title: words.t('centre.title'),
    notice: saved ? { kind: 'good', text: words.t('centre.saved') } : NO_NOTICE,
    problems: problems(words, errors, Object.values(fields)),
    ...fields,
    sensitive: sensitiveHint(words, typed?.['name'] ?? name),
    publicHref: profileUrl(profile),
    did: didOf(profile),
  };
}

function sensitiveHint(words: Words, name: string): string {
  const word = sensitiveWordIn(name);
  return word === undefined ? '' : words.t('centre.sensitive', { word: plainText(word, 60) });
}

function fieldsOf(words: Words, shown: Typed, errors: FieldErrors) {
  return {
    name: field(
      {
        name: 'name',
        label: words.t('centre.name'),
        required: true,
        autocomplete: 'organization',
        maxlength: 120,
      },
      shown,
      errors,
    ),
    insideName: field(
      {
        name: 'insideName',
        label: words.t('centre.insideName'),
        hint: words.t('centre.insideNameHint'),
        maxlength: 120,
      },
      shown,
      errors,
    ),
    email: field(
      {
        name: 'email',
        type: 'email',
        label: words.t('centre.email'),
        hint: words.t('centre.emailHint'),
        maxlength: 254,
      },
      shown,
      errors,
    ),
    description: field(
      { name: 'description', label: words.t('centre.description'), maxlength: 1000 },
      shown,
      errors,
    ),
  };
}
