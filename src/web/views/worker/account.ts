import { type Link, SESSION_HOURS } from '../../../domain/link.ts';
import type { Passkey } from '../../../domain/passkey.ts';
import type { Member } from '../../../domain/profile.ts';
import type { OwnStanding } from '../../../usecases/people/own-backpack.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';

export interface AccountView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly name: Field;
  readonly email: Field;
  readonly passkeys: readonly Row[];
  readonly passkeyName: Field;
  readonly sessions: readonly Row[];
  /** A backpack of the member's own. */
  readonly backpack: { readonly text: string; readonly submit: string; readonly apart: boolean };
  readonly hasOthers: boolean;
  readonly sessionHours: number;
  /** Whether this browser is one that many hands use. */
  readonly isTablet: boolean;
}

/** Something of the member's that can be taken away. */
interface Row {
  readonly text: string;
  readonly since: string;
  /** A word beside it; empty for none. */
  readonly note: string;
  /** Empty when it stays: this very session. */
  readonly action: string;
  readonly label: string;
}

interface Account {
  readonly member: Member | undefined;
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly Link[];
  /** The hash of the session that looks. */
  readonly current: string;
  readonly isTablet: boolean;
  readonly backpack: OwnStanding;
}

export interface AccountState {
  readonly hasMail: boolean;
  /** What was just done, as the address says. */
  readonly done?: unknown;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function accountView(words: Words, account: Account, state: AccountState): AccountView {
  const { member, passkeys, sessions, current } = account;
  const { errors = {}, done } = state;
  const typed = state.typed ?? { name: member?.name ?? '', email: member?.email ?? '' };
  const fields = memberFields(words, typed, state);
  return {
    title: words.t('account.title'),
    notice: noticeOf(words, done),
    problems: problems(words, errors, Object.values(fields)),
    ...fields,
    passkeys: passkeys.map((passkey) => passkeyRow(words, passkey)),
    passkeyName: field({
      id: 'passkey-name',
      name: 'name',
      label: words.t('account.passkeyName'),
      hint: words.t('account.passkeyNameHint'),
      required: true,
      maxlength: 60,
    }),
    sessions: sessions.map((session) => sessionRow(words, session, current)),
    backpack: backpackOf(words, account.backpack),
    hasOthers: sessions.length > 1,
    sessionHours: SESSION_HOURS,
    isTablet: account.isTablet,
  };
}

function memberFields(words: Words, typed: Typed, { errors = {}, hasMail }: AccountState) {
  const name = {
    name: 'name',
    label: words.t('account.name'),
    hint: words.t('account.nameHint'),
    autocomplete: 'name',
    maxlength: 120,
  };
  const email = {
    name: 'email',
    type: 'email',
    label: words.t('account.email'),
    hint: words.t(hasMail ? 'account.emailHint' : 'account.emailHintNoMail'),
    autocomplete: 'email',
    maxlength: 254,
  };
  return { name: field(name, typed, errors), email: field(email, typed, errors) };
}

function backpackOf(words: Words, standing: OwnStanding): AccountView['backpack'] {
  const apart = standing === 'asked';
  const submit = words.t(apart ? 'ownBackpack.apart' : 'ownBackpack.open');
  return {
    text: words.t(`ownBackpack.${standing}Text`),
    submit: standing === 'unnamed' ? '' : submit,
    apart,
  };
}

function noticeOf(words: Words, done: unknown): Notice {
  if (done === 'saved') return { kind: 'good', text: words.t('account.saved') };
  if (done === 'passkey') return { kind: 'good', text: words.t('account.passkeyAdded') };
  return NO_NOTICE;
}

function passkeyRow(words: Words, { id, name, createdAt }: Passkey): Row {
  const text = plainText(name);
  return {
    text,
    since: words.t('account.addedOn', { date: words.day(createdAt) }),
    note: '',
    action: `/account/passkeys/${encodeURIComponent(id)}/remove`,
    label: words.t('account.removePasskey', { name: text }),
  };
}

function sessionRow(words: Words, { secretHash, note, createdAt }: Link, current: string): Row {
  const isCurrent = secretHash === current;
  const text = plainText(note) || words.t('account.unknownDevice');
  const since = words.t('account.openedOn', { date: words.day(createdAt) });
  return {
    text,
    since,
    note: isCurrent ? words.t('account.thisDevice') : '',
    action: isCurrent ? '' : `/account/sessions/${encodeURIComponent(secretHash)}/end`,
    label: words.t('account.endNamed', { device: text, opened: since }),
  };
}
