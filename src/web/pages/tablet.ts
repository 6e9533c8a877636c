import { Router } from 'express';
import * as z from 'zod';
import { parse } from '../../domain/parse.ts';
import { tabletCookie } from '../cookies.ts';
import type { WebDeps } from '../deps.ts';
import { createMemberRoom } from '../member-room.ts';

const TabletForm = z.strictObject({ shared: z.enum(['yes', 'no']) });

/** As long as browsers keep a cookie at most. */
const YEAR_MS = 400 * 86_400_000;

/** The team says of the browser it stands before that many hands use it, or no longer do. */
export function tabletRoutes(deps: WebDeps): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const { name, options } = tabletCookie(deps.origin);

  router.post('/account/tablet', room.open, room.form, (req, res) => {
    const { shared } = parse(TabletForm, req.body ?? {}, 'form_invalid');
    if (shared === 'yes') res.cookie(name, 'shared', { ...options, maxAge: YEAR_MS });
    else res.clearCookie(name, options);
    res.redirect(303, '/account#tablet');
  });

  return router;
}
