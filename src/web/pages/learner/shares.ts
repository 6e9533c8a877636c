import { Router } from 'express';
import { linkOfShare, readShares } from '../../../usecases/backpack/own-shares.ts';
import { withdrawShare } from '../../../usecases/backpack/shares.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { ownShareView, sharesView } from '../../views/learner/shares.ts';

/** What a learner shows, to whom, until when; and the end of it. */
export function sharesRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack/shares', room.open, async (req, res) => {
    const shares = await readShares(deps, learnerVisitOf(res).actor);
    const isClosed = req.query['closed'] === '1';
    sendPage(req, res, 'shares', (words) =>
      sharesView(words, shares, { isClosed, now: deps.now() }),
    );
  });

  router.get('/backpack/shares/:shareId', room.open, async (req, res) => {
    const { actor, learner, profile } = learnerVisitOf(res);
    const shares = await readShares(deps, actor);
    const shown = linkOfShare(deps, shares, req.params.shareId);
    const { origin } = deps;
    const qr = await deps.qr(`${origin}/s/${shown.secrets.token}`);
    const issuer = plainText(profile.name, 200);
    sendPage(req, res, 'share-own', (words) =>
      ownShareView(words, shown, { origin, qr, issuer, learner, now: deps.now() }),
    );
  });

  router.post('/backpack/shares/:shareId/withdraw', room.open, room.form, async (req, res) => {
    await withdrawShare(deps, learnerVisitOf(res).actor, req.params.shareId);
    res.redirect(303, '/backpack/shares?closed=1');
  });

  return router;
}
