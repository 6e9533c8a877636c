import { actorName } from '../../../domain/actor.ts';
import { API_SCOPES, type ApiScope, type ApiToken } from '../../../domain/api-token.ts';
import type { Member } from '../../../domain/profile.ts';
import { isAlive } from '../../../usecases/operations/api-tokens.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import {
  type Choices,
  choices,
  type Field,
  field,
  NO_NOTICE,
  type Notice,
  type Problems,
  problems,
} from '../parts.ts';
import { memberName } from './team.ts';

export interface TokensView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly tokens: readonly TokenLine[];
  readonly name: Field;
  readonly scopes: Choices;
  readonly days: Choices;
}

interface TokenLine {
  readonly name: string;
  readonly state: string;
  readonly tone: 'good' | 'late';
  readonly scopes: readonly string[];
  readonly made: string;
  readonly ends: string;
  /** Empty for one that opens nothing any more. */
  readonly withdrawAction: string;
  readonly withdrawLabel: string;
}

/** A token just made: the only time its secret is shown. */
export interface TokenMadeView {
  readonly title: string;
  readonly secret: string;
}

export interface TokensState {
  readonly now: Date;
  readonly members: readonly Member[];
  readonly withdrawn?: boolean;
  readonly typed?: Typed;
  readonly chosen?: readonly string[];
  readonly errors?: FieldErrors;
}

/** Days that an owner may choose; `none` until it is withdrawn. */
export const TOKEN_LIVES = ['30', '90', '365', 'none'] as const;

export function tokensView(
  words: Words,
  tokens: readonly ApiToken[],
  state: TokensState,
): TokensView {
  const { typed = {}, errors = {}, chosen = [] } = state;
  const fields = fieldsOf(words, typed, errors, chosen);
  return {
    title: words.t('tokens.title'),
    notice: state.withdrawn ? { kind: 'good', text: words.t('tokens.done') } : NO_NOTICE,
    problems: problems(words, errors, Object.values(fields)),
    tokens: tokens.map((token) => lineOf(words, token, state)),
    ...fields,
  };
}

function fieldsOf(words: Words, typed: Typed, errors: FieldErrors, chosen: readonly string[]) {
  const lives = TOKEN_LIVES.map((value) => ({ value, label: words.t(`tokens.days.${value}`) }));
  const scopes = API_SCOPES.map((value) => ({
    value,
    label: scopeLabel(words, value),
    hint: value,
  }));
  return {
    name: field(
      {
        name: 'name',
        label: words.t('tokens.name'),
        hint: words.t('tokens.nameHint'),
        required: true,
        maxlength: 80,
      },
      typed,
      errors,
    ),
    scopes: choices(
      { name: 'scopes', label: words.t('tokens.scopes'), type: 'checkbox', options: scopes },
      chosen,
      errors,
    ),
    days: choices(
      { name: 'days', label: words.t('tokens.days'), options: lives },
      [typed['days'] ?? '365'],
      errors,
    ),
  };
}

export function tokenMadeView(words: Words, name: string, secret: string): TokenMadeView {
  return { title: words.t('tokens.madeTitle', { name: plainText(name) }), secret };
}

function lineOf(words: Words, token: ApiToken, { now, members }: TokensState): TokenLine {
  const { id, createdAt, expiresAt } = token;
  const name = plainText(token.name);
  const alive = isAlive(token, now);
  return {
    name,
    state: stateOf(words, token, alive),
    tone: alive ? 'good' : 'late',
    scopes: token.scopes.map((scope) => scopeLabel(words, scope)),
    made: words.t('tokens.madeBy', {
      name: makerOf(words, token, members),
      date: words.day(createdAt),
    }),
    ends: alive && expiresAt ? words.t('tokens.ends', { date: words.day(expiresAt) }) : '',
    withdrawAction: alive ? `/team/tokens/${encodeURIComponent(id)}/withdraw` : '',
    withdrawLabel: words.t('tokens.withdrawNamed', { name }),
  };
}

function stateOf(words: Words, { withdrawnAt }: ApiToken, alive: boolean): string {
  if (withdrawnAt) return words.t('tokens.withdrawn', { date: words.day(withdrawnAt) });
  return words.t(alive ? 'tokens.alive' : 'tokens.ended');
}

function makerOf(words: Words, { createdBy }: ApiToken, members: readonly Member[]): string {
  const maker = members.find(
    ({ id, profileId, role }) =>
      actorName({ kind: 'member', memberId: id, profileId, role }) === createdBy,
  );
  return maker ? memberName(words, maker) : words.t('tokens.madeByMachine');
}

function scopeLabel(words: Words, scope: ApiScope): string {
  return words.t(`tokens.scope.${scope}`);
}
