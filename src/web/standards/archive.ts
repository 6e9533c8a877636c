import { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import { sendDocument } from '../send-document.ts';

/** What an issuer gives to those who will verify without a network. */
export function archiveRoutes(deps: Pick<WebDeps, 'archive'>, limits: Limits): Router {
  const router = Router();

  router.get('/issuers/:handle/archive.json', limits.verifications, async (req, res) => {
    const archive = await deps.archive(req.params.handle);
    sendDocument(res, archive, { type: 'application/json', cache: 'public, max-age=300' });
  });

  return router;
}
