import type { Words } from '../../words.ts';
import { type Field, field, type Problems, problems } from '../parts.ts';

/** Where a key is typed that was read on paper or said on the phone. */
export interface ControlKeyView {
  readonly title: string;
  readonly problems: Problems;
  readonly field: Field;
}

export function controlKeyView(
  words: Words,
  { typed = '', error = '' }: { readonly typed?: string; readonly error?: string } = {},
): ControlKeyView {
  const errors = error ? { key: error } : {};
  const key = field(
    {
      name: 'key',
      label: words.t('controlKey.label'),
      hint: words.t('controlKey.hint'),
      required: true,
      maxlength: 40,
    },
    { key: typed },
    errors,
  );
  return {
    title: words.t('controlKey.title'),
    problems: problems(words, errors, [key]),
    field: key,
  };
}
