import { type Request, type Response, Router } from 'express';
import { isUnlocked } from '../../usecases/backpack/pin.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../learner-room.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { exportView } from '../views/export.ts';
import { createBackpackZip } from '../zip-of-backpack.ts';

const PAGE = '/backpack/me/export';

/** Everything of a learner in one file, behind their PIN. */
export function exportRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const zipOf = createBackpackZip(deps);

  router.get(PAGE, room.open, async (req, res) => {
    const isLocked = !(await isUnlocked(deps, learnerVisitOf(res).link));
    sendPage(req, res, 'export', (words) => exportView(words, isLocked));
  });

  const guarded = [room.open, room.form, room.unlocked(PAGE), limits.attestations];
  router.post(PAGE, guarded, async (req: Request, res: Response) => {
    const bytes = await zipOf(learnerVisitOf(res).actor);
    res.attachment(wordsFor(req).t('export.name'));
    res.type('application/zip').send(Buffer.from(bytes));
  });

  return router;
}
