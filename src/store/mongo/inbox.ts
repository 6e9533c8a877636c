import type { InboxAnswer, InboxRequest } from '../../domain/inbox.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

/** `state` only follows the answer, which is a row of its own: so what waits has an index. */
type RequestRow = Omit<InboxRequest, 'answer'> & { readonly state: 'waiting' | 'answered' };

export const REQUESTS: Shape<RequestRow> = {
  name: 'inbox_requests',
  key: 'id',
  fields: {
    id: 'text',
    profileId: 'text',
    kind: 'text',
    awardId: 'text',
    learnerId: 'text',
    about: 'text',
    shareId: 'text',
    text: 'text',
    createdAt: 'text',
    state: 'text',
  },
  indexes: [
    { on: { profileId: 1, createdAt: -1, id: -1 } },
    { on: { learnerId: 1, createdAt: -1, id: -1 } },
    { on: { profileId: 1, state: 1 } },
    { on: { awardId: 1 } },
    { on: { shareId: 1 } },
  ],
};

type AnswerRow = InboxAnswer & { readonly id: string };

export const REQUEST_ANSWERS: Shape<AnswerRow> = {
  name: 'inbox_answers',
  key: 'id',
  fields: { id: 'text', outcome: 'text', by: 'text', at: 'text' },
  indexes: [],
};

export function inboxOf(database: Database): Store['inbox'] {
  const requests = database.table(REQUESTS);
  const answers = database.table(REQUEST_ANSWERS);
  const ofProfile = requests.question(['profileId'], { createdAt: -1, id: -1 });
  const ofLearner = requests.question(['learnerId'], { createdAt: -1, id: -1 });
  const inState = requests.question(['profileId', 'state'], {}, ['id']);

  async function overlay(found: readonly RequestRow[]): Promise<InboxRequest[]> {
    const rows = await answers.getMany(found.map(({ id }) => id));
    const answerOf = new Map(rows.map(({ id, ...answer }) => [id, answer]));
    return found.map(({ state: _, ...request }) => {
      const answer = answerOf.get(request.id);
      return answer === undefined ? request : { ...request, answer };
    });
  }

  async function answer(profileId: string, id: string, given: InboxAnswer): Promise<boolean> {
    const request = await requests.get(id);
    if (request?.profileId !== profileId) return false;
    const isFirst = await answers.insert({ ...given, id });
    await requests.set([id], { state: 'answered' });
    return isFirst;
  }

  return {
    insert: async ({ answer: given, ...request }) => {
      const wentIn = await requests.insert({ ...request, state: 'waiting' });
      if (wentIn && given !== undefined) await answer(request.profileId, request.id, given);
      return wentIn;
    },
    get: async (profileId, id) => {
      const [request] = await overlay(await requests.getMany([id]));
      return request?.profileId === profileId ? request : undefined;
    },
    latestOf: async (profileId, page) => overlay(await ofProfile.latest({ profileId }, page)),
    listOfLearner: async (learnerId) => overlay(await ofLearner.all({ learnerId })),
    countWaiting: async (profileId) => {
      const waiting = await inState.all({ profileId, state: 'waiting' });
      // Of those the state was not marked before a crash.
      const answered = await answers.getMany(waiting.map(({ id }) => id));
      return waiting.length - answered.length;
    },
    answer,
  };
}
