import type { AwardFilter, Store } from '../../usecases/ports.ts';
import type { Database } from './driver.ts';
import { question } from './rows.ts';

/** A corrected badge is several, of which older ones may be taken back: one that is good is enough. */
const IS_HELD = `state = 'issued' AND EXISTS (
       SELECT 1 FROM credentials
       WHERE awardId = awards.id AND kind = 'badge' AND form = 'data-integrity'
         AND NOT EXISTS (SELECT 1 FROM revocations WHERE credentialRowId = credentials.id))`;

export function countHeldOf(db: Database): Store['awards']['countHeld'] {
  const all = question<{ held: number }>(
    db,
    `SELECT count(*) AS held FROM awards WHERE profileId = :profileId AND ${IS_HELD}`,
  );
  const ofAchievement = question<{ held: number }>(
    db,
    `SELECT count(*) AS held FROM awards
     WHERE profileId = :profileId AND achievementId = :achievementId AND ${IS_HELD}`,
  );
  const ofWorkshop = question<{ held: number }>(
    db,
    `SELECT count(*) AS held FROM awards
     WHERE profileId = :profileId AND workshopId = :workshopId AND ${IS_HELD}`,
  );
  const find = (profileId: string, { achievementId, workshopId }: AwardFilter) => {
    if (achievementId !== undefined) return ofAchievement.first({ profileId, achievementId });
    return workshopId === undefined
      ? all.first({ profileId })
      : ofWorkshop.first({ profileId, workshopId });
  };
  return async (profileId: string, by: AwardFilter) => find(profileId, by)?.held ?? 0;
}
