import type { HandOverList } from '../../usecases/people/hand-over-batch.ts';
import type { Words } from '../words.ts';
import { personName } from './award-line.ts';
import { batchHref } from './hrefs.ts';
import { type Choices, choices, type Problems, problems } from './parts.ts';

/** Whom of a list to print for. */
export interface HandOverView {
  readonly title: string;
  readonly problems: Problems;
  readonly action: string;
  readonly back: string;
  /** Absent when nobody of the list was awarded anything. */
  readonly people: Choices | false;
  readonly left: string;
}

/** @param problem a sentence when the form was refused */
export function handOverView(
  words: Words,
  { batch, people, left }: HandOverList,
  problem = '',
): HandOverView {
  const back = batchHref(batch.id);
  const options = people.map(({ learner, hasLink }) => ({
    value: learner.id,
    label: personName(words, learner),
    hint: words.t(hasLink ? 'handOver.hasLink' : 'handOver.noLink'),
  }));
  const without = people.flatMap(({ learner, hasLink }) => (hasLink ? [] : learner.id));
  const errors = problem ? { people: problem } : undefined;
  const parts = { name: 'people', label: words.t('handOver.people'), options } as const;
  return {
    title: words.t('handOver.title'),
    problems: problems(words, errors ?? {}, [parts]),
    action: `${back}/print`,
    back,
    people: options.length > 0 && choices({ ...parts, type: 'checkbox' }, without, errors),
    left: left > 0 ? words.t('handOver.left', { count: left }) : '',
  };
}
