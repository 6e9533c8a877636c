import type { PinHelp } from '../../../usecases/backpack/forgotten-pin.ts';
import type { FieldErrors } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';

/** Asks for the PIN, or lets one be chosen. What was typed is never shown again. */
export interface PinView {
  readonly title: string;
  readonly lead: string;
  readonly notice: Notice;
  readonly problems: Problems;
  /** Why no PIN is taken now; empty when one is. */
  readonly locked: string;
  readonly action: string;
  readonly returnTo: string;
  readonly fields: readonly PinField[];
  readonly submit: string;
  /** Where whoever has no PIN, or wants none now, goes on. */
  readonly back: { readonly href: string; readonly text: string };
  readonly help: string;
  /** Whether a letter may be asked for that takes the PIN away. */
  readonly isByLetter: boolean;
}

interface PinField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly error: string;
}

export interface PinState {
  /** `first`: none was chosen yet. `other`: in place of the one there is. */
  readonly ask: 'give' | 'first' | 'other';
  readonly returnTo: string;
  /** Who takes one away that is forgotten. */
  readonly help: PinHelp;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
  /** Whether a letter has just left. */
  readonly isSent?: boolean;
  /** Minutes until a PIN is taken again; 0: it has to be taken away. */
  readonly lockedMinutes?: number | undefined;
}

export function pinView(words: Words, state: PinState): PinView {
  const { ask, returnTo, help, errors = {}, refusal = '' } = state;
  const fields = fieldsOf(words, state);
  return {
    title: words.t(
      ask === 'give' ? 'pin.title' : ask === 'first' ? 'pin.chooseTitle' : 'pin.otherTitle',
    ),
    lead: words.t(ask === 'give' ? 'pin.lead' : 'pin.chooseLead'),
    notice: state.isSent ? { kind: 'good', text: words.t('pin.sent') } : NO_NOTICE,
    problems: problems(words, errors, fields, refusal),
    locked: lockedText(words, state),
    action: ask === 'give' ? '/backpack/pin' : '/backpack/me/pin',
    returnTo,
    fields,
    submit: words.t(ask === 'give' ? 'pin.submit' : 'pin.chooseSubmit'),
    back: backOf(words, state.returnTo),
    help: words.t(ask === 'give' ? `pin.forgotten.${help}` : `pin.why.${help}`),
    isByLetter: ask === 'give' && help === 'letter',
  };
}

/** The page before the one that asks for a PIN: what needs none of what was wanted. */
function backOf(words: Words, returnTo: string): PinView['back'] {
  const { pathname, searchParams } = new URL(returnTo, 'https://here.test');
  if (pathname.startsWith('/backpack/me'))
    return { href: '/backpack/me', text: words.t('me.back') };
  const [, awardId] = /^\/backpack\/share\/([^/]+)\/email$/.exec(pathname) ?? [];
  if (awardId) return { href: `/backpack/badges/${awardId}`, text: words.t('takeAlong.back') };
  // Without a way it asks for the name that stands in a badge of elsewhere: nothing is before it.
  if (pathname !== '/backpack/share' || !searchParams.has('way')) {
    return { href: '/backpack', text: words.t('pin.back') };
  }
  searchParams.delete('way');
  const href = searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
  return { href, text: words.t('shares.withoutName') };
}

function fieldsOf(words: Words, { ask, errors = {} }: PinState): PinField[] {
  const pin = {
    name: 'pin',
    label: words.t('pin.pin'),
    hint: ask === 'give' ? '' : words.t('pin.hint'),
    error: errors['pin'] ?? '',
  };
  if (ask === 'give') return [pin];
  const again = {
    name: 'again',
    label: words.t('pin.again'),
    hint: '',
    error: errors['again'] ?? '',
  };
  return [pin, again];
}

function lockedText({ t }: Words, { lockedMinutes: minutes, help }: PinState): string {
  if (minutes === undefined) return '';
  if (minutes === 0) return t(`pin.lockedForGood.${help}`);
  return t(help === 'centre' ? 'pin.locked' : 'pin.lockedAlone', { count: minutes });
}
