import { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import { sendDocument } from '../send-document.ts';

/** Whom the operator of this service knows, for verifiers that run elsewhere. */
export function recognisedIssuersRoutes(deps: Pick<WebDeps, 'recognisedIssuers'>): Router {
  const router = Router();

  router.get('/api/v1/recognised-issuers', async (_req, res) => {
    const issuers = (await deps.recognisedIssuers()).map(({ id, name }) => ({ id, name }));
    sendDocument(res, { issuers }, { type: 'application/json', cache: 'public, max-age=300' });
  });

  return router;
}
