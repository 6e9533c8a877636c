import type { Workshop } from '../../domain/award.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

const WORKSHOPS: Shape<Workshop> = {
  name: 'workshops',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    title: 'text',
    date: 'text',
    hours: 'number',
    place: 'text',
    createdAt: 'text',
  },
  indexes: [
    { on: { profileId: 1, title: 1, date: 1 }, unique: true },
    { on: { profileId: 1, createdAt: -1, id: -1 } },
  ],
};

interface Attendance {
  /** Both ids, in order: attending twice is attending once. */
  readonly id: string;
  readonly workshopId: string;
  readonly learnerId: string;
}

export const ATTENDANCES: Shape<Attendance> = {
  name: 'attendances',
  key: 'id',
  fields: { id: 'text', workshopId: 'text', learnerId: 'text' },
  indexes: [{ on: { workshopId: 1 } }, { on: { learnerId: 1 } }],
};

export function workshopsOf(database: Database): Store['workshops'] {
  const workshops = database.table(WORKSHOPS);
  const attendances = database.table(ATTENDANCES);
  const byId = workshops.question(['id', 'profileId']);
  const byTitle = workshops.question(['profileId', 'title', 'date']);
  const ofProfile = workshops.question(['profileId'], { createdAt: -1, id: -1 });
  const attendees = attendances.question(['workshopId']);
  const attended = attendances.question(['learnerId']);
  return {
    insert: workshops.insert,
    get: (profileId, id) => byId.first({ profileId, id }),
    getMany: async (profileId, ids) =>
      (await workshops.getMany(ids)).filter((one) => one.profileId === profileId),
    byTitle: (profileId, title, date) => byTitle.first({ profileId, title, date }),
    latestOf: (profileId, page) => ofProfile.latest({ profileId }, page),
    attend: async (workshopId, learnerIds) => {
      const rows = learnerIds.map((learnerId) => ({
        id: `${workshopId}:${learnerId}`,
        workshopId,
        learnerId,
      }));
      await attendances.insertMany(rows);
    },
    attendeesOf: async (workshopId) =>
      (await attendees.all({ workshopId })).map(({ learnerId }) => learnerId),
    attendedBy: async (learnerId) =>
      (await attended.all({ learnerId })).map(({ workshopId }) => workshopId),
  };
}
