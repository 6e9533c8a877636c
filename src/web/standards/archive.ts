import { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import { sendDocument } from '../send-document.ts';

/** What an issuer gives to those who will verify without a network. */
export function archiveRoutes(deps: Pick<WebDeps, 'archive'>): Router {
  const router = Router();

  router.get('/issuers/:handle/archive.json', async (req, res) => {
    const archive = await deps.archive(req.params.handle);
    sendDocument(res, archive, { type: 'application/json', cache: 'public, max-age=300' });
  });

  return router;
}
