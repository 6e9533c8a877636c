import type { FieldErrors, Typed } from '../check-form.ts';
import type { Words } from '../words.ts';
import { type Field, field, type Problems, problems } from './parts.ts';

/** Where somebody writes the address that a link goes to. */
export function emailField(
  text: { readonly label: string; readonly hint: string },
  typed: Typed,
  errors: FieldErrors,
): Field {
  const parts = { name: 'email', type: 'email', autocomplete: 'email', maxlength: 254 };
  return field({ ...text, ...parts, required: true }, typed, errors);
}

/** What was typed for the six figures that a link showed elsewhere, and what is wrong with it. */
export interface CodeState {
  readonly typed?: Typed;
  readonly error?: string;
}

/** Where the browser that waits takes those figures. */
export function codeFields(
  words: Words,
  text: { readonly label: string; readonly hint: string },
  { typed, error = '' }: CodeState,
): { readonly problems: Problems; readonly code: Field } {
  const errors: FieldErrors = error ? { code: error } : {};
  const parts = { name: 'code', autocomplete: 'one-time-code', maxlength: 12 };
  const code = field({ ...text, ...parts, required: true }, typed, errors);
  return { problems: problems(words, errors, [code]), code };
}
