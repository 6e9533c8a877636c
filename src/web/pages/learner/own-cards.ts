import { Router } from 'express';
import { insideNameOf } from '../../../domain/profile.ts';
import { openCards } from '../../../usecases/people/open-person.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { ownCardsView } from '../../views/learner/own-cards.ts';

/** What opens a backpack, told to whose it is: a card that they did not ask for is seen here. */
export function ownCardsRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack/me/cards', room.open, async (req, res) => {
    const { actor, learner, profile } = learnerVisitOf(res);
    const opened = await openCards(deps, learner.id);
    const place = { via: actor.via ?? '', centre: insideNameOf(profile), now: deps.now() };
    sendPage(req, res, 'own-cards', (words) => ownCardsView(words, opened, place));
  });

  return router;
}
