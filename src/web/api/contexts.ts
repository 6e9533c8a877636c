import { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import { sendDocument } from '../send-document.ts';

/** The contexts that the operator of this service vouches for, for verifiers that run elsewhere. */
export function contextsRoutes(deps: Pick<WebDeps, 'operatorContexts'>): Router {
  const router = Router();

  router.get('/api/v1/contexts', (_req, res) => {
    const contexts = deps.operatorContexts.map(({ url, sha256, text }) => ({ url, sha256, text }));
    sendDocument(res, { contexts }, { type: 'application/json', cache: 'public, max-age=300' });
  });

  return router;
}
