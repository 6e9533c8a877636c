import { ROLES, type Role } from '../../../domain/actor.ts';
import type { Learner } from '../../../domain/learner.ts';
import type { Member } from '../../../domain/profile.ts';
import type { Namesake } from '../../../usecases/people/member-namesakes.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';
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
import { fullName } from './award-names.ts';

export interface TeamView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly members: readonly MemberLine[];
  readonly inviteText: string;
  readonly name: Field;
  readonly email: Field;
  readonly role: Choices;
}

interface MemberLine {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly isMe: boolean;
  readonly since: string;
  readonly linkAction: string;
  readonly linkLabel: string;
  /** People of the list of the same name, who may be the same person. */
  readonly linkings: readonly Linking[];
  /** The person whose backpack this member opens. */
  readonly unlinking: Linking | false;
  /** Empty for whoever may not be removed: the last owner. */
  readonly removeAction: string;
  readonly removeLabel: string;
}

interface Linking {
  /** Empty for whoever may not be linked yet. */
  readonly action: string;
  readonly text: string;
  readonly href: string;
  readonly see: string;
}

export interface TeamState {
  readonly hasMail: boolean;
  /** The id of the member who looks. */
  readonly me: string;
  /** What was just done, as the address says. */
  readonly done?: unknown;
  /** People of the list who have the name of a member, by the member's id. */
  readonly namesakes: ReadonlyMap<string, readonly Namesake[]>;
  /** The person that a member is in their own backpack, by the member's id. */
  readonly linked: ReadonlyMap<string, Learner>;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function teamView(words: Words, members: readonly Member[], state: TeamState): TeamView {
  const { errors = {} } = state;
  const owners = members.filter(({ role }) => role === 'owner').length;
  const fields = fieldsOf(words, state);
  return {
    title: words.t('team.title'),
    notice: noticeOf(words, state.done),
    problems: problems(words, errors, Object.values(fields)),
    members: members.map((member) => lineOf(words, member, state, owners)),
    inviteText: words.t(state.hasMail ? 'team.inviteTextMail' : 'team.inviteText'),
    ...fields,
  };
}

function fieldsOf(words: Words, { typed = {}, errors = {}, hasMail }: TeamState) {
  return {
    name: field(
      { name: 'name', label: words.t('team.name'), hint: words.t('team.nameHint'), maxlength: 120 },
      typed,
      errors,
    ),
    email: field(
      {
        name: 'email',
        type: 'email',
        label: words.t('team.email'),
        hint: words.t(hasMail ? 'team.emailHint' : 'team.emailHintNoMail'),
        maxlength: 254,
      },
      typed,
      errors,
    ),
    role: roleChoices(words, typed['role'] ?? 'awarder', errors),
  };
}

function roleChoices(words: Words, chosen: string, errors: FieldErrors): Choices {
  const options = [...ROLES].reverse().map((value) => ({
    value,
    label: roleName(words, value),
    hint: words.t(`team.roleHint.${value}`),
  }));
  return choices({ name: 'role', label: words.t('team.role'), options }, [chosen], errors);
}

function noticeOf(words: Words, done: unknown): Notice {
  if (done === 'removed') return { kind: 'good', text: words.t('team.removed') };
  if (done === 'unlinked') return { kind: 'good', text: words.t('ownBackpack.unlinked') };
  if (done === 'linked') return { kind: 'good', text: words.t('ownBackpack.linked') };
  return NO_NOTICE;
}

function lineOf(
  words: Words,
  member: Member,
  { me, namesakes, linked }: TeamState,
  owners: number,
): MemberLine {
  const name = memberName(words, member);
  const path = `/team/members/${encodeURIComponent(member.id)}`;
  const mayGo = member.role !== 'owner' || owners > 1;
  return {
    name,
    email: plainText(member.email),
    role: roleName(words, member.role),
    isMe: member.id === me,
    since: words.t('team.since', { date: words.day(member.createdAt) }),
    linkAction: `${path}/link`,
    linkLabel: words.t('team.newLinkNamed', { name }),
    linkings: (namesakes.get(member.id) ?? []).map((learner) => linkingOf(words, path, learner)),
    unlinking: unlinkingOf(words, path, linked.get(member.id)),
    removeAction: mayGo ? `${path}/remove` : '',
    removeLabel: words.t('team.removeNamed', { name }),
  };
}

function linkingOf(words: Words, path: string, learner: Namesake): Linking {
  const name = fullName(learner);
  const { isAdult } = learner;
  return {
    action: isAdult ? `${path}/backpack/${encodeURIComponent(learner.id)}` : '',
    text: words.t(isAdult ? 'ownBackpack.linkText' : 'ownBackpack.linkMinor', { name }),
    href: personHref(learner.id),
    see: words.t('ownBackpack.linkSee', { name }),
  };
}

function unlinkingOf(words: Words, path: string, learner: Learner | undefined): Linking | false {
  if (!learner) return false;
  const name = fullName(learner);
  return {
    action: `${path}/backpack/${encodeURIComponent(learner.id)}/remove`,
    text: words.t('ownBackpack.unlinkText', { name }),
    href: personHref(learner.id),
    see: words.t('ownBackpack.linkSee', { name }),
  };
}

function roleName(words: Words, role: Role): string {
  return words.t(`team.role.${role}`);
}

/** What a member is called on the pages of the team. */
export function memberName(words: Words, { name, email }: Member): string {
  return plainText(name) || plainText(email) || words.t('team.noName');
}
