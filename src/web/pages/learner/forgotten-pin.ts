import { Router } from 'express';
import { askForPinReset, pinHelpOf } from '../../../usecases/backpack/forgotten-pin.ts';
import { refusalFor } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { pinLetter } from '../../views/learner/learner-letters.ts';
import { pinView } from '../../views/learner/pin.ts';

const PAGE = '/backpack/pin';

/** Where whoever has no centre asks for a letter that takes a forgotten PIN away. */
export function forgottenPinRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.post(`${PAGE}/forgotten`, room.open, room.form, limits.signIns, async (req, res) => {
    const { actor, learner, profile } = learnerVisitOf(res);
    const { mail, origin } = deps;
    const help = await pinHelpOf(deps, profile, learner.id);
    // The page says who helps instead.
    if (!mail || help !== 'letter') return res.redirect(303, PAGE);
    const words = wordsFor(req);
    try {
      await askForPinReset({ ...deps, mail }, actor, (secret) =>
        pinLetter(words, { learner, link: `${origin}/card/letter/${secret}` }),
      );
      res.redirect(303, `${PAGE}?done=sent`);
    } catch (error) {
      const { code, params } = refusalFor(error);
      const refusal = words.error(code, params);
      const state = { ask: 'give', returnTo: '/backpack/me', help, refusal } as const;
      sendPage(req, res.status(STATUS_OF[code]), 'pin', () => pinView(words, state));
    }
  });

  return router;
}
