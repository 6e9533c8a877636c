import { plainWord } from '../domain/learner.ts';
import { LANGUAGES } from './locales.ts';
import type { Words } from './words.ts';

const LOCALES = { fr: 'fr-FR', en: 'en-GB' } as const;

/** `mars 2027` for `2027-03`; empty for what is no month. */
export function monthName(
  { language }: Pick<Words, 'language'>,
  month: string | undefined,
): string {
  const time = Date.parse(`${month}-01T00:00:00Z`);
  return Number.isNaN(time) ? '' : formatOf(language).format(time);
}

/**
 * `2027-03` as a browser sends it, and as people write it where a browser has no field for months:
 * `03/2027`, `3-2027`, `mars 2027`. Nothing for anything else.
 */
export function monthOf(text: string): string | undefined {
  const plain = plainWord(text.trim());
  const written = /^(\d{4})[-/. ](\d{1,2})$/.exec(plain);
  if (written) return checked(written[1], Number(written[2]));
  const turned = /^(\d{1,2})[-/. ]+(\d{4})$/.exec(plain);
  if (turned) return checked(turned[2], Number(turned[1]));
  const named = /^(?:\d{1,2} )?([a-z]{3,9})\.? (\d{4})$/.exec(plain);
  return named ? checked(named[2], numberOf(named[1] ?? '')) : undefined;
}

function checked(year: string | undefined, month: number): string | undefined {
  if (month < 1 || month > 12) return undefined;
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** 0 for what no month of our languages is called. */
function numberOf(name: string): number {
  for (const language of LANGUAGES) {
    const format = new Intl.DateTimeFormat(LOCALES[language], { month: 'long', timeZone: 'UTC' });
    for (let month = 0; month < 12; month += 1) {
      if (plainWord(format.format(Date.UTC(2027, month, 1))) === name) return month + 1;
    }
  }
  return 0;
}

function formatOf(language: Words['language']): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language], {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
