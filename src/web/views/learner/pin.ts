import type { FieldErrors } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { type Problems, problems } from '../parts.ts';

/** Asks for the PIN, or lets one be chosen. What was typed is never shown again. */
export interface PinView {
  readonly title: string;
  readonly lead: string;
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
  readonly errors?: FieldErrors;
  /** Minutes until a PIN is taken again; 0: somebody of the centre has to help. */
  readonly lockedMinutes?: number | undefined;
}

export function pinView(words: Words, state: PinState): PinView {
  const { ask, returnTo, errors = {} } = state;
  const fields = fieldsOf(words, state);
  return {
    title: words.t(
      ask === 'give' ? 'pin.title' : ask === 'first' ? 'pin.chooseTitle' : 'pin.otherTitle',
    ),
    lead: words.t(ask === 'give' ? 'pin.lead' : 'pin.chooseLead'),
    problems: problems(words, errors, fields),
    locked: lockedText(words, state.lockedMinutes),
    action: ask === 'give' ? '/backpack/pin' : '/backpack/me/pin',
    returnTo,
    fields,
    submit: words.t(ask === 'give' ? 'pin.submit' : 'pin.chooseSubmit'),
    back: backOf(words, state.returnTo),
    help: words.t(ask === 'give' ? 'pin.forgotten' : 'pin.why'),
  };
}

/** The page before the one that asks for a PIN: what needs none of what was wanted. */
function backOf(words: Words, returnTo: string): PinView['back'] {
  const { pathname, searchParams } = new URL(returnTo, 'https://here.test');
  if (pathname.startsWith('/backpack/me'))
    return { href: '/backpack/me', text: words.t('me.back') };
  const [, awardId] = /^\/backpack\/share\/([^/]+)\/email$/.exec(pathname) ?? [];
  if (awardId) return { href: `/backpack/badges/${awardId}`, text: words.t('takeAlong.back') };
  if (pathname !== '/backpack/share') return { href: '/backpack', text: words.t('pin.back') };
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

function lockedText(words: Words, minutes: number | undefined): string {
  if (minutes === undefined) return '';
  return minutes > 0 ? words.t('pin.locked', { count: minutes }) : words.t('pin.lockedForGood');
}
