import { Router } from 'express';
import * as z from 'zod';
import { parse } from '../../../domain/parse.ts';
import { leaveBackpack } from '../../../usecases/backpack/learner-sessions.ts';
import { leave } from '../../../usecases/people/sessions.ts';
import { cookieOf, sessionCookie, tabletCookie } from '../../cookies.ts';
import type { WebDeps } from '../../deps.ts';
import { learnerCookie } from '../../learner-room.ts';
import { createMemberRoom } from '../../member-room.ts';

const TabletForm = z.strictObject({ shared: z.enum(['yes', 'no']) });

/** As long as browsers keep a cookie at most. */
const YEAR_MS = 400 * 86_400_000;

/**
 * The team says of the browser it stands before that many hands use it, or no longer do. Whoever
 * lends it leaves nothing behind: their own session ends there and then, and so does a backpack
 * that was kept open in it.
 */
export function tabletRoutes(deps: WebDeps): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const { name, options } = tabletCookie(deps.origin);
  const session = sessionCookie(deps.origin);
  const backpack = learnerCookie(deps.origin);

  router.post('/account/tablet', room.open, room.form, async (req, res) => {
    const { shared } = parse(TabletForm, req.body ?? {}, 'form_invalid');
    if (shared === 'no') {
      res.clearCookie(name, options);
      return res.redirect(303, '/account#tablet');
    }
    await leave(deps, cookieOf(req, session.name) ?? '');
    res.clearCookie(session.name, session.options);
    await leaveBackpack(deps, cookieOf(req, backpack.name) ?? '');
    res.clearCookie(backpack.name, backpack.options);
    res.cookie(name, 'shared', { ...options, maxAge: YEAR_MS });
    // Pages of the team are not behind the button that goes back either.
    res.set('Clear-Site-Data', '"cache"');
    res.redirect(303, '/card');
  });

  return router;
}
