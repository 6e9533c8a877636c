import type { OpenedCorrection } from '../../../usecases/awarding/correctable.ts';
import type { FieldErrors, Typed } from '../../check-form.ts';
import { plainText } from '../../plain-text.ts';
import type { Words } from '../../words.ts';
import { pictureHref } from '../achievement.ts';
import { awardHref, personHref } from '../hrefs.ts';
import { type Choices, choices, type Field, field, type Problems, problems } from '../parts.ts';
import { personName } from './award-line.ts';
import { workshopParts } from './workshop-fields.ts';

export interface CorrectView {
  readonly title: string;
  readonly problems: Problems;
  readonly picture: string;
  readonly who: string;
  /** What the learner asked for; empty when nobody asked. */
  readonly asked: string;
  readonly askedOn: string;
  readonly action: string;
  readonly number: number;
  /** The only one there is; a choice when there are several. */
  readonly badge: string;
  readonly versions: Choices | false;
  readonly workshop: Field;
  readonly date: Field;
  readonly hours: Field;
  readonly sentence: Field;
  readonly named: string;
  readonly isTextChecked: boolean;
  readonly mistake: Choices;
  readonly back: string;
}

export interface CorrectGiven {
  readonly typed: Typed;
  readonly errors: FieldErrors;
  readonly refusal?: string;
}

export function correctView(
  words: Words,
  opened: OpenedCorrection,
  given: CorrectGiven,
): CorrectView {
  const { award, versions, request } = opened;
  const { typed, errors, refusal = '' } = given;
  const fields = fieldsOf(words, given);
  const mistake = mistakeChoices(words, given);
  const [now] = versions;
  return {
    title: words.t('correct.title'),
    problems: problems(words, errors, [...Object.values(fields), mistake], refusal),
    picture: pictureHref(now?.id ?? award.achievementId),
    who: words.t('revoke.who', {
      achievement: plainText(now?.name),
      name: personName(words, opened.learner),
      date: words.day(award.awardedDate),
    }),
    asked: plainText(request?.text),
    askedOn: request ? words.t('correct.asked', { date: words.day(request.createdAt) }) : '',
    action: `${awardHref(award.id)}/correct`,
    number: opened.nextNumber,
    badge: opened.saying.achievementId,
    versions: versions.length > 1 && versionChoices(words, opened, given),
    ...fields,
    named: errors['checked'] ?? '',
    isTextChecked: typed['checked'] === 'yes',
    mistake,
    back: personHref(award.learnerId),
  };
}

function fieldsOf(words: Words, { typed, errors }: CorrectGiven) {
  const { workshop, date, hours, sentence } = workshopParts(words);
  const write = (parts: Parameters<typeof field>[0]) => field(parts, typed, errors);
  return {
    workshop: write(workshop),
    date: write(date),
    hours: write(hours),
    sentence: write(sentence),
  };
}

function versionChoices(
  words: Words,
  { versions, saying }: OpenedCorrection,
  { typed, errors }: CorrectGiven,
): Choices {
  const language = new Intl.DisplayNames(words.language, { type: 'language' });
  return choices(
    {
      name: 'badge',
      label: words.t('correct.version'),
      options: versions.map(({ id, name, inLanguage, createdAt }) => ({
        value: id,
        label: plainText(name),
        hint: words.t(id === saying.achievementId ? 'correct.versionNow' : 'correct.versionOther', {
          language: language.of(inLanguage) ?? inLanguage,
          date: words.day(createdAt),
        }),
      })),
    },
    [typed['badge'] ?? saying.achievementId],
    errors,
  );
}

function mistakeChoices(words: Words, { typed, errors }: CorrectGiven): Choices {
  return choices(
    {
      name: 'mistake',
      label: words.t('correct.mistake'),
      options: [
        { value: 'typo', label: words.t('correct.typo'), hint: words.t('correct.typoHint') },
        { value: 'wrong', label: words.t('correct.wrong'), hint: words.t('correct.wrongHint') },
      ],
    },
    [typed['mistake'] ?? ''],
    errors,
  );
}
