import type { Words } from '../words.ts';
import type { Problems } from './parts.ts';

export type ProblemsView = Problems;

/** What stands under a verdict that the visitor's own browser found. */
export interface VerifierNoteView {
  /** Where the checks were made, and what left the browser for them. */
  readonly place: string;
  /** Hosts that this browser could not read; the server may try. Empty when there is nothing to try. */
  readonly unreachable: readonly string[];
  /** Archives of issuers that nothing here proves. */
  readonly unproven: ReadonlyArray<{
    readonly fingerprint: string;
    /** Domain and date, in a sentence. */
    readonly text: string;
    /** The fingerprint as people compare it. */
    readonly shown: string;
  }>;
}

interface NoteParts {
  readonly isOffline: boolean;
  readonly isRelayed: boolean;
  readonly unreachable: readonly string[];
  readonly unproven: ReadonlyArray<{
    readonly domain: string;
    readonly made: string;
    readonly fingerprint: string;
  }>;
}

export function verifierNoteView(words: Words, parts: NoteParts): VerifierNoteView {
  const { isOffline, isRelayed, unreachable, unproven } = parts;
  const online = isRelayed ? 'verifier.placeRelayed' : 'verifier.placeHere';
  return {
    place: words.t(isOffline ? 'verifier.placeOffline' : online),
    unreachable: [...new Set(unreachable.map((url) => new URL(url).host))],
    unproven: unproven.map(({ domain, made, fingerprint }) => ({
      fingerprint,
      text: words.t('verifier.unproven', { domain, date: words.day(made) }),
      shown: fingerprint.replace(/(.{4})(?=.)/g, '$1 '),
    })),
  };
}

/** The page of `verifier.html`: the same questions, asked of nobody. */
export interface VerifierView {
  readonly title: string;
  /** The service whose keys are inside, and since when. */
  readonly about: string;
  readonly other: { readonly language: string; readonly name: string };
}

export function verifierView(
  words: Words,
  instance: { readonly host: string; readonly made: string },
): VerifierView {
  const other =
    words.language === 'fr'
      ? { language: 'en', name: 'English' }
      : { language: 'fr', name: 'Français' };
  const made = words.day(instance.made);
  return {
    title: words.t('verifier.title'),
    about: words.t('verifier.about', { host: instance.host, date: made }),
    other,
  };
}
