import type { AwardingDeps } from '../awarding/deps.ts';
import { revokeCredentials } from '../awarding/revoke.ts';
import { isRevoked } from '../awarding/revoked-awards.ts';

const PAGE = 500;

/**
 * Takes back the badges that a learner declined and that a crash left good; called at every start
 * of the service. Answers how many there were.
 */
export async function finishDeclines(
  deps: Pick<AwardingDeps, 'store' | 'ledger' | 'now' | 'at'>,
): Promise<number> {
  let finished = 0;
  let after: string | undefined;
  for (;;) {
    const page = await deps.store.awards.listDeclined({ limit: PAGE, ...(after ? { after } : {}) });
    for (const awardId of page) {
      if (await isRevoked(deps, awardId)) continue;
      const award = await deps.store.awards.get(awardId);
      if (!award) continue;
      finished += await revokeCredentials(deps, award, `learner:${award.learnerId}`);
    }
    after = page.at(-1);
    if (page.length < PAGE) return finished;
  }
}
