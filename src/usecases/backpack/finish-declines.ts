import type { AwardingDeps } from '../awarding/deps.ts';
import { revokeCredentials } from '../awarding/revoke.ts';
import { revokedAmong } from '../awarding/revoked-awards.ts';

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
    const revoked = await revokedAmong(
      deps.store,
      page.map((id) => ({ id })),
    );
    const good = await deps.store.awards.getMany(page.filter((id) => !revoked.has(id)));
    for (const award of good) {
      finished += await revokeCredentials(deps, award, `learner:${award.learnerId}`);
    }
    after = page.at(-1);
    if (page.length < PAGE) return finished;
  }
}
