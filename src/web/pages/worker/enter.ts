import { type Request, Router } from 'express';
import { BadgeError } from '../../../domain/errors.ts';
import { enter, isInside, lookAtEntry } from '../../../usecases/people/member-links.ts';
import { cookieOf, sessionCookie } from '../../cookies.ts';
import type { WebDeps } from '../../deps.ts';
import { enteringOf, letIn, waitingOf } from '../../let-in.ts';
import type { Limits } from '../../limits.ts';
import type { SendPage } from '../../pages.ts';
import { enterView } from '../../views/worker/enter.ts';

/**
 * Where a link to sign in leads. Looking never uses it up, since mail scanners and previews look
 * too; only the button does. In another browser than the one that asked, a code stands in its place.
 */
export function enterRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/enter/:token', limits.wrongLinks, async (req, res) => {
    const { token } = req.params;
    const { secret } = waitingOf(req, deps.origin);
    const entry = await orInside(deps, req, () => lookAtEntry(deps, token, secret));
    if (!entry) return res.redirect(303, '/workshops');
    const profile = await deps.store.profiles.get(entry.member.profileId);
    if (!profile) throw new BadgeError('not_found', 'No such profile.');
    const page = { ...entry, profile, action: `/enter/${encodeURIComponent(token)}` };
    sendPage(req, res, 'enter', (words) => enterView(words, page));
  });

  router.post('/enter/:token', limits.wrongLinks, async (req, res) => {
    const { token } = req.params;
    const { secret, returnTo } = waitingOf(req, deps.origin);
    const entry = await orInside(deps, req, () => lookAtEntry(deps, token, secret));
    if (!entry) return res.redirect(303, '/workshops');
    // The page behind the link says what to do in this browser.
    if (entry.code !== undefined) return res.redirect(303, `/enter/${encodeURIComponent(token)}`);
    const browser = { ...enteringOf(req, deps.origin), ...(secret ? { waiting: secret } : {}) };
    const opened = await orInside(deps, req, () => enter(deps, token, browser));
    if (!opened) return res.redirect(303, '/workshops');
    letIn(res, deps.origin, opened, returnTo);
  });

  return router;
}

/** Nothing when the link has ended and the browser is where it led: a letter is pressed twice. */
async function orInside<Value>(
  deps: WebDeps,
  req: Request<{ token: string }>,
  open: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await open();
  } catch (error) {
    const code = error instanceof BadgeError ? error.code : undefined;
    const hasEnded = code === 'link_used' || code === 'link_expired';
    const session = cookieOf(req, sessionCookie(deps.origin).name);
    if (hasEnded && (await isInside(deps, req.params.token, session))) return undefined;
    throw error;
  }
}
