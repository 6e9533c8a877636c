import type { InboxAnswer, InboxRequest } from '../../domain/inbox.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './database.ts';
import type { Shape } from './table.ts';

/** `state` only follows the answer, which is a row of its own: so what waits has an index. */
type RequestRow = Omit<InboxRequest, 'answer'> & {
  readonly state: 'waiting' | 'answered';
  /** The share that it is about, or the page; empty for neither. */
  readonly page: string;
};

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
    page: 'text',
  },
  indexes: [
    { on: { learnerId: 1, createdAt: -1, id: -1 } },
    { on: { profileId: 1, state: 1, createdAt: -1, id: -1 } },
    { on: { profileId: 1, state: 1, kind: 1, createdAt: -1, id: -1 } },
    { on: { profileId: 1, state: 1, page: 1, createdAt: -1, id: -1 } },
    { on: { awardId: 1 } },
    { on: { shareId: 1 } },
  ],
};

type AnswerRow = InboxAnswer & { readonly id: string };

export const REQUEST_ANSWERS: Shape<AnswerRow> = {
  name: 'inbox_answers',
  key: 'id',
  fields: { id: 'text', outcome: 'text', by: 'text', at: 'text', reason: 'text' },
  indexes: [],
};

export function inboxOf(database: Database): Store['inbox'] {
  const requests = database.table(REQUESTS);
  const answers = database.table(REQUEST_ANSWERS);

  async function answer(profileId: string, id: string, given: InboxAnswer): Promise<boolean> {
    const request = await requests.get(id);
    if (request?.profileId !== profileId) return false;
    const isFirst = await answers.insert({ ...given, id });
    await requests.set([id], { state: 'answered' });
    return isFirst;
  }

  return {
    ...questionsOf(database),
    countWaiting: countWaitingOf(database),
    insert: async ({ answer: given, ...request }) => {
      const wentIn = await requests.insert({
        ...request,
        state: 'waiting',
        page: request.shareId ?? request.about ?? '',
      });
      if (wentIn && given !== undefined) await answer(request.profileId, request.id, given);
      return wentIn;
    },
    answer,
  };
}

type Questions = 'get' | 'listWaiting' | 'listWaitingAbout' | 'listAnswered' | 'listOfLearner';

function questionsOf(database: Database): Pick<Store['inbox'], Questions> {
  const requests = database.table(REQUESTS);
  const { overlay, waitingOf } = answersOf(database);
  const newest = { createdAt: -1, id: -1 } as const;
  const inState = requests.question(['profileId', 'state'], newest);
  const ofKind = requests.question(['profileId', 'state', 'kind'], newest);
  const ofPage = requests.question(['profileId', 'state', 'page'], newest);
  const ofLearner = requests.question(['learnerId'], newest);
  return {
    get: async (profileId, id) => {
      const [request] = await overlay(await requests.getMany([id]));
      return request?.profileId === profileId ? request : undefined;
    },
    listWaiting: async (profileId, kind, page) =>
      waitingOf(await ofKind.latest({ profileId, kind, state: 'waiting' }, page)),
    listWaitingAbout: async (profileId, { about = '', shareId }, limit) =>
      waitingOf(
        await ofPage.latest({ profileId, state: 'waiting', page: shareId ?? about }, { limit }),
      ),
    listAnswered: async (profileId, limit) =>
      overlay(await inState.latest({ profileId, state: 'answered' }, { limit })),
    listOfLearner: async (learnerId) => overlay(await ofLearner.all({ learnerId })),
  };
}

function countWaitingOf(database: Database): Store['inbox']['countWaiting'] {
  const answers = database.table(REQUEST_ANSWERS);
  const kinds = database.table(REQUESTS).question(['profileId', 'state'], {}, ['id', 'kind']);
  return async (profileId) => {
    const rows = await kinds.all({ profileId, state: 'waiting' });
    const read = await answers.getMany(rows.map(({ id }) => id));
    const answered = new Set(read.map(({ id }) => id));
    const waiting = rows.filter(({ id }) => !answered.has(id));
    const correction = waiting.filter(({ kind }) => kind === 'correction').length;
    return { correction, report: waiting.length - correction };
  };
}

/** Requests with their answers, which are rows of their own. */
function answersOf(database: Database) {
  const requests = database.table(REQUESTS);
  const answers = database.table(REQUEST_ANSWERS);

  async function overlay(found: readonly RequestRow[]): Promise<InboxRequest[]> {
    const rows = await answers.getMany(found.map(({ id }) => id));
    const answerOf = new Map(rows.map(({ id, ...answer }) => [id, answer]));
    return found.map(({ state: _, page: __, ...request }) => {
      const answer = answerOf.get(request.id);
      return answer === undefined ? request : { ...request, answer };
    });
  }

  /** A crash may have left one answered without its state: that is mended here. */
  async function waitingOf(found: readonly RequestRow[]): Promise<InboxRequest[]> {
    const read = await overlay(found);
    const late = read.filter((request) => request.answer !== undefined);
    await requests.set(
      late.map(({ id }) => id),
      { state: 'answered' },
    );
    return read.filter((request) => request.answer === undefined);
  }

  return { overlay, waitingOf };
}
