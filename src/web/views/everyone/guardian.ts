import { CAPACITIES_OF } from '../../../domain/consent.ts';
import { displayName } from '../../../domain/learner.ts';
import { insideNameOf } from '../../../domain/profile.ts';
import type { OpenedGuardian } from '../../../usecases/people/guardian-link.ts';
import type { OpenedPurpose } from '../../../usecases/people/record-consents.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import {
  type Choices,
  choices,
  NO_NOTICE,
  type Notice,
  type Problems,
  problems,
} from '../parts.ts';

/** What a holder of parental authority reads and answers. */
export interface GuardianView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly lead: string;
  readonly why: string;
  readonly rules: readonly string[];
  readonly action: string;
  readonly questions: ReadonlyArray<{
    readonly choices: Choices;
    /** What was answered before; empty for nothing. */
    readonly said: string;
  }>;
  readonly capacity: Choices;
  readonly nothing: string;
  readonly until: string;
}

interface State {
  readonly action: string;
  readonly saved?: boolean;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function guardianView(words: Words, opened: OpenedGuardian, state: State): GuardianView {
  const { learner, profile, party, purposes, expiresAt } = opened;
  const { typed = {}, errors = {} } = state;
  const name = plainText(displayName(learner));
  const centre = plainText(insideNameOf(profile));
  const questions = purposes.map((purpose) => ({
    choices: questionOf(words, purpose, { name, opened, typed, errors }),
    said: saidBefore(words, purpose, opened),
  }));
  const capacity = choices(
    {
      name: 'capacity',
      label: words.t('guardian.capacity'),
      options: CAPACITIES_OF[party].map((value) => ({
        value,
        label: words.t(`consent.capacity.${value}`),
      })),
    },
    [typed['capacity'] ?? capacityBefore(opened)],
    errors,
  );
  const asked = new Set(purposes.map(({ purpose }) => purpose));
  return {
    title: words.t('guardian.title', { name }),
    notice: state.saved ? { kind: 'good', text: words.t('guardian.saved') } : NO_NOTICE,
    problems: problems(words, errors, [...questions.map((one) => one.choices), capacity]),
    lead: words.t('guardian.lead', { centre, name }),
    why: words.t('guardian.why'),
    rules: [
      ...(asked.has('named-share') ? [words.t('guardian.both', { name })] : []),
      ...(asked.has('photo') ? [words.t('guardian.photoBoth', { name })] : []),
    ],
    action: state.action,
    questions,
    capacity,
    nothing: purposes.length === 0 ? words.t('guardian.nothing', { name }) : '',
    until: words.t('guardian.until', {
      date: words.day(expiresAt),
      contact: profile.email ? ` (${plainText(profile.email)})` : '',
    }),
  };
}

interface Asking {
  readonly name: string;
  readonly opened: OpenedGuardian;
  readonly typed: Typed;
  readonly errors: FieldErrors;
}

function questionOf(
  words: Words,
  { purpose, answers }: OpenedPurpose,
  { name, opened, typed, errors }: Asking,
): Choices {
  return choices(
    {
      name: purpose,
      label: words.t(`guardian.purpose.${purpose}`, { name }),
      hint: words.t(`guardian.about.${purpose}`, { name }),
      options: [
        { value: 'given', label: words.t('guardian.yes') },
        { value: 'withdrawn', label: words.t('guardian.no') },
      ],
    },
    [typed[purpose] ?? answers.get(opened.party)?.decision ?? ''],
    errors,
  );
}

function saidBefore(words: Words, { answers }: OpenedPurpose, { party }: OpenedGuardian): string {
  const answer = answers.get(party);
  return answer ? words.t(`guardian.${answer.decision}`, { date: words.day(answer.at) }) : '';
}

function capacityBefore({ purposes, party }: OpenedGuardian): string {
  const known = purposes.map(({ answers }) => answers.get(party)?.capacity);
  return known.find((capacity) => capacity !== undefined) ?? '';
}
