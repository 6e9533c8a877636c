import { Router } from 'express';
import { openSkillMap } from '../../../usecases/backpack/skill-map.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { backpackSkillsView } from '../../views/learner/backpack-skills.ts';

/** What all the badges of a learner show together. */
export function skillRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack/skills', room.open, async (req, res) => {
    const opened = await openSkillMap(deps, learnerVisitOf(res).actor);
    sendPage(req, res, 'backpack-skills', (words) => backpackSkillsView(words, opened));
  });

  return router;
}
