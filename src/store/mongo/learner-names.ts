import { randomUUID } from 'node:crypto';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import {
  LEARNERS,
  type LearnerRow,
  learnerIdOf,
  type Person,
  peopleOf,
  wordsOf,
} from './learner-rows.ts';
import { learnerWordsOf } from './learner-words.ts';
import { anyOf } from './model.ts';

interface FormerNames {
  /** Gives free those of these names that nobody has any more. Says whether there were any. */
  release(profileIds: readonly string[], nameKeys: readonly string[]): Promise<boolean>;
  /** The same of one person, and takes out the words. */
  releaseOf(learnerId: string): Promise<void>;
}

/**
 * A name that was changed is kept until it is given free: the change and that are two steps, and
 * a crash may come between. Only what can never count again is touched, since numbers only rise.
 */
export function formerNamesOf(database: Database): FormerNames {
  const learners = database.table(LEARNERS);
  const words = learnerWordsOf(database);
  const people = peopleOf(database);
  const byKey = learners.question(['profileId', 'nameKey']);
  const namesOf = learners.question(['personId'], { number: -1 });

  async function releaseAmong(rows: readonly LearnerRow[]): Promise<boolean> {
    const owners = await people([...new Set(rows.map(learnerIdOf))]);
    const current = new Map(owners.map(({ learner, named }) => [learner.id, named.id]));
    const former = rows.filter((row) => {
      const id = current.get(learnerIdOf(row));
      return id !== undefined && id !== row.id && row.nameKey !== freeKey(row);
    });
    await words.remove(former.map(wordsOf));
    for (const row of former) {
      if (row.personId === undefined) await learners.set([row.id], blank(row));
      else await learners.remove([row.id]);
    }
    return former.length > 0;
  }

  return {
    release: async (profileIds, nameKeys) => {
      const by = { profileId: anyOf(profileIds), nameKey: anyOf(nameKeys) };
      return releaseAmong(await byKey.all(by));
    },
    releaseOf: async (learnerId) => {
      const first = await learners.getMany([learnerId]);
      await releaseAmong([...first, ...(await namesOf.all({ personId: learnerId }))]);
    },
  };
}

/** No name has it: the parts of one are joined by another sign. */
function freeKey({ id }: LearnerRow): string {
  return `renamed:${id}`;
}

/** The row of the person stays, without what they were called. */
function blank(row: LearnerRow): Partial<LearnerRow> {
  const none = { fullNameKey: '', firstName: '', lastName: '', nickname: '' };
  return { nameKey: freeKey(row), ...none };
}

type Name = Parameters<Store['learners']['rename']>[2];

/** How a name is written, and where its words are: new ones, beside those that it had. */
function shownOf({ fullNameKey, firstName, lastName, nickname }: Name) {
  return { fullNameKey, firstName, lastName, nickname, wordsId: randomUUID() };
}

/** The name that counts from now on. */
function nextRow({ learner, named }: Person, name: Name): LearnerRow {
  const number = (named.number ?? 0) + 1;
  const { id, profileId, createdAt } = learner;
  return {
    ...shownOf(name),
    nameKey: name.nameKey,
    id: `${id}:${number}`,
    personId: id,
    number,
    profileId,
    createdAt,
  };
}

/**
 * One insert under the unique key of names: whoever is first has the name, and there is nothing
 * half done. Words come before it and go after it, so that everybody is always found.
 */
export function renameOf(database: Database): Store['learners']['rename'] {
  const people = peopleOf(database);
  const { respell, take } = writesOf(database);
  return async (profileId, id, name) => {
    for (;;) {
      const [person] = await people([id]);
      if (person?.learner.profileId !== profileId) return false;
      const renamed =
        person.named.nameKey === name.nameKey
          ? await respell(person.named, shownOf(name))
          : await take(nextRow(person, name), id);
      if (renamed !== undefined) return renamed;
    }
  };
}

function writesOf(database: Database) {
  const learners = database.table(LEARNERS);
  const words = learnerWordsOf(database);
  const former = formerNamesOf(database);
  const byKey = learners.question(['profileId', 'nameKey']);

  /** Another way of writing the name that they have. */
  async function respell(named: LearnerRow, shown: ReturnType<typeof shownOf>): Promise<true> {
    await words.insertMany([wordsOf({ ...named, ...shown })]);
    await learners.set([named.id], shown);
    await words.remove([wordsOf(named)]);
    return true;
  }

  /** `undefined`: look again, something was in the way that is there no more. */
  async function take(row: LearnerRow, id: string): Promise<boolean | undefined> {
    await words.insertMany([wordsOf(row)]);
    if (await learners.insert(row)) {
      if ((await learners.get(id)) === undefined) return takeBack(row);
      await former.releaseOf(id);
      return true;
    }
    await words.remove([wordsOf(row)]);
    const { profileId, nameKey } = row;
    await former.release([profileId], [nameKey]);
    const holder = await byKey.first({ profileId, nameKey });
    return holder && learnerIdOf(holder) !== id ? false : undefined;
  }

  /** The person was erased meanwhile. */
  async function takeBack(row: LearnerRow): Promise<false> {
    await words.remove([wordsOf(row)]);
    await learners.remove([row.id]);
    return false;
  }

  return { respell, take };
}
