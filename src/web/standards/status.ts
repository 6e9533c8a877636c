import { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import { sendDocument } from '../send-document.ts';

/**
 * The signed lists of what was revoked. A revocation is public within the same second, so caches
 * may keep a list but must ask each time: the ETag makes that answer short.
 *
 * @see https://www.w3.org/TR/vc-bitstring-status-list/#caching-considerations
 */
export function statusRoutes(deps: Pick<WebDeps, 'statusList'>): Router {
  const router = Router();

  router.get('/status/:list', async (req, res) => {
    const text = await deps.statusList(req.params.list);
    const type = req.accepts(['application/json', 'application/vc']) || 'application/json';
    res.vary('Accept');
    sendDocument(res, text, { type, cache: 'public, no-cache' });
  });

  return router;
}
