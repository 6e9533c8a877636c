import { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import { sendDocument } from '../send-document.ts';

const FRESH = { type: 'application/json', cache: 'no-store' } as const;

/** `/healthz`: the process answers. `/readyz`: what it stands on does too. */
export function healthRoutes(deps: Pick<WebDeps, 'ready'>): Router {
  const router = Router();

  router.get('/healthz', (_req, res) => {
    sendDocument(res, { ok: true }, FRESH);
  });

  router.get('/readyz', async (_req, res) => {
    const readiness = await deps.ready();
    res.status(readiness.ok ? 200 : 503);
    sendDocument(res, readiness, FRESH);
  });

  return router;
}
