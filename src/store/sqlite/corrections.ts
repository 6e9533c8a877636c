import type { Correction } from '../../domain/award.ts';
import type { Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { insertion, listParameter, pageParameters, question } from './rows.ts';

export function correctionsOf(
  db: Database,
): Pick<Store['awards'], 'correct' | 'correctionsOf' | 'listCorrected'> {
  const insert = insertion<Correction>(
    db,
    `INSERT INTO corrections
       (awardId, number, achievementId, workshop, sentence, wasWrong, "by", at)
     VALUES (:awardId, :number, :achievementId, :workshop, :sentence, :wasWrong, :by, :at)
     ON CONFLICT DO NOTHING`,
  );
  const ofAwards = question<Correction>(
    db,
    `SELECT awardId, number, achievementId, workshop, sentence, wasWrong, "by", at
     FROM corrections WHERE awardId IN (SELECT value FROM json_each(:awardIds))
     ORDER BY awardId, number`,
    ['workshop', 'wasWrong'],
  );
  const corrected = question<{ awardId: string }>(
    db,
    `SELECT awardId FROM corrections
     WHERE number = 1 AND awardId > :after ORDER BY awardId LIMIT :limit`,
  );
  return {
    listCorrected: async (page) =>
      corrected.all(pageParameters(page)).map(({ awardId }) => awardId),
    correct: async (correction) => db.write(() => insert(correction)),
    correctionsOf: async (awardIds) => ofAwards.all({ awardIds: listParameter(awardIds) }),
  };
}
