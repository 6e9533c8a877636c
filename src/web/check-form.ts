import * as z from 'zod';
import type { BadgeError } from '../domain/errors.ts';
import { refusalOf } from './problem.ts';
import type { Words } from './words.ts';

/** What a form's fields were sent with, by name: what the page shows again when something is to mend. */
export type Typed = Readonly<Record<string, string>>;

/** One sentence per field that is to mend, by the field's name. */
export type FieldErrors = Readonly<Record<string, string>>;

export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Reads a form; what is wrong is said beside its field, in the visitor's words. */
export function checkForm<Schema extends z.ZodType>(
  words: Words,
  schema: Schema,
  body: unknown,
): Checked<z.output<Schema>> {
  const result = schema.safeParse(body ?? {});
  if (result.success) return { ok: true, value: result.data };
  const errors: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const name = String(issue.path[0] ?? '');
    errors[name] ??= sentenceFor(words, issue);
  }
  return { ok: false, errors };
}

/** Boxes of one name: each that is ticked is sent by itself, so one comes alone and none not at all. */
export function boxes<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => [value ?? []].flat(), schema);
}

/** The boxes of one name as they were sent: what the page ticks again. */
export function tickedOf(body: unknown, name: string): string[] {
  const fields = (body ?? {}) as Record<string, unknown>;
  return [fields[name]].flat().filter((value) => typeof value === 'string');
}

/** The texts of a form, each once: what a field shows again. */
export function typedOf(body: unknown): Typed {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/**
 * The refusal behind an error, for a page that says it beside its form; anything else is thrown
 * on, to become the page of the error.
 */
export function refusalFor(error: unknown): BadgeError {
  const refusal = refusalOf(error);
  if (!refusal) throw error;
  return refusal;
}

function sentenceFor(words: Words, issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_big':
      return words.t('form.tooLong', { max: Number(issue.maximum) });
    case 'too_small':
      return Number(issue.minimum) <= 1
        ? words.t('form.required')
        : words.t('form.tooShort', { min: Number(issue.minimum) });
    case 'invalid_value':
      return words.t('form.choice');
    case 'invalid_format':
      if (issue.format === 'email') return words.t('form.email');
      if (issue.format === 'url') return words.t('form.url');
      return issue.format === 'date' ? words.t('form.date') : words.t('form.wrong');
    case 'invalid_type':
      return issue.expected === 'number' ? words.t('form.number') : words.t('form.required');
    default:
      return words.t('form.wrong');
  }
}
