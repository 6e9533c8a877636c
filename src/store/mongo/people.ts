import type { Workshop } from '../../domain/award.ts';
import type { Learner } from '../../domain/learner.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

const LEARNERS: Shape<Learner> = {
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
    createdAt: 'text',
  },
  indexes: [
    { on: { profileId: 1, nameKey: 1 }, unique: true },
    { on: { profileId: 1, fullNameKey: 1 } },
  ],
};

export function learnersOf(database: Database): Store['learners'] {
  const learners = database.table(LEARNERS);
  const byId = learners.question(['id', 'profileId']);
  const byFullNames = learners.question(['profileId', 'fullNameKey']);
  return {
    insertMany: async (rows) => new Set((await learners.insertMany(rows)).map(({ id }) => id)),
    get: (profileId, id) => byId.first({ profileId, id }),
    byFullNames: (profileId, keys) => byFullNames.all({ profileId, fullNameKey: anyOf(keys) }),
  };
}

const WORKSHOPS: Shape<Workshop> = {
  name: 'workshops',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    title: 'text',
    date: 'text',
    hours: 'number',
    createdAt: 'text',
  },
  indexes: [{ on: { profileId: 1, title: 1, date: 1 }, unique: true }],
};

interface Attendance {
  /** Both ids, in order: attending twice is attending once. */
  readonly id: string;
  readonly workshopId: string;
  readonly learnerId: string;
}

const ATTENDANCES: Shape<Attendance> = {
  name: 'attendances',
  key: 'id',
  fields: { id: 'text', workshopId: 'text', learnerId: 'text' },
  indexes: [],
};

export function workshopsOf(database: Database): Store['workshops'] {
  const workshops = database.table(WORKSHOPS);
  const attendances = database.table(ATTENDANCES);
  const byId = workshops.question(['id', 'profileId']);
  const byTitle = workshops.question(['profileId', 'title', 'date']);
  return {
    insert: workshops.insert,
    get: (profileId, id) => byId.first({ profileId, id }),
    byTitle: (profileId, title, date) => byTitle.first({ profileId, title, date }),
    attend: async (workshopId, learnerIds) => {
      const rows = learnerIds.map((learnerId) => ({
        id: `${workshopId}:${learnerId}`,
        workshopId,
        learnerId,
      }));
      await attendances.insertMany(rows);
    },
  };
}
