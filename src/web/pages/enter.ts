import { Router } from 'express';
import { enter, lookAtOwnerLink } from '../../usecases/people/member-links.ts';
import { sessionCookie } from '../cookies.ts';
import type { WebDeps } from '../deps.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { enterView } from '../views/enter.ts';

/**
 * Where an owner link leads. Looking never uses it up, since mail scanners and previews look too;
 * only the button does.
 */
export function enterRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const cookie = sessionCookie(deps.origin);

  router.get('/enter/:token', limits.wrongLinks, async (req, res) => {
    const { token } = req.params;
    await lookAtOwnerLink(deps, token);
    sendPage(req, res, 'enter', (words) => enterView(words, `/enter/${encodeURIComponent(token)}`));
  });

  router.post('/enter/:token', limits.wrongLinks, async (req, res) => {
    const { session, hours } = await enter(deps, req.params.token);
    res.cookie(cookie.name, session, { ...cookie.options, maxAge: hours * 3_600_000 });
    res.redirect(303, '/workshops');
  });

  return router;
}
