import type { Contact } from '../../../domain/verification.ts';
import type { MessageKey } from '../../locales.ts';
import type { Words } from '../../words.ts';
import type { Problems } from '../parts.ts';

/** Why there is no verdict, and what may be done about it. */
export interface VerifierProblemView {
  readonly problems: Problems;
  readonly relay: RelayView | undefined;
}

/** What stands under a verdict that the visitor's own browser found. */
export interface VerifierNoteView {
  /** Where the checks were made, and what left the browser for them. */
  readonly place: string;
  /** Whether the verifier as a file is offered: the file itself does not offer itself. */
  readonly keepsFile: boolean;
  readonly relay: RelayView | undefined;
  /** Archives of issuers that nothing here proves. */
  readonly unproven: ReadonlyArray<{
    readonly fingerprint: string;
    /** Domain and date, in a sentence. */
    readonly text: string;
    /** The fingerprint as people compare it. */
    readonly shown: string;
  }>;
}

/** The offer to have the server fetch what this browser could not read. */
interface RelayView {
  readonly text: string;
  readonly hosts: readonly string[];
  /** What the server will see. */
  readonly hint: string;
  readonly action: string;
}

type AskedFor = Pick<Contact, 'url' | 'why'>;

interface NoteParts {
  readonly isOffline: boolean;
  /** Whether the badge is believed for where its copy was found, and not for a signature. */
  readonly isHosted: boolean;
  /** What the server fetched, or tried to, because the visitor said so. */
  readonly relayed: readonly AskedFor[];
  readonly unreachable: readonly AskedFor[];
  readonly unproven: ReadonlyArray<{
    readonly domain: string;
    readonly made: string;
    readonly fingerprint: string;
  }>;
}

export function verifierNoteView(words: Words, parts: NoteParts): VerifierNoteView {
  const { isOffline, isHosted, relayed, unreachable, unproven } = parts;
  return {
    keepsFile: !isOffline,
    place: words.t(isOffline ? 'verifier.placeOffline' : placeOf(relayed, isHosted)),
    relay: isOffline ? undefined : relayView(words, unreachable),
    unproven: unproven.map(({ domain, made, fingerprint }) => ({
      fingerprint,
      text: words.t('verifier.unproven', { domain, date: words.day(made) }),
      shown: fingerprint.replace(/(.{4})(?=.)/g, '$1 '),
    })),
  };
}

function placeOf(relayed: readonly AskedFor[], isHosted: boolean): MessageKey {
  if (relayed.length === 0) return 'verifier.placeHere';
  if (isHosted) return 'verifier.placeRelayedCopy';
  return relayed.some(isBadge) ? 'verifier.placeRelayedBadge' : 'verifier.placeRelayed';
}

/** `undefined` when there is nothing that the server could fetch. */
export function relayView(words: Words, unreachable: readonly AskedFor[]): RelayView | undefined {
  if (unreachable.length === 0) return undefined;
  const kind = unreachable.some(isBadge) ? 'Badge' : '';
  return {
    text: words.t(`verifier.unreachable${kind}`),
    hosts: [...new Set(unreachable.map(({ url }) => new URL(url).host))],
    hint: words.t(`verifier.relay${kind}Hint`),
    action: words.t(`verifier.relay${kind}`),
  };
}

/** A newer issue of the badge is the badge too. */
function isBadge({ why }: AskedFor): boolean {
  return why === 'badge' || why === 'refresh';
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
