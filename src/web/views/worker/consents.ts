import {
  CAPACITIES,
  type ConsentEvent,
  PARTIES,
  type Party,
  PURPOSES,
} from '../../../domain/consent.ts';
import { displayName, type Learner } from '../../../domain/learner.ts';
import type { OpenedConsents, OpenedPurpose } from '../../../usecases/people/record-consents.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';
import {
  type Choices,
  choices,
  NO_NOTICE,
  type Notice,
  type Problems,
  problems,
} from '../parts.ts';
import { type AskView, askView, partyChoices } from './consent-ask.ts';
import { decisionChoices, listOf } from './consent-words.ts';
import { ageAction, ageText } from './person-about.ts';

export interface ConsentsView {
  readonly title: string;
  readonly notice: Notice;
  readonly problems: Problems;
  readonly age: string;
  readonly ageAction: string;
  readonly ageHref: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly purposes: readonly PurposeView[];
  readonly record: {
    readonly action: string;
    readonly party: Choices | false;
    readonly capacity: Choices | false;
    readonly decisions: readonly Choices[];
  };
  readonly withdrawAction: string;
  readonly ask: AskView;
}

interface PurposeView {
  readonly purpose: string;
  readonly title: string;
  readonly about: string;
  readonly tag: 'good' | 'unsure';
  readonly state: string;
  readonly again: boolean;
  readonly answers: ReadonlyArray<{
    readonly party: Party;
    readonly who: string;
    readonly said: string;
    /** What the button that takes a yes back is called; empty when there is none. */
    readonly withdraw: string;
  }>;
}

export const CONSENT_DONE = ['saved', 'withdrawn', 'age', 'links', 'sent'] as const;
const DONE = {
  saved: 'consent.saved',
  withdrawn: 'consent.withdrawn',
  age: 'consent.ageSaved',
  links: 'consent.linksEnded',
  sent: 'consent.sent',
} as const;

export interface ConsentsState {
  readonly hasMail: boolean;
  readonly openLinks: number;
  readonly done?: (typeof CONSENT_DONE)[number];
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
  readonly refusal?: string;
}

export function consentsView(
  words: Words,
  { learner, purposes }: OpenedConsents,
  state: ConsentsState,
): ConsentsView {
  const { typed = {}, errors = {}, refusal = '', done } = state;
  const name = plainText(displayName(learner));
  const href = personHref(learner.id);
  const record = recordView(words, learner, typed, errors);
  const ask = askView(words, learner, state);
  const mail = ask.link ? ask.link.mail : false;
  const parts = [record.party, record.capacity, ...record.decisions, mail ? mail.to : false];
  const labelled = parts.flatMap((part) => (typeof part === 'object' ? [part] : []));
  return {
    title: words.t('consent.title', { name }),
    notice: done ? { kind: 'good', text: words.t(DONE[done]) } : NO_NOTICE,
    problems: problems(words, errors, labelled, refusal),
    age: ageText(words, learner),
    ageAction: ageAction(words, learner),
    ageHref: `${href}/age`,
    back: { href, text: words.t('consent.back', { name }) },
    purposes: purposes.map((purpose) => purposeView(words, purpose)),
    record,
    withdrawAction: `${href}/consent/withdraw`,
    ask,
  };
}

function purposeView(words: Words, opened: OpenedPurpose): PurposeView {
  const { purpose, allowed, missing, asked, answers, again } = opened;
  const title = words.t(`consent.purpose.${purpose}`);
  const lacking = missing.map((party) => words.t(`consent.who.${party}`));
  return {
    purpose,
    title,
    about: words.t(`consent.about.${purpose}`),
    tag: allowed ? 'good' : 'unsure',
    state: allowed
      ? words.t('consent.allowed')
      : words.t('consent.waiting', { who: listOf(words, lacking) }),
    again,
    answers: PARTIES.filter((party) => asked.includes(party) || answers.has(party)).map((party) => {
      const answer = answers.get(party);
      const who = words.t(`consent.party.${party}`);
      return {
        party,
        who,
        said: answer ? saidText(words, answer) : words.t('consent.saidNothing'),
        withdraw:
          answer?.decision === 'given' && asked.includes(party)
            ? words.t('consent.withdrawNamed', { who, purpose: title })
            : '',
      };
    }),
  };
}

function saidText(words: Words, { decision, at, channel, capacity }: ConsentEvent): string {
  const how = words.t(`consent.how.${channel}`);
  const said = words.t(`consent.said.${decision}`, { date: words.day(at), how });
  return capacity ? `${said} (${words.t(`consent.capacity.${capacity}`)})` : said;
}

/** An adult answers alone, so that nobody is asked who it is. */
function recordView(
  words: Words,
  learner: Learner,
  typed: Typed,
  errors: FieldErrors,
): ConsentsView['record'] {
  const isAdult = learner.band === 'adult';
  const capacities = choices(
    {
      name: 'capacity',
      label: words.t('consent.capacity'),
      hint: words.t('consent.capacityHint'),
      options: CAPACITIES.map((value) => ({ value, label: words.t(`consent.capacity.${value}`) })),
    },
    [typed['capacity'] ?? ''],
    errors,
  );
  return {
    action: `${personHref(learner.id)}/consent`,
    party: isAdult ? false : partyChoices(words, PARTIES, typed['party'] ?? '', errors),
    capacity: isAdult ? false : capacities,
    decisions: PURPOSES.map((purpose) =>
      decisionChoices(
        words,
        purpose,
        { label: words.t(`consent.purpose.${purpose}`), chosen: typed[purpose] ?? '' },
        errors,
      ),
    ),
  };
}
