import * as z from 'zod';
import { isAhead } from '../../../domain/date-time.ts';
import type { CorrectionText } from '../../../usecases/awarding/correctable.ts';
import { type Checked, checkForm, type Typed } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import type { Words } from '../../words.ts';
import { Hours } from './award-fields.ts';

const CorrectFields = z.strictObject({
  step: z.enum(['look', 'sign']).default('look'),
  number: z.coerce.number().int().min(1).max(1_000_000),
  badge: z.string().min(1).max(100),
  title: z.string().trim().max(150).default(''),
  date: z.union([z.literal(''), z.iso.date()]).default(''),
  hours: Hours,
  sentence: z.string().trim().max(500).default(''),
  mistake: z.enum(['typo', 'wrong']),
  checked: z.literal('yes').optional(),
});

/** A correction as its form says it. */
export interface CorrectForm {
  readonly step: 'look' | 'sign';
  readonly number: number;
  readonly text: CorrectionText;
  readonly wasWrong: boolean;
  readonly isTextChecked: boolean;
}

/** Reads the form of a correction; what is wrong is said beside its field. */
export function checkCorrectForm(
  { now }: Pick<WebDeps, 'now'>,
  words: Words,
  body: unknown,
): Checked<CorrectForm> {
  const fields = checkForm(words, CorrectFields, body);
  if (!fields.ok) return fields;
  const { step, number, badge, title, date, hours, sentence, mistake, checked } = fields.value;
  const hasWorkshop = Boolean(title || date || hours);
  if (date && isAhead(date, now())) {
    return { ok: false, errors: { date: words.t('award.dateAhead') } };
  }
  if (hasWorkshop && !(title && date)) {
    return { ok: false, errors: { [title ? 'date' : 'title']: words.t('form.required') } };
  }
  const workshop = { title, date, ...(hours === undefined ? {} : { hours }) };
  const text = {
    achievementId: badge,
    ...(hasWorkshop ? { workshop } : {}),
    ...(sentence ? { sentence } : {}),
  };
  const isTextChecked = checked === 'yes';
  return { ok: true, value: { step, number, text, wasWrong: mistake === 'wrong', isTextChecked } };
}

/** The fields of what a badge says now. */
export function typedNow({ achievementId, workshop, sentence = '' }: CorrectionText): Typed {
  const { title = '', date = '', hours = '' } = workshop ?? {};
  return { badge: achievementId, title, date, hours: String(hours), sentence };
}
