import type { AwardFilter, Cursor, CursorPage, Store } from '../../usecases/ports.ts';
import { AWARDS } from './award-outcomes.ts';
import { CREDENTIALS } from './credentials.ts';
import type { Database } from './database.ts';
import { anyOf } from './model.ts';
import { REVOCATIONS } from './revocations.ts';

const AT_ONCE = 1000;

/** Three collections, asked one after the other; of each row no more is read than its ids. */
export function countHeldOf(database: Database): Store['awards']['countHeld'] {
  const latest = latestPartsOf(database);
  const badges = database
    .table(CREDENTIALS)
    .question(['awardId'], {}, ['id', 'awardId', 'kind', 'form'] as const);
  const revoked = database
    .table(REVOCATIONS)
    .question(['credentialRowId'], {}, ['credentialRowId'] as const);

  /** A corrected badge is several, of which older ones may be taken back: one that is good is enough. */
  async function countGood(awardIds: readonly string[]): Promise<number> {
    const found = await badges.all({ awardId: anyOf(awardIds) });
    const signed = found.filter(({ kind, form }) => kind === 'badge' && form === 'data-integrity');
    const rows = await revoked.all({ credentialRowId: anyOf(signed.map(({ id }) => id)) });
    const ended = new Set(rows.map(({ credentialRowId }) => credentialRowId));
    return new Set(signed.flatMap(({ id, awardId }) => (ended.has(id) ? [] : awardId))).size;
  }

  return async (profileId: string, by: AwardFilter) => {
    let held = 0;
    let before: Cursor | undefined;
    for (;;) {
      const found = await latest(profileId, by, { limit: AT_ONCE, ...(before ? { before } : {}) });
      const issued = found.filter(({ state }) => state === 'issued').map(({ id }) => id);
      held += await countGood(issued);
      const last = found.at(-1);
      if (found.length < AT_ONCE || last === undefined) return held;
      before = { at: last.awardedDate, id: last.id };
    }
  };
}

function latestPartsOf(database: Database) {
  const awards = database.table(AWARDS);
  const order = { awardedDate: -1, id: -1 } as const;
  const parts = ['id', 'awardedDate', 'state'] as const;
  const all = awards.question(['profileId'], order, parts);
  const ofAchievement = awards.question(['profileId', 'achievementId'], order, parts);
  const ofWorkshop = awards.question(['profileId', 'workshopId'], order, parts);
  return (profileId: string, { achievementId, workshopId }: AwardFilter, page: CursorPage) => {
    if (achievementId !== undefined)
      return ofAchievement.latest({ profileId, achievementId }, page);
    if (workshopId !== undefined) return ofWorkshop.latest({ profileId, workshopId }, page);
    return all.latest({ profileId }, page);
  };
}
