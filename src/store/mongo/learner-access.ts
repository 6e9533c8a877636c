import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

type LearnerAddress = Parameters<Store['addresses']['insert']>[0];

export const ADDRESSES: Shape<LearnerAddress> = {
  name: 'learner_addresses',
  key: 'id',
  fields: {
    id: 'text',
    learnerId: 'text',
    profileId: 'text',
    email: 'text',
    via: 'text',
    confirmedAt: 'text',
  },
  indexes: [
    { on: { learnerId: 1, email: 1 }, unique: true },
    { on: { learnerId: 1, confirmedAt: 1, id: 1 } },
    { on: { email: 1, confirmedAt: 1, id: 1 } },
  ],
};

export function addressesOf(database: Database): Store['addresses'] {
  const addresses = database.table(ADDRESSES);
  const byEmail = addresses.question(['email'], { confirmedAt: 1, id: 1 });
  const ofLearner = addresses.question(['learnerId'], { confirmedAt: 1, id: 1 });
  return {
    insert: addresses.insert,
    byEmail: (email) => byEmail.all({ email }),
    listOf: (learnerId) => ofLearner.all({ learnerId }),
    remove: async (learnerId, id) => {
      const address = await addresses.get(id);
      if (address?.learnerId === learnerId) await addresses.remove([id]);
    },
  };
}

interface OwnLearner {
  readonly memberId: string;
  readonly learnerId: string;
}

export const OWN_LEARNERS: Shape<OwnLearner> = {
  name: 'own_learners',
  key: 'memberId',
  fields: { memberId: 'text', learnerId: 'text' },
  indexes: [{ on: { learnerId: 1 }, unique: true }],
};

export function ownLearnersOf(database: Database): Store['ownLearners'] {
  const own = database.table(OWN_LEARNERS);
  const byLearner = own.question(['learnerId']);
  return {
    insert: own.insert,
    learnerOf: async (memberId) => (await own.get(memberId))?.learnerId,
    memberOf: async (learnerId) => (await byLearner.first({ learnerId }))?.memberId,
    learnersOf: async (memberIds) => {
      const found = await own.getMany(memberIds);
      return new Map(found.map(({ memberId, learnerId }) => [memberId, learnerId]));
    },
    membersOf: async (learnerIds) => {
      const found = await byLearner.all({ learnerId: anyOf(learnerIds) });
      return new Map(found.map(({ memberId, learnerId }) => [learnerId, memberId]));
    },
    remove: async ({ memberId, learnerId }) => {
      const link = await own.get(memberId);
      if (link?.learnerId === learnerId) await own.remove([memberId]);
    },
  };
}
