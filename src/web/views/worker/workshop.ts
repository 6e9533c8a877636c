import type { OpenedWorkshop, Participant } from '../../../usecases/people/open-workshop.ts';
import { nextHref } from '../../cursor.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { nextListHref, personHref, workshopHref } from '../hrefs.ts';
import { type AwardedBadge, awardedBadge, personName } from './award-line.ts';
import { workshopWhen } from './workshops.ts';

export interface WorkshopView {
  readonly title: string;
  readonly when: string;
  readonly hours: string;
  readonly again: string;
  readonly people: readonly PersonRow[];
  readonly more: string;
}

interface PersonRow {
  readonly name: string;
  readonly href: string;
  readonly badges: readonly AwardedBadge[];
}

export function workshopView(words: Words, opened: OpenedWorkshop): WorkshopView {
  const { workshop, people, next } = opened;
  return {
    title: plainText(workshop.title),
    when: workshopWhen(words, workshop),
    hours: hoursOf(words, workshop.hours),
    again: nextListHref(workshop.id),
    people: people.map((person) => personRow(words, person)),
    more: nextHref(workshopHref(workshop.id), next),
  };
}

function personRow(words: Words, { learner, lines }: Participant): PersonRow {
  return {
    name: personName(words, learner),
    href: personHref(learner.id),
    badges: lines.map((line) => awardedBadge(words, line)),
  };
}

function hoursOf(words: Words, hours: number | undefined): string {
  if (hours === undefined) return '';
  const written = new Intl.NumberFormat(words.language).format(hours);
  return words.t('workshop.hours', { count: hours, hours: written });
}
