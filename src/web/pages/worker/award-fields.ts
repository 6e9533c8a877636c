import * as z from 'zod';
import { isAhead } from '../../../domain/date-time.ts';
import { looksLikeTable, readTypedNames } from '../../../domain/typed-names.ts';
import type { BatchForm } from '../../../usecases/awarding/start-batch.ts';
import {
  boxes,
  type Checked,
  checkForm,
  type FieldErrors,
  refusalFor,
  tickedOf,
  typedOf,
} from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import type { Words } from '../../words.ts';

/** As people write a number here: `1,5`. */
export const Hours = z
  .string()
  .trim()
  .default('')
  .transform((text) => (text === '' ? undefined : Number(text.replace(',', '.'))))
  .pipe(
    z
      .number()
      .refine((hours) => hours > 0 && hours <= 1000)
      .optional(),
  );

const AwardFields = z.strictObject({
  badge: z.string().min(1),
  title: z.string().trim().min(1).max(150),
  date: z.iso.date(),
  place: z.string().trim().max(120).default(''),
  hours: Hours,
  people: boxes(z.array(z.string())),
  names: z.string().max(200_000).default(''),
  sentence: z.string().trim().max(500).default(''),
});

type ListDeps = Pick<WebDeps, 'readList' | 'now'>;

/** Reads the form of awarding, its file included; what is wrong is said beside its field. */
export function checkAwardForm(
  deps: ListDeps,
  words: Words,
  body: unknown,
  file: Uint8Array | undefined,
): Checked<BatchForm> {
  const fields = checkForm(words, AwardFields, body);
  if (!fields.ok) {
    const { badge, ...errors } = fields.errors;
    const missing = badge === undefined ? {} : { badge: words.t('award.badgeMissing') };
    // What is too long to be read is told already.
    const people = errors['names'] ? {} : peopleErrors(deps, words, body, file);
    const ahead = dateErrors(deps, words, typedOf(body));
    return { ok: false, errors: { ...missing, ...ahead, ...people, ...errors } };
  }
  const { badge: achievementId, title, date, place, hours, people, names, sentence } = fields.value;
  const ahead = dateErrors(deps, words, fields.value);
  const list = readLists(deps, words, names, file);
  if (ahead['date'] || !list.ok) {
    return { ok: false, errors: { ...ahead, ...(list.ok ? {} : list.errors) } };
  }
  const workshop = {
    title,
    date,
    ...(place ? { place } : {}),
    ...(hours === undefined ? {} : { hours }),
  };
  return {
    ok: true,
    value: {
      achievementId,
      workshop,
      ...(sentence ? { sentence } : {}),
      learnerIds: people,
      ...list.value,
    },
  };
}

/** @param typed any text; what is no date at all is told elsewhere */
function dateErrors(
  { now }: ListDeps,
  words: Words,
  { date = '' }: { readonly date?: string },
): FieldErrors {
  const isDate = z.iso.date().safeParse(date).success;
  return isDate && isAhead(date, now()) ? { date: words.t('award.dateAhead') } : {};
}

/** What is wrong with the people, told with what is wrong elsewhere: nobody mends a form twice. */
function peopleErrors(
  deps: ListDeps,
  words: Words,
  body: unknown,
  file: Uint8Array | undefined,
): FieldErrors {
  const { names = '' } = typedOf(body);
  const isNobody = names.trim() === '' && !file && tickedOf(body, 'people').length === 0;
  if (isNobody) return { names: words.error('list_without_people') };
  const list = readLists(deps, words, names, file);
  return list.ok ? {} : list.errors;
}

type Lists = Pick<BatchForm, 'typed' | 'table' | 'warnings'>;

function readLists(
  deps: ListDeps,
  words: Words,
  text: string,
  file: Uint8Array | undefined,
): Checked<Lists> {
  const isTable = looksLikeTable(text);
  if (isTable && file) return { ok: false, errors: { file: words.t('award.oneTable') } };
  const bytes = isTable ? new TextEncoder().encode(text.replace(/^\s+/, '')) : file;
  const { people, guessed } = isTable ? { people: [], guessed: false } : readTypedNames(text);
  const noticed = guessed ? ['names_guessed'] : [];
  if (!bytes) return { ok: true, value: { typed: people, warnings: noticed } };
  try {
    const { encoding, header, rows } = deps.readList(bytes);
    const warnings = encoding === 'utf-8' ? noticed : [...noticed, 'encoding_guessed'];
    return { ok: true, value: { typed: people, table: { header, rows }, warnings } };
  } catch (error) {
    const { code, params } = refusalFor(error);
    const errors: FieldErrors = { [isTable ? 'names' : 'file']: words.error(code, params) };
    return { ok: false, errors };
  }
}
