import { AWARDS } from './award-outcomes.ts';
import type { Database } from './database.ts';
import type { Step, Who } from './erase-step.ts';
import { REQUEST_ANSWERS, REQUESTS } from './inbox.ts';
import { anyOf } from './model.ts';
import { OPENINGS, SHARES, WITHDRAWALS } from './shares.ts';

/** What was shown, and what was written about it. */
export function eraseSharesOf(database: Database): Step {
  const shares = database.table(SHARES);
  const theirs = shares.question(['profileId', 'learnerId'], {}, ['id']);
  const removeOpenings = database.table(OPENINGS).removalOf(['shareId']);
  const removeShares = shares.removalOf(['id']);
  const eraseRequests = requestsOf(database);
  return async (who) => {
    const ids = (await theirs.all(who)).map(({ id }) => id);
    const inbox = await eraseRequests(who, ids);
    const openings = await removeOpenings({ shareId: anyOf(ids) });
    await database.table(WITHDRAWALS).remove(ids);
    return { inbox, openings, shares: await removeShares({ id: anyOf(ids) }) };
  };
}

function requestsOf(
  database: Database,
): (who: Who, shareIds: readonly string[]) => Promise<number> {
  const requests = database.table(REQUESTS);
  const ofLearner = requests.question(['learnerId'], {}, ['id']);
  const ofAwards = requests.question(['awardId'], {}, ['id']);
  const ofShares = requests.question(['shareId'], {}, ['id']);
  const awards = database.table(AWARDS).question(['profileId', 'learnerId'], {}, ['id']);
  const remove = requests.removalOf(['id']);
  return async (who, shareIds) => {
    const awardIds = (await awards.all(who)).map(({ id }) => id);
    const found = [
      ...(await ofLearner.all({ learnerId: who.learnerId })),
      ...(await ofAwards.all({ awardId: anyOf(awardIds) })),
      ...(await ofShares.all({ shareId: anyOf(shareIds) })),
    ];
    const ids = [...new Set(found.map(({ id }) => id))];
    await database.table(REQUEST_ANSWERS).remove(ids);
    return remove({ id: anyOf(ids) });
  };
}
