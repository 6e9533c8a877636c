import type { Request, Response } from 'express';
import { cookieOf } from './cookies.ts';
import { LANGUAGES, type Language } from './locales.ts';
import { type Words, wordsAt } from './words.ts';

const YEAR_MS = 365 * 86_400_000;

type Asking = Pick<Request, 'query' | 'headers' | 'acceptsLanguages'>;

/** The language asked for in the address, then the one kept, then the browser's, then French. */
export function languageOf(req: Asking): Language {
  return languageNamed(req.query['lang']) ?? languageNamed(cookieOf(req, 'lang')) ?? accepted(req);
}

/** The words of the page that is asked for. */
export function wordsFor(req: Asking & Pick<Request, 'path'>): Words {
  return wordsAt(req.path, languageOf(req));
}

/** Keeps a language that the visitor chose by its link. */
export function keepLanguage(req: Asking, res: Response, secure: boolean): void {
  const language = languageNamed(req.query['lang']);
  if (!language) return;
  res.cookie('lang', language, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: YEAR_MS,
  });
}

function languageNamed(value: unknown): Language | undefined {
  return LANGUAGES.find((language) => language === value);
}

function accepted(req: Asking): Language {
  return languageNamed(req.acceptsLanguages([...LANGUAGES])) ?? 'fr';
}
