import type { AchievementOutline } from '../../../domain/achievement-group.ts';
import type { Learner } from '../../../domain/learner.ts';
import type { AwardForm } from '../../../usecases/awarding/open-award-form.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { type Empty, type Field, field, type Problems, problems } from '../parts.ts';
import { fullName } from './award-names.ts';
import { workshopParts } from './workshop-fields.ts';

export interface AwardView {
  readonly title: string;
  readonly problems: Problems;
  /** Shown alone while there is nothing to award. */
  readonly empty: Empty | '';
  readonly badges: readonly BadgeChoice[];
  /** Behind a word to press, so that the people are not far. */
  readonly otherBadges: readonly BadgeChoice[];
  readonly isOtherOpen: boolean;
  readonly badgeError: string;
  readonly workshop: Field;
  readonly titles: readonly string[];
  readonly date: Field;
  readonly place: Field;
  readonly hours: Field;
  readonly isMoreOpen: boolean;
  readonly last: PeopleChoice;
  /** What to do for those who have no box. */
  readonly lastMore: string;
  readonly recent: PeopleChoice;
  readonly names: Field;
  /** Whether somebody has a box, so that names may be left out. */
  readonly isKnown: boolean;
  readonly fileError: string;
  readonly sentence: Field;
}

interface BadgeChoice {
  readonly id: string;
  readonly name: string;
  readonly inLanguage: string;
  readonly picture: string;
  readonly chosen: boolean;
}

interface PeopleChoice {
  readonly label: string;
  readonly people: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly chosen: boolean;
  }>;
}

/** What stands in the form, and what is wrong with it. */
export interface AwardGiven {
  readonly typed: Typed;
  readonly ticked: ReadonlySet<string>;
  readonly errors: FieldErrors;
}

/** Two columns of three on a phone. */
const BADGES_SHOWN = 6;

export function awardView(words: Words, form: AwardForm, given: AwardGiven): AwardView {
  const { typed, errors } = given;
  const chosen = typed['badge'] ?? form.suggestedId ?? '';
  const all = chosenFirst(form.achievements, chosen).map((one) => badgeChoice(one, chosen));
  const badges = all.slice(0, BADGES_SHOWN);
  const otherBadges = all.slice(BADGES_SHOWN);
  const workshop = workshopFields(words, form, given);
  const people = peopleFields(words, form, given);
  const sentence = field(workshopParts(words).sentence, typed, errors);
  return {
    title: words.t('award.title'),
    problems: problems(words, errors, [
      { name: 'badge', label: words.t('award.badge') },
      ...[workshop.workshop, workshop.date, workshop.place, workshop.hours, people.names],
      { name: 'file', label: words.t('award.file') },
      sentence,
    ]),
    empty: form.achievements.length === 0 ? nothingToAward(words) : '',
    badges,
    otherBadges,
    isOtherOpen: Boolean(errors['badge']),
    badgeError: errors['badge'] ?? '',
    ...workshop,
    ...people,
    sentence,
  };
}

function workshopFields(words: Words, form: AwardForm, { typed, errors }: AwardGiven) {
  const write = (parts: Parameters<typeof field>[0]) => field(parts, typed, errors);
  const parts = workshopParts(words);
  const titles = [...new Set(form.workshops.map(({ title }) => plainText(title)))];
  return {
    workshop: write({ ...parts.workshop, required: true }),
    titles,
    date: write({ ...parts.date, required: true }),
    place: write({
      name: 'place',
      label: words.t('award.place'),
      hint: words.t('award.placeHint'),
      maxlength: 120,
    }),
    hours: write(parts.hours),
    isMoreOpen: ['place', 'hours'].some((name) => Boolean(typed[name] || errors[name])),
  };
}

function peopleFields(words: Words, form: AwardForm, { typed, ticked, errors }: AwardGiven) {
  const choice = (learner: Learner) => ({
    id: learner.id,
    name: fullName(learner),
    chosen: ticked.has(learner.id),
  });
  const { last, left, recent } = form.people;
  const title = plainText((form.from ?? form.workshops[0])?.title);
  const isKnown = last.length + recent.length > 0;
  return {
    last: { label: words.t('award.peopleLast', { title }), people: last.map(choice) },
    lastMore: left > 0 ? words.t('award.peopleMore', { count: left }) : '',
    recent: { label: words.t('award.peopleRecent'), people: recent.map(choice) },
    names: field(
      {
        name: 'names',
        label: words.t(isKnown ? 'award.names' : 'award.namesFirst'),
        hint: words.t('award.namesHint'),
        rows: isKnown ? 4 : 8,
      },
      typed,
      errors,
    ),
    isKnown,
    fileError: errors['file'] ?? '',
  };
}

function nothingToAward(words: Words): Empty {
  return {
    title: words.t('award.noBadge'),
    text: words.t('award.noBadgeText'),
    href: '/badges',
    action: words.t('award.noBadgeAction'),
  };
}

function badgeChoice({ id, name, inLanguage }: AchievementOutline, chosen: string): BadgeChoice {
  return {
    id,
    name: plainText(name),
    inLanguage,
    picture: pictureHref(id),
    chosen: id === chosen,
  };
}

function chosenFirst(
  achievements: readonly AchievementOutline[],
  chosen: string,
): readonly AchievementOutline[] {
  const isFirst = ({ id }: AchievementOutline) => id === chosen;
  return [...achievements.filter(isFirst), ...achievements.filter((one) => !isFirst(one))];
}
