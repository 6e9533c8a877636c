import { Router } from 'express';
import { openShare } from '../../usecases/backpack/shares.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { shareView } from '../views/share.ts';
import { verdictView } from '../views/verdict.ts';

type Deps = Pick<WebDeps, 'store' | 'now' | 'sha256Hex' | 'keyed' | 'verifyBytes' | 'origin'>;

/** One badge as an employer sees it. The verdict is that of a real verification, made now. */
export function shareRoutes(deps: Deps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/s/:token', limits.wrongLinks, async (req, res) => {
    const { share, entries } = await openShare(deps, { token: req.params.token });
    const [entry] = entries;
    if (!entry) throw new Error('An open share shows nothing.');
    const report = await deps.verifyBytes(new TextEncoder().encode(entry.credential.text));
    const held = { name: 'link', value: `${deps.origin}/s/${req.params.token}` } as const;
    sendPage(req, res, 'share', (words) =>
      shareView(words, share, verdictView(words, report, deps.origin, { held }), deps.now()),
    );
  });

  return router;
}
