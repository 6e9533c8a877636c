import { type Age, ageAt } from '../../../domain/age.ts';
import type { Learner } from '../../../domain/learner.ts';
import { monthName } from '../../month.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';

/** What the centre may mend about a person: `{{> person-about about}}`. */
export interface PersonAbout {
  readonly age: string;
  readonly ageAction: string;
  readonly ageHref: string;
  readonly nameHref: string;
  readonly consentHref: string;
}

export function personAbout(words: Words, learner: Learner, now: Date): PersonAbout {
  const href = personHref(learner.id);
  return {
    age: ageText(words, ageAt(learner, now)),
    ageAction: ageAction(words, learner),
    ageHref: `${href}/age`,
    nameHref: `${href}/name`,
    consentHref: `${href}/consent`,
  };
}

/** What the link to the age says. */
export function ageAction(words: Words, { band }: Pick<Age, 'band'>): string {
  return words.t(band ? 'person.changeAge' : 'person.giveAge');
}

/** An age as it stands now: see `ageAt`. */
export function ageText(words: Words, { band, bandUntil }: Age): string {
  const name = words.t(`age.band.${band ?? 'unknown'}`);
  if (!bandUntil) return name;
  return words.t('age.since', { band: name, month: monthName(words, bandUntil) });
}
