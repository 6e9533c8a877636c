import { Router } from 'express';
import type { SendPage } from '../../pages.ts';
import { accessibilityView } from '../../views/everyone/accessibility.ts';

export function accessibilityRoutes(sendPage: SendPage): Router {
  const router = Router();

  router.get('/accessibility', (req, res) =>
    sendPage(req, res, 'accessibility', accessibilityView),
  );

  return router;
}
