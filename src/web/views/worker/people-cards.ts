import type { CardsASheet } from '../../../domain/card-sheet.ts';
import type { ChoosingPeople } from '../../../usecases/people/choose-people.ts';
import { sizeChoices } from '../../card-form.ts';
import type { Words } from '../../words.ts';
import { type Choices, choices, type Field, field, type Problems, problems } from '../parts.ts';
import { receiverOption } from './hand-over.ts';

/** Whom to print cards for. */
export interface PeopleCardsView {
  readonly title: string;
  readonly problems: Problems;
  readonly query: Field;
  /** Those who are ticked already; absent when nobody is. */
  readonly chosen: Choices | false;
  /** Those who may be ticked besides; absent when nobody was found. */
  readonly found: Choices | false;
  /** When nobody was found: why. */
  readonly nobody: string;
  readonly more: string;
  readonly size: Choices;
}

interface AskedPeople {
  readonly query: string;
  readonly size: CardsASheet;
  /** Whether everybody who was found is ticked. */
  readonly isAll: boolean;
  readonly problem: string;
}

export function peopleCardsView(
  words: Words,
  { chosen, found, more }: ChoosingPeople,
  asked: AskedPeople,
): PeopleCardsView {
  const errors = asked.problem ? { people: asked.problem } : undefined;
  const label = asked.query
    ? words.t('cards.found', { query: asked.query })
    : words.t('cards.lately');
  const parts = { name: 'people', type: 'checkbox', label } as const;
  const options = found.map((person) => receiverOption(words, person));
  const ticked = chosen.map(({ learner }) => learner.id);
  return {
    title: words.t('cards.peopleTitle'),
    problems: problems(words, errors ?? {}, [
      { name: 'people', label: words.t('handOver.people') },
    ]),
    query: queryField(words, asked),
    chosen: chosen.length > 0 && {
      ...choices(
        {
          ...parts,
          label: words.t('cards.chosen', { count: chosen.length }),
          options: chosen.map((person) => receiverOption(words, person)),
        },
        ticked,
      ),
      id: 'chosen',
    },
    found:
      found.length > 0 &&
      choices({ ...parts, options }, asked.isAll ? options.map(({ value }) => value) : [], errors),
    nobody: words.t(asked.query ? 'people.none' : 'people.latelyNone'),
    more: more ? words.t('people.countMany', { count: found.length }) : '',
    size: sizeChoices(words, asked.size),
  };
}

function queryField(words: Words, { query }: AskedPeople): Field {
  return field({
    name: 'q',
    type: 'search',
    label: words.t('cards.query'),
    hint: words.t('people.hint'),
    value: query,
    maxlength: 200,
  });
}
