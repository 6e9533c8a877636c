import { type Request, type Response, Router } from 'express';
import { openToRemove, removeAward, takeUpAward } from '../../../usecases/backpack/removals.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { entryHref } from '../../views/learner/backpack-hrefs.ts';
import { removeBadgeView } from '../../views/learner/badge-remove.ts';

type Asked = Request<{ awardId: string }>;
const PAGE = '/backpack/badges/:awardId';

/** A badge that its learner deletes, and takes up again. */
export function badgeRemovalRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const opened = (res: Response, id: string) => openToRemove(deps, learnerVisitOf(res).actor, id);

  /** The card alone is not enough. Somebody else's is unknown before that. */
  const unlocked: Middleware = async (req, res, next) => {
    const { awardId = '' } = req.params as { awardId?: string };
    const { award } = await opened(res, awardId);
    return room.unlocked(`${entryHref(award.id)}/remove`)(req, res, next);
  };

  router.get(`${PAGE}/remove`, room.open, unlocked, async (req, res) => {
    const entry = await opened(res, req.params.awardId);
    sendPage(req, res, 'badge-remove', (words) => removeBadgeView(words, entry));
  });

  const removing = [room.open, room.form, unlocked];
  router.post(`${PAGE}/remove`, removing, async (req: Asked, res: Response) => {
    await removeAward(deps, learnerVisitOf(res).actor, req.params.awardId);
    res.redirect(303, '/backpack/away?done=removed');
  });

  // Puts back what was there: nothing is lost by it.
  router.post(`${PAGE}/take-up`, room.open, room.form, async (req, res) => {
    await takeUpAward(deps, learnerVisitOf(res).actor, req.params.awardId);
    res.redirect(303, '/backpack?done=taken-up');
  });

  return router;
}
