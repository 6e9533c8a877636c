import type { AwardLine } from '../../../usecases/people/award-lines.ts';
import type { Found } from '../../../usecases/people/search-people.ts';
import type { Words } from '../../words.ts';
import { personHref } from '../hrefs.ts';
import { type Field, field } from '../parts.ts';
import { type AwardedBadge, awardedBadge, personName } from './award-line.ts';
import { waitingCount } from './inbox.ts';

export interface PeopleView {
  readonly title: string;
  readonly query: Field;
  /** How many requests wait, in words. */
  readonly inbox: string;
  readonly found: FoundView;
}

/** What a search found, as the page shows it and as its script fetches it. */
export interface FoundView {
  readonly asked: boolean;
  /** How many, in words; empty when nothing was asked. */
  readonly count: string;
  readonly people: ReadonlyArray<{ readonly href: string; readonly name: string }>;
  readonly awards: readonly AwardRow[];
}

interface AwardRow extends AwardedBadge {
  readonly href: string;
  readonly person: string;
  readonly what: string;
}

/** @param asked `waiting`: how many requests wait */
export function peopleView(
  words: Words,
  found: Found,
  { query, waiting }: { readonly query: string; readonly waiting: number },
): PeopleView {
  return {
    title: words.t('people.title'),
    inbox: waitingCount(words, waiting),
    query: queryField(words, query),
    found: foundView(words, found),
  };
}

/** The field of the search, on this page and on the home of the team. */
export function queryField(words: Words, query = ''): Field {
  return field({
    name: 'q',
    type: 'search',
    label: words.t('people.query'),
    hint: words.t('people.hint'),
    value: query,
    required: true,
    maxlength: 200,
  });
}

export function foundView(words: Words, found: Found): FoundView {
  return {
    asked: found.asked,
    count: found.asked ? countOf(words, found) : '',
    people: found.people.map((learner) => ({
      href: personHref(learner.id),
      name: personName(words, learner),
    })),
    awards: found.awards.map((line) => awardRow(words, line)),
  };
}

function countOf(words: Words, { people, more, awards }: Found): string {
  const count = people.length;
  if (count === 0 && awards.length > 0) {
    return words.t('people.countAwards', { count: awards.length });
  }
  return words.t(more ? 'people.countMany' : 'people.count', { count });
}

function awardRow(words: Words, line: AwardLine): AwardRow {
  const badge = awardedBadge(words, line);
  const date = words.day(line.award.awardedDate);
  return {
    ...badge,
    href: personHref(line.award.learnerId),
    person: personName(words, line.learner),
    what: words.t('people.line', { achievement: badge.name, date }),
  };
}
