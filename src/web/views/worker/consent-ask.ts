import { PARTIES, type Party } from '../../../domain/consent.ts';
import type { Learner } from '../../../domain/learner.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';
import { type Choices, choices, type Field, field } from '../parts.ts';

/** The ways to ask people: a form on paper, a link to show or to send. */
export interface AskView {
  readonly title: string;
  readonly formAction: string;
  readonly formHint: string;
  /** Absent for an adult, who answers for themselves. */
  readonly link:
    | {
        readonly action: string;
        readonly party: Choices;
        readonly endAction: string;
        /** How many are open; empty for none. */
        readonly open: string;
        readonly mail:
          | {
              readonly action: string;
              readonly party: Choices;
              readonly to: Field;
              readonly open: boolean;
            }
          | false;
      }
    | false;
}

interface Asking {
  readonly hasMail: boolean;
  readonly openLinks: number;
  readonly typed?: Typed;
  readonly errors?: FieldErrors;
}

export function askView(words: Words, learner: Learner, state: Asking): AskView {
  const href = personHref(learner.id);
  const isAdult = learner.band === 'adult';
  const { typed = {}, errors = {}, openLinks, hasMail } = state;
  const guardians = PARTIES.filter((party) => party !== 'learner');
  const party = (prefix: string): Choices => ({
    ...partyChoices(words, guardians, typed['to'] ? (typed['party'] ?? '') : 'guardian', {}),
    id: `${prefix}-party`,
    label: words.t('consent.linkFor'),
  });
  const to = field(
    {
      name: 'to',
      type: 'email',
      label: words.t('consent.linkMailTo'),
      hint: words.t('person.mailHint'),
      required: true,
      maxlength: 254,
    },
    typed,
    errors,
  );
  return {
    title: words.t(isAdult ? 'consent.askAdult' : 'consent.ask'),
    formAction: `${href}/consent/form`,
    formHint: words.t(isAdult ? 'consent.formHintAdult' : 'consent.formHint'),
    link: !isAdult && {
      action: `${href}/consent/link`,
      party: party('link'),
      endAction: `${href}/consent/links/end`,
      open: openLinks > 0 ? words.t('consent.links', { count: openLinks }) : '',
      mail: hasMail && {
        action: `${href}/consent/letter`,
        party: party('mail'),
        to,
        open: typed['to'] !== undefined,
      },
    },
  };
}

export function partyChoices(
  words: Words,
  parties: readonly Party[],
  chosen: string,
  errors: FieldErrors,
): Choices {
  return choices(
    {
      name: 'party',
      label: words.t('consent.party'),
      options: parties.map((value) => ({
        value,
        label: words.t(`consent.party.${value}`),
        hint: value === 'second-guardian' ? words.t('consent.partyHint.second-guardian') : '',
      })),
    },
    [chosen],
    errors,
  );
}
