import { Router } from 'express';
import { BadgeError } from '../../domain/errors.ts';
import { enter, lookAtEntry } from '../../usecases/people/member-links.ts';
import type { WebDeps } from '../deps.ts';
import { enteringOf, letIn, waitingOf } from '../let-in.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { enterView } from '../views/enter.ts';

/**
 * Where a link to sign in leads. Looking never uses it up, since mail scanners and previews look
 * too; only the button does. In another browser than the one that asked, a code stands in its place.
 */
export function enterRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/enter/:token', limits.wrongLinks, async (req, res) => {
    const { token } = req.params;
    const { secret } = waitingOf(req, deps.origin);
    const entry = await lookAtEntry(deps, token, secret);
    const profile = await deps.store.profiles.get(entry.member.profileId);
    if (!profile) throw new BadgeError('not_found', 'No such profile.');
    const page = { ...entry, profile, action: `/enter/${encodeURIComponent(token)}` };
    sendPage(req, res, 'enter', (words) => enterView(words, page));
  });

  router.post('/enter/:token', limits.wrongLinks, async (req, res) => {
    const { token } = req.params;
    const { secret, returnTo } = waitingOf(req, deps.origin);
    const { code } = await lookAtEntry(deps, token, secret);
    // The page behind the link says what to do in this browser.
    if (code !== undefined) return res.redirect(303, `/enter/${encodeURIComponent(token)}`);
    const browser = enteringOf(req, deps.origin);
    const opened = await enter(deps, token, { ...browser, ...(secret ? { waiting: secret } : {}) });
    letIn(res, deps.origin, opened, returnTo);
  });

  return router;
}
