import en from '../../templates/locales/en.json' with { type: 'json' };
import fr from '../../templates/locales/fr.json' with { type: 'json' };
import type { Sentences } from '../domain/sentences.ts';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A key that has a sentence in every language: anything else does not compile. */
export type MessageKey = Written | Counted<Written>;
type Written = keyof typeof fr & keyof typeof en;
/** A counted sentence is asked for without its number: `form.problems`. */
type Counted<Key> = Key extends `${infer Stem}.other` ? Stem : never;

export const SENTENCES: Readonly<Record<Language, Sentences>> = { fr, en };
