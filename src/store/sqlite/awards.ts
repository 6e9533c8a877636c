import type { Answer, Award } from '../../domain/award.ts';
import type { AwardFilter, CursorPage, Store } from '../../usecases/ports.ts';
import { correctionsOf } from './corrections.ts';
import type { Database } from './driver.ts';
import { countHeldOf } from './held-awards.ts';
import {
  cursorParameters,
  insertEach,
  insertion,
  insertionInto,
  listParameter,
  pageParameters,
  question,
  questionFrom,
  type Table,
} from './rows.ts';

const AWARDS: Table<Award> = {
  name: 'awards',
  columns: [
    'id',
    'profileId',
    'learnerId',
    'achievementId',
    'workshopId',
    'awardedBy',
    'occasion',
    'awardedDate',
    'batchId',
    'state',
    'sentence',
  ],
};

export function awardsOf(db: Database): Store['awards'] {
  return {
    ...writesOf(db),
    ...questionsOf(db),
    latestOf: latestAwardsOf(db),
    countHeld: countHeldOf(db),
    ...answersOf(db),
    ...correctionsOf(db),
  };
}

function writesOf(db: Database): Pick<Store['awards'], 'insertMany' | 'void'> {
  const insert = insertionInto(db, AWARDS);
  const giveUp = db.prepare(
    `UPDATE awards SET state = 'voided' WHERE id = :id AND state = 'intended'`,
  );
  return {
    insertMany: async (awards) => insertEach(db, insert, awards),
    void: async (id) => {
      db.write(() => giveUp.run({ id }));
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

function questionsOf(db: Database): Pick<Store['awards'], Questions> {
  const byId = questionFrom(db, AWARDS, 'WHERE id = :id');
  const byIds = questionFrom(db, AWARDS, 'WHERE id IN (SELECT value FROM json_each(:ids))');
  const ofLearners = questionFrom(
    db,
    AWARDS,
    `WHERE profileId = :profileId AND learnerId IN (SELECT value FROM json_each(:learnerIds))
       AND achievementId IN (SELECT value FROM json_each(:achievementIds))`,
  );
  const lastOfLearners = questionFrom(
    db,
    AWARDS,
    `WHERE id IN (
       SELECT (SELECT id FROM awards WHERE profileId = :profileId AND learnerId = value
               ORDER BY awardedDate DESC, id DESC LIMIT 1)
       FROM json_each(:learnerIds))`,
  );
  const ofLearner = questionFrom(
    db,
    AWARDS,
    `WHERE profileId = :profileId AND learnerId = :learnerId
     ORDER BY awardedDate DESC, id DESC`,
  );
  const ofProfile = questionFrom(
    db,
    AWARDS,
    'WHERE profileId = :profileId AND id > :after ORDER BY id LIMIT :limit',
  );
  const intended = questionFrom(
    db,
    AWARDS,
    `WHERE state = 'intended' AND id > :after ORDER BY id LIMIT :limit`,
  );
  return {
    get: async (id) => byId.first({ id }),
    getMany: async (ids) => byIds.all({ ids: listParameter(ids) }),
    ofLearners: async (profileId, learnerIds, achievementIds) =>
      ofLearners.all({
        profileId,
        learnerIds: listParameter(learnerIds),
        achievementIds: listParameter(achievementIds),
      }),
    lastOfLearners: async (profileId, learnerIds) =>
      lastOfLearners.all({ profileId, learnerIds: listParameter(learnerIds) }),
    listOfLearner: async (profileId, learnerId) => ofLearner.all({ profileId, learnerId }),
    listOf: async (profileId, page) => ofProfile.all({ profileId, ...pageParameters(page) }),
    listIntended: async (page) => intended.all(pageParameters(page)),
  };
}

function latestAwardsOf(db: Database): Store['awards']['latestOf'] {
  const all = questionFrom(
    db,
    AWARDS,
    `WHERE profileId = :profileId AND (awardedDate, id) < (:at, :id)
     ORDER BY awardedDate DESC, id DESC LIMIT :limit`,
  );
  const ofAchievement = questionFrom(
    db,
    AWARDS,
    `WHERE profileId = :profileId AND achievementId = :achievementId
       AND (awardedDate, id) < (:at, :id)
     ORDER BY awardedDate DESC, id DESC LIMIT :limit`,
  );
  const ofWorkshop = questionFrom(
    db,
    AWARDS,
    `WHERE profileId = :profileId AND workshopId = :workshopId
       AND (awardedDate, id) < (:at, :id)
     ORDER BY awardedDate DESC, id DESC LIMIT :limit`,
  );
  return async (profileId: string, by: AwardFilter, page: CursorPage) => {
    const where = { profileId, ...cursorParameters(page) };
    if (by.achievementId !== undefined) {
      return ofAchievement.all({ ...where, achievementId: by.achievementId });
    }
    if (by.workshopId !== undefined) return ofWorkshop.all({ ...where, workshopId: by.workshopId });
    return all.all(where);
  };
}

type AnswerQuestions = 'answer' | 'decline' | 'answersOf' | 'listDeclined';

function answersOf(db: Database): Pick<Store['awards'], AnswerQuestions> {
  const insert = insertion<{ awardId: string; answer: Answer; at: string }>(
    db,
    `INSERT INTO answers (awardId, answer, at) VALUES (:awardId, :answer, :at)
     ON CONFLICT DO NOTHING`,
  );
  const decline = db.prepare(
    `INSERT INTO answers (awardId, answer, at) VALUES (:awardId, 'declined', :at)
     ON CONFLICT (awardId) DO UPDATE SET answer = 'declined', at = :at
     WHERE answer <> 'declined'`,
  );
  const ofAwards = question<{ awardId: string; answer: Answer }>(
    db,
    `SELECT awardId, answer FROM answers
     WHERE awardId IN (SELECT value FROM json_each(:awardIds))`,
  );
  const declined = question<{ awardId: string }>(
    db,
    `SELECT awardId FROM answers
     WHERE answer = 'declined' AND awardId > :after ORDER BY awardId LIMIT :limit`,
  );
  return {
    answer: async (awardId, answer, at) => db.write(() => insert({ awardId, answer, at })),
    decline: async (awardId, at) => {
      db.write(() => decline.run({ awardId, at }));
    },
    answersOf: async (awardIds) => {
      const rows = ofAwards.all({ awardIds: listParameter(awardIds) });
      return new Map(rows.map(({ awardId, answer }) => [awardId, answer]));
    },
    listDeclined: async (page) => declined.all(pageParameters(page)).map(({ awardId }) => awardId),
  };
}
