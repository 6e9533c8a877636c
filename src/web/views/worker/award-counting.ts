import type { PlannedLine } from '../../../usecases/awarding/plan-batch.ts';
import type { Words } from '../../words.ts';

/** For the script that counts again when a choice changes. */
export interface Counting {
  /** Badges that no choice changes. */
  readonly sure: number;
  /** Candidates who get none, since they have theirs. */
  readonly having: string;
  readonly lead: Counted;
  readonly button: Counted;
}

export function countingView(
  words: Words,
  asked: ReadonlyArray<PlannedLine & { readonly kind: 'ambiguous' }>,
  sure: number,
): Counting {
  const candidates = asked.flatMap((line) => line.candidates);
  const having = candidates.filter(({ standing }) => standing.kind === 'has');
  return {
    sure,
    having: having.map(({ learner }) => learner.id).join(' '),
    lead: countedView(words, 'awardPreview.willGet', 'awardPreview.nobody'),
    button: countedView(words, 'awardPreview.award', 'awardPreview.awardNone'),
  };
}

/** A sentence with a number, in every form that it may take. */
interface Counted {
  readonly none: string;
  readonly one: string;
  readonly other: string;
}

function countedView(
  words: Words,
  key: 'awardPreview.willGet' | 'awardPreview.award',
  none: 'awardPreview.nobody' | 'awardPreview.awardNone',
): Counted {
  return {
    none: words.t(none),
    one: words.t(key, { count: 1 }).replace('1', '{count}'),
    other: words.t(key, { count: '{count}' }),
  };
}
