import { Router } from 'express';
import * as z from 'zod';
import { parse } from '../../domain/parse.ts';
import { learnerOfCard } from '../../usecases/backpack/cards.ts';
import { leaveBackpack } from '../../usecases/backpack/learner-sessions.ts';
import { cookieOf } from '../cookies.ts';
import type { WebDeps } from '../deps.ts';
import { learnerCookie, letInLearner } from '../learner-room.ts';
import type { Limits } from '../limits.ts';
import type { SendPage } from '../pages.ts';
import { cardView } from '../views/card.ts';
import { readForm } from './forms.ts';

const CardForm = z.union([
  z.strictObject({ secret: z.string().max(100) }),
  z.strictObject({ code: z.string().max(100) }),
]);

/** Where a paper card opens its backpack: by its QR code, or by the code that is typed. */
export function cardRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/card', (req, res) => {
    sendPage(req, res, 'card', (words) => cardView(words));
  });

  router.post('/card', limits.guesses, readForm, async (req, res) => {
    const held = parse(CardForm, req.body ?? {}, 'form_invalid');
    await letInLearner(deps, req, res, {
      actor: await learnerOfCard(deps, held),
      mode: 'browser',
    });
  });

  router.post('/backpack/leave', async (req, res) => {
    const cookie = learnerCookie(deps.origin);
    const secret = cookieOf(req, cookie.name);
    if (secret) await leaveBackpack(deps, secret);
    res.clearCookie(cookie.name, cookie.options);
    res.redirect(303, '/card');
  });

  return router;
}
