import { Router } from 'express';
import type { SendPage } from '../../pages.ts';
import { landingView } from '../../views/everyone/landing.ts';

export function landingRoutes(sendPage: SendPage): Router {
  const router = Router();

  router.get('/', (req, res) => sendPage(req, res, 'landing', landingView));

  return router;
}
