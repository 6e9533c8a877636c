import { type Request, type Response, Router } from 'express';
import { displayName } from '../../../domain/learner.ts';
import {
  addLearnerPasskey,
  keyOwnerOf,
  learnerOfPasskey,
  learnerPasskeys,
  removeLearnerPasskey,
} from '../../../usecases/backpack/learner-passkeys.ts';
import { beginPasskey, beginPasskeySignIn } from '../../../usecases/people/passkeys.ts';
import { addedIn, answeredIn, sendBegun } from '../../ceremony.ts';
import { refusalFor } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { deviceName } from '../../device-name.ts';
import { createLearnerRoom, learnerVisitOf, letInLearner } from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import type { Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { STATUS_OF } from '../../status-of.ts';
import { learnerPasskeysView } from '../../views/learner/learner-passkeys.ts';
import { learnerSignInView } from '../../views/learner/learner-sign-in.ts';
import { readForm } from '../forms.ts';

const PAGE = '/backpack/me/passkeys';

/** Opening a backpack with the lock of one's own phone: adding the key behind the PIN, using it. */
export function learnerPasskeyRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const { origin } = deps;

  router.post('/card/passkey/options', limits.signIns, async (_req, res) => {
    sendBegun(res, origin, await beginPasskeySignIn(deps));
  });

  router.post('/card/passkey', limits.signIns, readForm, async (req, res) => {
    try {
      const actor = await learnerOfPasskey(deps, answeredIn(req, res, origin));
      await letInLearner(deps, req, res, { actor, mode: 'browser' });
    } catch (error) {
      const { code, params } = refusalFor(error);
      const ways = { hasMail: deps.mail !== undefined, signUp: deps.signUp };
      sendPage(req, res.status(STATUS_OF[code]), 'learner-sign-in', (words) =>
        learnerSignInView(words, { ...ways, refusal: words.error(code, params) }),
      );
    }
  });

  addOwnRoutes(router, deps, sendPage);
  return router;
}

/** What a learner does with the keys of their own. */
function addOwnRoutes(router: Router, deps: WebDeps, sendPage: SendPage): void {
  const room = createLearnerRoom(deps);
  const { origin } = deps;
  const acting = [room.open, room.form, room.unlocked(PAGE)];
  const adding = [...acting, refuseTablet];

  router.get(PAGE, room.open, room.unlocked(PAGE), async (req, res) => {
    const { actor, mode } = learnerVisitOf(res);
    const passkeys = await learnerPasskeys(deps, actor.learnerId);
    const isAdded = req.query['done'] === 'added';
    const device = deviceName(req.get('user-agent'));
    sendPage(req, res, 'learner-passkeys', (words) =>
      learnerPasskeysView(words, passkeys, { isAdded, device, isTablet: mode === 'tablet' }),
    );
  });

  router.post(`${PAGE}/options`, adding, async (_req: Request, res: Response) => {
    const { actor, learner } = learnerVisitOf(res);
    const name = plainText(displayName(learner), 60);
    sendBegun(res, origin, await beginPasskey(deps, keyOwnerOf(actor), name));
  });

  router.post(PAGE, adding, async (req: Request, res: Response) => {
    const { actor } = learnerVisitOf(res);
    await addLearnerPasskey(deps, actor, addedIn(req, res, origin));
    res.redirect(303, `${PAGE}?done=added`);
  });

  router.post(
    `${PAGE}/:passkeyId/remove`,
    acting,
    async (req: Request<{ passkeyId: string }>, res: Response) => {
      await removeLearnerPasskey(deps, learnerVisitOf(res).actor, req.params.passkeyId);
      res.redirect(303, PAGE);
    },
  );
}

/** A key stays in what it is made in: a tablet of many hands gets none. The page says why. */
const refuseTablet: Middleware = (_req, res, next) => {
  if (learnerVisitOf(res).mode === 'tablet') return res.redirect(303, PAGE);
  next();
};
