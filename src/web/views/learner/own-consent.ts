import { PARTIES, type Purpose } from '../../../domain/consent.ts';
import type { OpenedConsents, OpenedPurpose } from '../../../usecases/people/record-consents.ts';
import type { Words } from '../../words.ts';
import { NO_NOTICE, type Notice } from '../parts.ts';

/** What a learner agreed to, and what they may say now. */
export interface OwnConsentView {
  readonly title: string;
  readonly notice: Notice;
  readonly purposes: ReadonlyArray<{
    readonly purpose: Purpose;
    readonly title: string;
    readonly about: string;
    readonly tag: 'good' | 'late' | 'unsure';
    readonly state: string;
    readonly again: boolean;
    /** Whose yes is missing besides their own, kindly. */
    readonly missing: readonly string[];
    /** What the buttons say; empty for one that is not there. */
    readonly yes: string;
    readonly no: string;
  }>;
  /** Whether somebody else’s yes is missing: then what works without it is said. */
  readonly waits: boolean;
}

const DONE = { saved: 'ownConsent.saved', stopped: 'ownConsent.stopped' } as const;
type OwnConsentDone = keyof typeof DONE;

export function ownConsentView(
  words: Words,
  { purposes }: OpenedConsents,
  done?: OwnConsentDone,
): OwnConsentView {
  return {
    title: words.t('ownConsent.title'),
    notice: done ? { kind: 'good', text: words.t(DONE[done]) } : NO_NOTICE,
    purposes: purposes.map((opened) => ({
      purpose: opened.purpose,
      title: words.t(`ownConsent.purpose.${opened.purpose}`),
      about: words.t(`ownConsent.about.${opened.purpose}`),
      again: opened.again,
      ...stateOf(words, opened),
      missing: missingOf(words, opened),
      ...buttonsOf(words, opened),
    })),
    waits: purposes.some((opened) => missingOf(words, opened).length > 0),
  };
}

function stateOf(words: Words, { allowed, again, answers }: OpenedPurpose) {
  if (allowed) return { tag: 'good', state: words.t('ownConsent.allowed') } as const;
  const own = again ? undefined : answers.get('learner')?.decision;
  if (own === 'given') return { tag: 'late', state: words.t('ownConsent.saidYes') } as const;
  const said = own === undefined ? 'ownConsent.saidNothing' : 'ownConsent.saidNo';
  return { tag: 'unsure', state: words.t(said) } as const;
}

/** Only once they said yes themselves: nobody is asked for what is not wanted. */
function missingOf(words: Words, { missing }: OpenedPurpose): string[] {
  if (missing.includes('learner')) return [];
  return PARTIES.flatMap((party) =>
    party !== 'learner' && missing.includes(party) ? [words.t(`ownConsent.missing.${party}`)] : [],
  );
}

function buttonsOf(words: Words, { missing, again, answers }: OpenedPurpose) {
  const hasSaidYes = !missing.includes('learner');
  if (hasSaidYes) return { yes: '', no: words.t('ownConsent.stop') };
  const isOpen = again || !answers.has('learner');
  return { yes: words.t('ownConsent.yes'), no: isOpen ? words.t('ownConsent.no') : '' };
}
