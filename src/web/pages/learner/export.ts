import { type Request, type Response, Router } from 'express';
import { exportBackpack, exportForLearner } from '../../../usecases/backpack/export-backpack.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { exportView } from '../../views/learner/export.ts';
import { createBackpackZip } from '../../zip-of-backpack.ts';

const PAGE = '/backpack/me/export';

/** Everything of a learner in one file: for them behind their PIN, or by a member who helps them. */
export function exportRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const team = createMemberRoom(deps);
  const zipOf = createBackpackZip(deps);

  router.get(PAGE, room.open, room.unlocked(PAGE), (req, res) =>
    sendPage(req, res, 'export', (words) => exportView(words)),
  );

  const guarded = [room.open, room.form, room.unlocked(PAGE), limits.attestations];
  router.post(PAGE, guarded, async (req: Request, res: Response) => {
    const backpack = await exportBackpack(deps, learnerVisitOf(res).actor);
    sendZip(res, wordsFor(req).t('export.name'), await zipOf(backpack));
  });

  const asMember = [team.open, team.form, limits.attestations];
  router.post(
    '/people/:learnerId/export',
    asMember,
    async (req: Request<{ learnerId: string }>, res: Response) => {
      const { actor } = visitOf(res);
      const backpack = await exportForLearner(deps, actor, req.params.learnerId);
      sendZip(res, wordsFor(req).t('export.name'), await zipOf(backpack));
    },
  );

  return router;
}

function sendZip(res: Response, name: string, bytes: Uint8Array): void {
  res.attachment(name);
  res.type('application/zip').send(Buffer.from(bytes));
}
