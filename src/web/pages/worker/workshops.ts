import { Router } from 'express';
import { openWorkRoom } from '../../../usecases/people/open-work-room.ts';
import { openWorkshop } from '../../../usecases/people/open-workshop.ts';
import { cursorIn } from '../../cursor.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { workshopView } from '../../views/worker/workshop.ts';
import { workshopsView } from '../../views/worker/workshops.ts';

/** The home of the team, and each workshop. */
export function workshopRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);

  router.get('/workshops', room.open, async (req, res) => {
    const { actor, profile } = visitOf(res);
    const page = cursorIn(req.query);
    const { language } = wordsFor(req);
    const opened = await openWorkRoom(deps, actor, { ...page, language });
    const place = { profile, isFirst: page.before === undefined };
    sendPage(req, res, 'workshops', (words) => workshopsView(words, opened, place));
  });

  router.get('/workshops/:workshopId', room.open, async (req, res, next) => {
    // Another router's page, whichever of the two is asked first.
    if (req.params.workshopId === 'new') return next();
    const { workshopId } = req.params;
    const command = { workshopId, language: wordsFor(req).language, ...cursorIn(req.query) };
    const opened = await openWorkshop(deps, visitOf(res).actor, command);
    sendPage(req, res, 'workshop', (words) => workshopView(words, opened));
  });

  return router;
}
