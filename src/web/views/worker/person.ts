import type { AwardLine } from '../../../usecases/people/award-lines.ts';
import type { OpenedPerson } from '../../../usecases/people/open-person.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { awardHref, personHref, workshopHref } from '../hrefs.ts';
import { type Field, field, NO_NOTICE, type Notice, type Problems, problems } from '../parts.ts';
import { type AwardedBadge, awardedBadge, isRevocable } from './award-line.ts';
import { type PersonAbout, personAbout } from './person-about.ts';
import { type PersonCardsView, personCardsView } from './person-cards.ts';

export interface PersonView {
  readonly title: string;
  readonly nickname: string;
  readonly about: PersonAbout;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly badges: readonly PersonBadge[];
  /** Where everything of theirs is taken out for them. */
  readonly takeOut: string;
  /** Where everything about them is erased. */
  readonly erase: string;
  /** That all of it goes, and when; empty when nobody asked for that. */
  readonly waits: string;
  readonly cards: PersonCardsView;
  readonly mail: { readonly action: string; readonly to: Field; readonly open: boolean } | false;
}

interface PersonBadge extends AwardedBadge {
  readonly awarded: string;
  /** Why it was revoked; empty when nobody said, or it is not. */
  readonly reason: string;
  readonly workshop: { readonly href: string; readonly title: string } | false;
  /** Whether there is anything to do with it: a badge that was taken back leaves nothing. */
  readonly hasActions: boolean;
  readonly file: string;
  readonly fileLabel: string;
  readonly photo: string;
  readonly photoLabel: string;
  readonly correct: string;
  readonly correctLabel: string;
  readonly revoke: string;
  readonly revokeLabel: string;
}

/** What was just done: the address says it, and the page in a sentence. */
export const DONE = ['sent', 'revoked', 'corrected', 'voided', 'undone', 'pin', 'renamed'] as const;

export interface PersonState {
  readonly hasMail: boolean;
  readonly now: Date;
  /** When everything is erased, if somebody asked for it. */
  readonly erasedOn?: string | undefined;
  readonly done?: (typeof DONE)[number];
  /** The letter that was refused. */
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

export function personView(words: Words, person: OpenedPerson, state: PersonState): PersonView {
  const { learner, lines, cards, awarders } = person;
  const { typed = {}, errors = {}, refusal = '' } = state;
  const href = personHref(learner.id);
  const full = plainText([learner.firstName, learner.lastName].filter(Boolean).join(' '));
  const nickname = full ? plainText(learner.nickname) : '';
  const isRefused = Object.keys(errors).length > 0 || refusal !== '';
  const to = addressField(words, typed, errors);
  return {
    title: full || plainText(learner.nickname),
    about: personAbout(words, learner, state.now),
    nickname: nickname && words.t('person.nickname', { nickname }),
    notice: noticeOf(words, state),
    problems: problems(words, errors, [to], refusal),
    badges: lines.map((line) => personBadge(words, line, awarders.get(line.award.awardedBy) ?? '')),
    takeOut: `${href}/export`,
    erase: `${href}/erasure`,
    waits: state.erasedOn
      ? words.t('personErasure.waits', { date: words.day(state.erasedOn) })
      : '',
    cards: personCardsView(words, learner, cards, state.now),
    mail: state.hasMail && {
      action: `${href}/letter`,
      to,
      open: isRefused,
    },
  };
}

function noticeOf(words: Words, { done }: PersonState): Notice {
  if (done === undefined) return NO_NOTICE;
  return { kind: 'good', text: words.t(SAID[done]) };
}

const SAID = {
  sent: 'person.mailSent',
  revoked: 'person.revoked',
  corrected: 'person.corrected',
  renamed: 'person.renamed',
  voided: 'cards.wasVoided',
  undone: 'cards.wasVoidedUndone',
  pin: 'cards.pinRemoved',
} as const;

function addressField(words: Words, typed: Typed, errors: FieldErrors): Field {
  return field(
    {
      name: 'to',
      type: 'email',
      label: words.t('person.mailTo'),
      hint: words.t('person.mailHint'),
      required: true,
      maxlength: 254,
    },
    typed,
    errors,
  );
}

function personBadge(words: Words, line: AwardLine, awarder: string): PersonBadge {
  const { award, workshop } = line;
  const badge = awardedBadge(words, line);
  const base = awardHref(award.id);
  const back = encodeURIComponent(personHref(award.learnerId));
  const hasFile = award.state === 'issued' && !line.revoked;
  return {
    ...badge,
    awarded: awarder
      ? words.t('person.awardedBy', {
          date: words.day(award.awardedDate),
          name: plainText(awarder),
        })
      : words.t('person.awarded', { date: words.day(award.awardedDate) }),
    reason: reasonOf(words, line),
    workshop: workshop
      ? {
          href: workshopHref(workshop.id),
          title: words.t('person.workshop', {
            title: plainText(workshop.title),
            date: words.day(workshop.date),
          }),
        }
      : false,
    hasActions: hasFile || isRevocable(line),
    file: hasFile ? `${base}/badge.png` : '',
    fileLabel: words.t('person.fileNamed', { achievement: badge.name }),
    photo: isRevocable(line) ? `${personHref(award.learnerId)}/awards/${award.id}/photo` : '',
    photoLabel: words.t('person.photoNamed', { achievement: badge.name }),
    correct: isRevocable(line) ? `${base}/correct` : '',
    correctLabel: words.t('person.correctNamed', { achievement: badge.name }),
    revoke: isRevocable(line) ? `${base}/revoke?returnTo=${back}` : '',
    revokeLabel: words.t('person.revokeNamed', { achievement: badge.name }),
  };
}

function reasonOf(words: Words, { reason, undone }: AwardLine): string {
  if (!reason || undone) return '';
  return words.t('person.revokedWhy', { reason: plainText(reason) });
}
