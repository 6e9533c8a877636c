import type { CardsASheet } from '../../../domain/card-sheet.ts';
import type { Receiver } from '../../../usecases/people/choose-people.ts';
import type { HandOverList } from '../../../usecases/people/hand-over-batch.ts';
import { sizeChoices } from '../../card-form.ts';
import type { Words } from '../../words.ts';
import { batchHref } from '../hrefs.ts';
import { type Choices, choices, type Problems, problems } from '../parts.ts';
import { personName } from './award-line.ts';

/** Whom of a list to print for. */
export interface HandOverView {
  readonly title: string;
  readonly problems: Problems;
  readonly action: string;
  readonly back: string;
  /** Absent when nobody of the list was awarded anything. */
  readonly people: Choices | false;
  readonly left: string;
  readonly size: Choices;
}

/** @param refused a sentence when the form was refused, and the size that was chosen */
export function handOverView(
  words: Words,
  { batch, people, left }: HandOverList,
  refused: { readonly problem?: string; readonly size?: CardsASheet } = {},
): HandOverView {
  const back = batchHref(batch.id);
  const without = people.flatMap(({ learner, hasCard }) => (hasCard ? [] : learner.id));
  const errors = refused.problem ? { people: refused.problem } : undefined;
  const parts = {
    name: 'people',
    label: words.t('handOver.people'),
    options: people.map((person) => receiverOption(words, person)),
  } as const;
  return {
    title: words.t('handOver.title'),
    problems: problems(words, errors ?? {}, [parts]),
    action: `${back}/print`,
    back,
    people: people.length > 0 && choices({ ...parts, type: 'checkbox' }, without, errors),
    left: left > 0 ? words.t('handOver.left', { count: left }) : '',
    size: sizeChoices(words, refused.size),
  };
}

/** Somebody to tick. */
export function receiverOption(words: Words, { learner, hasCard }: Receiver) {
  return {
    value: learner.id,
    label: personName(words, learner),
    hint: words.t(hasCard ? 'handOver.hasCard' : 'handOver.noCard'),
  };
}
