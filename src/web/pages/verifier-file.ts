import { Router } from 'express';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';

type Deps = Pick<WebDeps, 'verifierFile' | 'ownDocuments' | 'operatorContexts' | 'origin' | 'now'>;

/** Where the built file waits for the documents of the service. */
const PLACE = '{{instance}}';

/** The verifier as one file that works without a network, with the keys of this service inside. */
export function verifierFileRoutes(deps: Deps, limits: Limits): Router {
  const router = Router();

  router.get('/verifier.html', limits.verifications, async (_req, res) => {
    const { host } = new URL(deps.origin);
    const instance = {
      host,
      made: deps.now().toISOString(),
      documents: await deps.ownDocuments(),
      contexts: deps.operatorContexts,
    };
    // In an element of the page: nothing inside may look like the end of it.
    const data = JSON.stringify(instance).replaceAll('<', '\\u003c');
    res.set({
      'Cache-Control': 'public, max-age=300',
      'Content-Disposition': 'attachment; filename="ecusson-verifier.html"',
    });
    res.type('html').send(deps.verifierFile.replace(PLACE, () => data));
  });

  return router;
}
