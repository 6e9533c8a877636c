import { readFile } from 'node:fs/promises';
import type { Sentences } from '../domain/sentences.ts';
import { ROOT } from '../root.ts';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Everything that the interface says in one language. */
export async function readSentences(language: Language): Promise<Sentences> {
  const file = new URL(`templates/locales/${language}.json`, ROOT);
  return JSON.parse(await readFile(file, 'utf8')) as Sentences;
}
