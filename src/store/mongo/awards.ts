import type { Answer, Correction } from '../../domain/award.ts';
import type { AwardFilter, CursorPage, Store } from '../../usecases/ports.ts';
import { AWARDS, type AwardOutcomes, outcomesOf } from './award-outcomes.ts';
import type { Database } from './database.ts';
import { fullPage } from './full-page.ts';
import { countHeldOf } from './held-awards.ts';
import { anyOf } from './model.ts';
import type { Shape } from './table.ts';

export function awardsOf(database: Database): Store['awards'] {
  const outcomes = outcomesOf(database);
  return {
    ...writesOf(database, outcomes),
    ...questionsOf(database, outcomes),
    latestOf: latestOf(database, outcomes),
    countHeld: countHeldOf(database),
    ...answersOf(database),
    ...correctionsOf(database),
  };
}

function writesOf(
  database: Database,
  outcomes: AwardOutcomes,
): Pick<Store['awards'], 'insertMany' | 'void'> {
  const awards = database.table(AWARDS);
  return {
    insertMany: async (rows) => new Set((await awards.insertMany(rows)).map(({ id }) => id)),
    void: async (id) => {
      const award = await awards.get(id);
      if (award?.state !== 'intended') return;
      const isLate = (await outcomes.claim([id], 'voided')).has(id);
      if (!isLate) await outcomes.mark([id]);
    },
  };
}

type Questions =
  | 'get'
  | 'getMany'
  | 'ofLearners'
  | 'lastOfLearners'
  | 'listOfLearner'
  | 'listOf'
  | 'listIntended';

function questionsOf(
  database: Database,
  { overlay }: AwardOutcomes,
): Pick<Store['awards'], Questions> {
  const awards = database.table(AWARDS);
  const ofLearners = awards.question(['profileId', 'learnerId', 'achievementId']);
  const ofLearner = awards.question(['profileId', 'learnerId'], { awardedDate: -1, id: -1 });
  const ofProfile = awards.question(['profileId'], { id: 1 });
  const intended = awards.question(['state'], { id: 1 });

  return {
    get: async (id) => (await overlay(await awards.getMany([id])))[0],
    getMany: async (ids) => overlay(await awards.getMany(ids)),
    ofLearners: async (profileId, learnerIds, achievementIds) =>
      overlay(
        await ofLearners.all({
          profileId,
          learnerId: anyOf(learnerIds),
          achievementId: anyOf(achievementIds),
        }),
      ),
    lastOfLearners: async (profileId, learnerIds) => {
      const last = [...new Set(learnerIds)].map((learnerId) =>
        ofLearner.first({ profileId, learnerId }),
      );
      return overlay((await Promise.all(last)).filter((award) => award !== undefined));
    },
    listOfLearner: async (profileId, learnerId) =>
      overlay(await ofLearner.all({ profileId, learnerId })),
    listOf: async (profileId, page) => overlay(await ofProfile.page({ profileId }, page)),
    listIntended: (page) =>
      fullPage(
        page,
        (part) => intended.page({ state: 'intended' }, part),
        async (rows) => (await overlay(rows)).filter(({ state }) => state === 'intended'),
      ),
  };
}

function latestOf(database: Database, { overlay }: AwardOutcomes): Store['awards']['latestOf'] {
  const awards = database.table(AWARDS);
  const order = { awardedDate: -1, id: -1 } as const;
  const all = awards.question(['profileId'], order);
  const ofAchievement = awards.question(['profileId', 'achievementId'], order);
  const ofWorkshop = awards.question(['profileId', 'workshopId'], order);
  const find = (profileId: string, by: AwardFilter, page: CursorPage) => {
    if (by.achievementId !== undefined) {
      return ofAchievement.latest({ profileId, achievementId: by.achievementId }, page);
    }
    if (by.workshopId !== undefined) {
      return ofWorkshop.latest({ profileId, workshopId: by.workshopId }, page);
    }
    return all.latest({ profileId }, page);
  };
  return async (profileId: string, by: AwardFilter, page: CursorPage) =>
    overlay(await find(profileId, by, page));
}

interface AnswerRow {
  readonly awardId: string;
  readonly answer: Answer;
  readonly at: string;
}

export const ANSWERS: Shape<AnswerRow> = {
  name: 'award_answers',
  key: 'awardId',
  fields: { awardId: 'text', answer: 'text', at: 'text' },
  indexes: [{ on: { answer: 1, awardId: 1 } }],
};

type AnswerQuestions = 'answer' | 'decline' | 'answersOf' | 'listDeclined';

function answersOf(database: Database): Pick<Store['awards'], AnswerQuestions> {
  const answers = database.table(ANSWERS);
  const byAnswer = answers.question(['answer'], { awardId: 1 });
  return {
    answer: (awardId, answer, at) => answers.insert({ awardId, answer, at }),
    decline: async (awardId, at) => {
      const row = { answer: 'declined', at } as const;
      if (!(await answers.insert({ awardId, ...row }))) await answers.set([awardId], row);
    },
    answersOf: async (awardIds) => {
      const found = await answers.getMany(awardIds);
      return new Map(found.map(({ awardId, answer }) => [awardId, answer]));
    },
    listDeclined: async (page) =>
      (await byAnswer.page({ answer: 'declined' }, page)).map(({ awardId }) => awardId),
  };
}

type CorrectionRow = Correction & { readonly id: string };

export const CORRECTIONS: Shape<CorrectionRow> = {
  name: 'corrections',
  key: 'id',
  fields: {
    id: 'text',
    awardId: 'text',
    number: 'number',
    achievementId: 'text',
    workshop: 'json',
    sentence: 'text',
    wasWrong: 'json',
    by: 'text',
    at: 'text',
  },
  indexes: [{ on: { awardId: 1, number: 1 } }, { on: { number: 1, id: 1 } }],
};

function correctionsOf(
  database: Database,
): Pick<Store['awards'], 'correct' | 'correctionsOf' | 'listCorrected'> {
  const corrections = database.table(CORRECTIONS);
  const ofAwards = corrections.question(['awardId'], { number: 1 });
  const firsts = corrections.question(['number'], { id: 1 });
  return {
    correct: (correction) =>
      corrections.insert({ ...correction, id: `${correction.awardId}:${correction.number}` }),
    listCorrected: async ({ after, limit }) => {
      const page = { limit, ...(after ? { after: `${after}:1` } : {}) };
      return (await firsts.page({ number: 1 }, page)).map(({ awardId }) => awardId);
    },
    correctionsOf: async (awardIds) => {
      const found = await ofAwards.all({ awardId: anyOf(awardIds) });
      // By number already, and the sort keeps that.
      return found
        .map(({ id: _, ...correction }) => correction)
        .sort((one, other) => compare(one.awardId, other.awardId));
    },
  };
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
