import * as z from 'zod';
import { isAhead } from '../../domain/date-time.ts';
import { looksLikeTable, readTypedNames } from '../../domain/typed-names.ts';
import type { BatchForm } from '../../usecases/awarding/start-batch.ts';
import { boxes, type Checked, checkForm, type FieldErrors, refusalFor } from '../check-form.ts';
import type { WebDeps } from '../deps.ts';
import type { Words } from '../words.ts';

/** As people write a number here: `1,5`. */
const Hours = z
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
    return { ok: false, errors: { ...missing, ...errors } };
  }
  const { badge: achievementId, title, date, place, hours, people, names, sentence } = fields.value;
  if (isAhead(date, deps.now())) {
    return { ok: false, errors: { date: words.t('award.dateAhead') } };
  }
  const list = readLists(deps, words, names, file);
  if (!list.ok) return list;
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
