import type { ErrorCode } from '../domain/errors.ts';
import { createSay, type Params, type Sentences } from '../domain/sentences.ts';
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

/** French counts the first of a month, and `Intl` does not; no English date of ours begins so. */
const FIRST = /^1 (?=\p{Ll})/u;

const YOUNG = '.young';
/** Where a learner is at home, and where they come in. */
const LEARNER_PAGES = /^\/(backpack|card)(\/|$)/;

/** To a young person: a sentence that has a `KEY.young` is said as that one. */
function toYoung(sentences: Sentences): Sentences {
  const said = Object.entries(sentences).flatMap(([key, sentence]) =>
    key.endsWith(YOUNG) ? [[key.slice(0, -YOUNG.length), sentence] as const] : [],
  );
  return { ...sentences, ...Object.fromEntries(said) };
}

function wordsIn(language: Language, sentences: Sentences): Words {
  const format = new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const names = new Intl.DisplayNames([LOCALES[language]], { type: 'language' });
  const t = createSay(sentences, language);
  const find = (key: string, params?: Params) =>
    Object.hasOwn(sentences, key) ? t(key, params) : undefined;
  const day = (date: string | undefined) => {
    const time = date === undefined ? Number.NaN : Date.parse(date);
    return Number.isNaN(time) ? '' : format.format(time).replace(FIRST, '1er ');
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

const WORDS: Readonly<Record<Language, Words>> = {
  fr: wordsIn('fr', SENTENCES.fr),
  en: wordsIn('en', SENTENCES.en),
};
const YOUNG_WORDS: Readonly<Record<Language, Words>> = {
  fr: wordsIn('fr', toYoung(SENTENCES.fr)),
  en: wordsIn('en', toYoung(SENTENCES.en)),
};

/** Words for grown-ups: *vous*. See `wordsAt`. */
export function wordsOf(language: Language): Words {
  return WORDS[language];
}

/** The words of the page at this path: those of a learner are said *tu*. */
export function wordsAt(path: string, language: Language): Words {
  return (LEARNER_PAGES.test(path) ? YOUNG_WORDS : WORDS)[language];
}
