import { Router } from 'express';
import type { WebDeps } from '../../deps.ts';
import type { Limits } from '../../limits.ts';

type Deps = Pick<WebDeps, 'verifierFile' | 'ownDocuments' | 'operatorContexts' | 'origin' | 'now'>;

/** Where the built file waits for the documents of the service. */
const PLACE = '{{instance}}';

/** The verifier as one file that works without a network, with the keys of this service inside. */
export function verifierFileRoutes(deps: Deps, limits: Limits): Router {
  const router = Router();

  router.get('/verifier.html', limits.verifications, async (_req, res) => {
    const file = await verifierFileOf(deps);
    res.set({
      'Cache-Control': 'public, max-age=300',
      'Content-Disposition': 'attachment; filename="ecusson-verifier.html"',
    });
    res.type('html').send(file);
  });

  return router;
}

/** The file as it is handed out now. */
export async function verifierFileOf(deps: Deps): Promise<string> {
  const { host } = new URL(deps.origin);
  const instance = {
    host,
    made: deps.now().toISOString(),
    documents: await deps.ownDocuments(),
    contexts: deps.operatorContexts,
  };
  // In an element of the page: nothing inside may look like the end of it.
  const data = JSON.stringify(instance).replaceAll('<', '\\u003c');
  return deps.verifierFile.replace(PLACE, () => data);
}
