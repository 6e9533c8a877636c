import { type Request, type Response, Router } from 'express';
import { CONTROL_KEY_SIGNS, groupedCode, readCode } from '../../../domain/typed-code.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import type { Limits } from '../../limits.ts';
import type { Middleware } from '../../middleware.ts';
import { setNoCookies } from '../../no-cookies.ts';
import type { SendPage } from '../../pages.ts';
import { allowFrames } from '../../security.ts';
import { checkAll, openOrNothing, sendClosed, showShare } from '../../shared-pages.ts';
import { controlKeyView } from '../../views/everyone/control-key.ts';
import { embedView } from '../../views/everyone/embed.ts';

/** What a learner shows, by its link: for anyone who has it, without an account and without a cookie. */
export function shareRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const before = [setNoCookies, limits.wrongLinks, limits.verifications] as const;

  const show = (req: Request<{ token: string; part?: string }>, res: Response) => {
    const { token, part = '' } = req.params;
    const path = `/s/${encodeURIComponent(token)}`;
    return showShare(deps, sendPage, { req: req as Request, res }, { name: { token }, path, part });
  };
  router.get('/s/:token', ...before, show);
  router.get('/s/:token/:part', ...before, show);

  router.get('/embed/:token', ...before, async (req, res) => {
    const { token } = req.params;
    const opened = await openOrNothing(deps, { token });
    // Only what is public may stand on another site.
    if (opened?.share.kind !== 'public') return sendClosed(sendPage, req as Request, res);
    const checked = await checkAll(deps, opened.badges);
    const path = `/s/${encodeURIComponent(token)}`;
    const place = { origin: deps.origin, path, key: '', now: deps.now() };
    allowFrames(res);
    sendPage(req as Request, res, 'embed', (words) =>
      embedView(words, opened.share, checked, place),
    );
  });

  return router;
}

/** The same by its control key, which is typed: a mistyped one is told, and is no guess. */
export function controlKeyRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  // A mistyped key is no guess, and so meets no limit.
  const countGuess: Middleware = (req, res, next) => {
    const { key = '' } = req.params as { key?: string };
    const isKey = readCode(key.slice(0, 100), CONTROL_KEY_SIGNS) !== undefined;
    return isKey ? limits.keyGuesses(req, res, next) : next();
  };
  const before = [setNoCookies, countGuess, limits.verifications] as const;

  router.get('/v', setNoCookies, (req, res) => {
    const typed = req.query['key'];
    if (typeof typed !== 'string') {
      return sendPage(req, res, 'control-key', (words) => controlKeyView(words));
    }
    const key = readCode(typed.slice(0, 100), CONTROL_KEY_SIGNS);
    if (key) return res.redirect(303, `/v/${groupedCode(key)}`);
    sendTypo(sendPage, req, res, typed);
  });

  const show = async (req: Request<{ key: string; part?: string }>, res: Response) => {
    const { key: typed, part = '' } = req.params;
    const key = readCode(typed.slice(0, 100), CONTROL_KEY_SIGNS);
    if (!key) return sendTypo(sendPage, req as Request, res, typed);
    const opening = { name: { key }, path: `/v/${groupedCode(key)}`, part };
    await showShare(deps, sendPage, { req: req as Request, res }, opening);
  };
  router.get('/v/:key', ...before, show);
  router.get('/v/:key/:part', ...before, show);

  return router;
}

function sendTypo(sendPage: SendPage, req: Request, res: Response, typed: string): void {
  const error = wordsFor(req).t('controlKey.typo');
  sendPage(req, res.status(422), 'control-key', (words) =>
    controlKeyView(words, { typed: typed.slice(0, 40), error }),
  );
}
