import type { FieldErrors, Typed } from '../check-form.ts';
import type { Words } from '../words.ts';

/** One line or area to write into: `{{> field this}}`, `{{> area this}}`. Empty texts are left out. */
export interface Field {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly value: string;
  readonly hint: string;
  readonly error: string;
  readonly required: boolean;
  readonly autocomplete: string;
  readonly maxlength: number | '';
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly rows: number;
  /** The language of what is written, when it is not that of the page. */
  readonly lang: string;
}

type FieldParts = Pick<Field, 'name' | 'label'> & Partial<Field>;

/** A field that shows what was typed and what is wrong with it, when it was sent already. */
export function field(parts: FieldParts, typed: Typed = {}, errors: FieldErrors = {}): Field {
  return {
    id: parts.name,
    type: 'text',
    hint: '',
    required: false,
    autocomplete: 'off',
    maxlength: '',
    min: '',
    max: '',
    step: '',
    rows: 4,
    lang: '',
    ...parts,
    value: typed[parts.name] ?? parts.value ?? '',
    error: errors[parts.name] ?? '',
  };
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
  readonly hint: string;
}

/** One or several of a few: `{{> select this}}`, `{{> choices this}}` (`type` radio or checkbox). */
export interface Choices {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type: 'radio' | 'checkbox';
  readonly hint: string;
  readonly error: string;
  readonly options: readonly Option[];
}

/** `chosen` are the values that stand; the first option when there is none and a radio asks. */
export function choices(
  parts: {
    readonly name: string;
    readonly label: string;
    readonly type?: 'radio' | 'checkbox';
    readonly hint?: string;
    readonly options: ReadonlyArray<{
      readonly value: string;
      readonly label: string;
      readonly hint?: string;
    }>;
  },
  chosen: readonly string[],
  errors: FieldErrors = {},
): Choices {
  const { name, label, type = 'radio', hint = '', options } = parts;
  return {
    id: name,
    name,
    label,
    type,
    hint,
    error: errors[name] ?? '',
    options: options.map((option) => ({
      hint: '',
      ...option,
      chosen: chosen.includes(option.value),
    })),
  };
}

/** What stands above a form that was refused: `{{> problems problems}}`; nothing when it is empty. */
export interface Problems {
  readonly title: string;
  readonly lines: ReadonlyArray<{ readonly href: string; readonly text: string }>;
}

/** What a field is called on the page. */
export type Labelled = Pick<Field, 'name' | 'label'>;

/**
 * One line for each field that is to mend, by its label.
 *
 * @param fields as they stand on the page
 * @param refusal a sentence that belongs to no field
 */
export function problems(
  words: Pick<Words, 't'>,
  errors: FieldErrors,
  fields: readonly Labelled[],
  refusal = '',
): Problems {
  const names = new Set([...fields.map(({ name }) => name), ...Object.keys(errors)]);
  const lines = [...names].flatMap((name) => {
    const text = errors[name];
    if (text === undefined) return [];
    const label = fields.find((one) => one.name === name)?.label ?? '';
    return { href: `#${name}`, text: problemOf(words, label, text) };
  });
  const all = refusal ? [{ href: '', text: refusal }, ...lines] : lines;
  return {
    title: all.length > 0 ? words.t('form.problems', { count: all.length }) : '',
    lines: all,
  };
}

function problemOf(words: Pick<Words, 't'>, label: string, text: string): string {
  if (!label) return text;
  // A label that asks something is answered by a sentence of its own.
  if (/[?:]$/.test(label)) return `${label} ${text}`;
  return words.t('form.problemOf', { label, problem: afterColon(text) });
}

/** With a small first letter, unless the word is written in capitals. */
function afterColon(text: string): string {
  return /^\p{Lu}(?!\p{Lu}|\p{N})/u.test(text)
    ? `${text.charAt(0).toLowerCase()}${text.slice(1)}`
    : text;
}

/** A sentence about what was just done: `{{> notice notice}}`; nothing when `text` is empty. */
export interface Notice {
  readonly kind: 'good' | 'late' | 'bad' | 'unsure';
  readonly text: string;
}

export const NO_NOTICE: Notice = { kind: 'good', text: '' };

/** A page with nothing in it yet, and what to do: `{{> empty this}}`. */
export interface Empty {
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly action: string;
}

/** A badge as a picture with its name, in a gallery: `{{> badge-tile this}}`. */
export interface BadgeTile {
  readonly href: string;
  readonly picture: string;
  readonly name: string;
  readonly inLanguage: string;
  /** A word under the name; empty for none. */
  readonly note: string;
}
