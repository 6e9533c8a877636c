import en from '../../templates/locales/en.json' with { type: 'json' };
import fr from '../../templates/locales/fr.json' with { type: 'json' };
import type { Sentences } from '../domain/sentences.ts';

/** Everything that the interface says, for those who speak outside of the pages. */
export const SENTENCES: Readonly<Record<'fr' | 'en', Sentences>> = { fr, en };
