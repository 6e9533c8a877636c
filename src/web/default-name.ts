import { LANGUAGES, SENTENCES } from './locales.ts';

/** Whether a centre still has the name that the first start gave it, in whichever language. */
export function isDefaultName(name: string): boolean {
  return LANGUAGES.some((language) => SENTENCES[language]['cli.first_profile'] === name);
}
