import { Router } from 'express';
import type { SendPage } from '../../pages.ts';
import { apiView } from '../../views/everyone/api.ts';

/** What programs may ask, for the people who write them. */
export function apiRoutes(sendPage: SendPage): Router {
  const router = Router();

  router.get('/api', (req, res) => sendPage(req, res, 'api', apiView));

  return router;
}
