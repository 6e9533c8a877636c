import type { Reported } from '../../../usecases/backpack/report-page.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, type Problems, problems } from '../parts.ts';

/** What anyone may tell a centre of a page. `/report` without a page asks which. */
export interface ReportView {
  readonly title: string;
  readonly problems: Problems;
  /** The page was reported: nothing more is asked. */
  readonly isSent: boolean;
  /** What it is about and who reads it; empty while that is not known. */
  readonly lead: string;
  /** The address when it is known; else it is asked for. */
  readonly about: string;
  readonly address: Field;
  readonly text: Field;
  /** For those who want an answer; empty when the centre gives none. */
  readonly email: string;
}

export const LEAST_TEXT = 10;
export const MOST_TEXT = 1000;

/** @param asked `address` as it came; `reported` when it leads to a page of ours */
export function reportView(
  words: Words,
  asked: { readonly address: string; readonly reported?: Reported | undefined },
  refused: { readonly typed?: Typed; readonly errors?: FieldErrors } = {},
): ReportView {
  const { reported } = asked;
  const errors = { ...refused.errors, ...unknownPage(words, asked) };
  const typed = refused.typed ?? {};
  const address = field(
    {
      name: 'about',
      label: words.t('report.address'),
      hint: words.t('report.addressHint'),
      required: true,
      maxlength: 2000,
    },
    { about: plainText(asked.address, 2000) },
    errors,
  );
  const text = field(
    {
      name: 'text',
      label: words.t('report.text'),
      hint: words.t('report.textHint'),
      required: true,
      maxlength: MOST_TEXT,
      rows: 6,
    },
    typed,
    errors,
  );
  return {
    title: words.t('report.title'),
    problems: problems(words, errors, reported ? [text] : [address, text]),
    isSent: false,
    lead: reported ? leadOf(words, reported) : '',
    about: reported ? asked.address : '',
    address,
    text,
    email: plainText(reported?.profile.email),
  };
}

export function reportSentView(words: Words): ReportView {
  const view = reportView(words, { address: '' });
  return { ...view, title: words.t('report.sentTitle'), isSent: true };
}

function unknownPage(
  words: Words,
  { address, reported }: { readonly address: string; readonly reported?: Reported | undefined },
): FieldErrors {
  return address === '' || reported ? {} : { about: words.t('report.unknown') };
}

function leadOf(words: Words, { profile, name, shareId }: Reported): string {
  const issuer = plainText(profile.name);
  if (shareId !== undefined) return words.t('report.ofShare', { issuer });
  if (name === undefined) return words.t('report.ofIssuer', { issuer });
  return words.t('report.ofBadge', { achievement: plainText(name), issuer });
}
