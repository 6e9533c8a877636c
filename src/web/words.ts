import type { ErrorCode } from '../domain/errors.ts';
import { createSay, type Params } from '../domain/sentences.ts';
import type { Check } from '../domain/verification.ts';
import { type Language, type MessageKey, SENTENCES } from './locales.ts';
import { plainText } from './plain-text.ts';

/** How the service speaks to one visitor: sentences and dates in one language. */
export interface Words {
  readonly language: Language;
  t(key: MessageKey, params?: Params): string;
  error(code: ErrorCode | 'fault', params?: Params): string;
  check(check: Pick<Check, 'code' | 'outcome' | 'params'>): string;
  warning(code: string): string;
  /** `3 mai 2026`, in UTC; empty for what is no date. */
  day(date: string | undefined): string;
  /** `anglais` for `en`; the tag itself when it has no name. */
  languageName(tag: string): string;
}

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** What holds a date among the parameters of a check. */
const DATES = ['date', 'list'];

function wordsIn(language: Language): Words {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const names = new Intl.DisplayNames([LOCALES[language]], { type: 'language' });
  const t = createSay(SENTENCES[language], language);
  const find = (key: string, params?: Params) =>
    Object.hasOwn(SENTENCES[language], key) ? t(key, params) : undefined;
  const day = (date: string | undefined) => {
    const time = date === undefined ? Number.NaN : Date.parse(date);
    return Number.isNaN(time) ? '' : format.format(time);
  };
  return {
    language,
    t,
    day,
    languageName: (tag) => names.of(tag) ?? tag,
    error: (code, params) => t(`errors.${code}`, params),
    /** A code that came with a fetch is one of the errors; an unknown one still says the outcome. */
    check({ code, outcome, params }) {
      const dates = DATES.filter((name) => typeof params[name] === 'string');
      const days = dates.map((name) => [name, day(String(params[name]))]);
      const host = plainText(params['host'], 253) || t('verdict.someHost');
      const shown = { ...params, host, ...Object.fromEntries(days) };
      return (
        find(`checks.${code}`, shown) ??
        find(`errors.${code}`, shown) ??
        t(`checks.answer_${outcome}`)
      );
    },
    warning: (code) => find(`warnings.${code}`) ?? t('warnings.other'),
  };
}

const WORDS: Readonly<Record<Language, Words>> = { fr: wordsIn('fr'), en: wordsIn('en') };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}
