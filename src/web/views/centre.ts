import { didOf, type Profile, profileUrl } from '../../domain/profile.ts';
import type { FieldErrors, Typed } from '../check-form.ts';
import type { Words } from '../words.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from './parts.ts';

export interface CentreView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly name: Field;
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
  const { name, email = '', description = '' } = profile;
  const fields = fieldsOf(words, typed ?? { name, email, description }, errors);
  return {
    title: words.t('centre.title'),
    notice: saved ? { kind: 'good', text: words.t('centre.saved') } : NO_NOTICE,
    problems: problems(words, errors, Object.values(fields)),
    ...fields,
    publicHref: profileUrl(profile),
    did: didOf(profile),
  };
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
