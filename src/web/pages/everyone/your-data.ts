import { Router } from 'express';
import type { SendPage } from '../../pages.ts';
import { yourDataView } from '../../views/everyone/your-data.ts';

/** What is kept of people, for whoever wants to know first. */
export function yourDataRoutes(sendPage: SendPage): Router {
  const router = Router();

  router.get('/your-data', (req, res) => sendPage(req, res, 'your-data', yourDataView));

  return router;
}
