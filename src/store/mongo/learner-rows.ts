import type { Age } from '../../domain/age.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Database } from './database.ts';
import type { NameWithWords } from './learner-words.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

/**
 * A person as they came, or a name they were given later, which has `personId` and `number`: of
 * the names of one person the highest number counts. Both in one collection, so that one unique
 * key says whose a name is, and one insert is a whole renaming.
 */
export interface LearnerRow extends Learner {
  readonly personId?: string;
  readonly number?: number;
  /** Under which its words are kept; of a person as they came: the learner's id when absent. */
  readonly wordsId?: string;
}

export const LEARNERS: Shape<LearnerRow> = {
  name: 'learners',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    nameKey: 'text',
    fullNameKey: 'text',
    firstName: 'text',
    lastName: 'text',
    nickname: 'text',
    band: 'text',
    bandUntil: 'text',
    createdAt: 'text',
    personId: 'text',
    number: 'number',
    wordsId: 'text',
  },
  indexes: [
    { on: { profileId: 1, nameKey: 1 }, unique: true },
    { on: { profileId: 1, fullNameKey: 1 } },
    { on: { personId: 1, number: -1 } },
  ],
};

type AgeRow = Age & { readonly id: string };

/** What was said of an age after a person came. Apart: it changes beside the name. */
export const AGES: Shape<AgeRow> = {
  name: 'learner_ages',
  key: 'id',
  fields: { id: 'text', band: 'text', bandUntil: 'text' },
  indexes: [],
};

/** A learner as they are now, and the row that says their name. */
export interface Person {
  readonly learner: Learner;
  readonly named: LearnerRow;
}

/** Reads people as they are now. In no order; what is no person is left out. */
export function peopleOf(database: Database): (ids: readonly string[]) => Promise<Person[]> {
  const learners = database.table(LEARNERS);
  const ages = database.table(AGES);
  const namesOf = learners.question(['personId'], { number: -1 });
  return async (ids) => {
    if (ids.length === 0) return [];
    const [found, names, known] = await Promise.all([
      learners.getMany(ids),
      namesOf.all({ personId: anyOf(ids) }),
      ages.getMany(ids),
    ]);
    const ageOf = new Map(known.map(({ id, ...age }) => [id, age]));
    return found
      .filter(({ personId }) => personId === undefined)
      .map((row) => {
        const named = names.find(({ personId }) => personId === row.id) ?? row;
        return { named, learner: learnerIn(row, named, ageOf.get(row.id) ?? row) };
      });
  };
}

function learnerIn(
  { id, profileId, createdAt }: LearnerRow,
  { nameKey, fullNameKey, firstName, lastName, nickname }: LearnerRow,
  { band, bandUntil }: Age,
): Learner {
  return {
    id,
    profileId,
    nameKey,
    fullNameKey,
    firstName,
    lastName,
    nickname,
    ...(band === undefined ? {} : { band }),
    ...(bandUntil === undefined ? {} : { bandUntil }),
    createdAt,
  };
}

export function learnerIdOf({ id, personId }: LearnerRow): string {
  return personId ?? id;
}

export function wordsOf(row: LearnerRow): NameWithWords {
  const learnerId = learnerIdOf(row);
  const { profileId, firstName, lastName, nickname, wordsId = learnerId } = row;
  return { learnerId, profileId, firstName, lastName, nickname, wordsId };
}
