import { type Request, type Response, Router } from 'express';
import { BadgeError } from '../../../domain/errors.ts';
import { eraseIfDue, erasureAhead } from '../../../usecases/people/erase-due.ts';
import {
  askErasure,
  callOffByLink,
  callOffErasure,
  mayMemberCallOff,
  openErasure,
} from '../../../usecases/people/erase-learner.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { Limits } from '../../limits.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { personHref } from '../../views/hrefs.ts';
import { deleteView, erasureView, personErasureView } from '../../views/learner/erasure.ts';

/** Erasing everything: asked for, called off, and what became of it. */
export function erasureRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/erasure/:token', limits.wrongLinks, async (req, res) => {
    const erasure = await eraseIfDue(deps, await openErasure(deps, req.params.token));
    const action = hrefOf(req.params.token);
    const link = `${deps.origin}${action}`;
    const qr = erasure.end ? '' : await deps.qr(link);
    const page = { action, link, qr, now: deps.now() };
    sendPage(req, res, 'erasure', (words) => erasureView(words, erasure, page));
  });

  /** Whoever has the link may keep what it erases; the link itself stands for the word of a session. */
  router.post('/erasure/:token', limits.wrongLinks, async (req, res) => {
    await callOffByLink(deps, req.params.token);
    res.redirect(303, hrefOf(req.params.token));
  });

  addLearnerRoutes(router, deps, sendPage);
  addMemberRoutes(router, deps, sendPage);
  return router;
}

const PAGE = '/backpack/me/delete';

function addLearnerRoutes(router: Router, deps: WebDeps, sendPage: SendPage): void {
  const room = createLearnerRoom(deps);

  router.get(PAGE, room.open, room.unlocked(PAGE), (req, res) => {
    const { erasure } = learnerVisitOf(res);
    sendPage(req, res, 'delete', (words) => deleteView(words, erasure !== undefined));
  });

  const acting = [room.open, room.form, room.unlocked(PAGE)];
  router.post(PAGE, acting, async (_req: Request, res: Response) => {
    const { actor } = learnerVisitOf(res);
    const { secret } = await askErasure(deps, actor, actor.learnerId);
    res.redirect(303, hrefOf(secret));
  });

  /** The card alone: staying is never made hard. */
  router.post(`${PAGE}/call-off`, room.open, room.form, async (_req, res) => {
    const { actor } = learnerVisitOf(res);
    await callOffErasure(deps, actor, actor.learnerId);
    res.redirect(303, '/backpack/me?done=stayed');
  });
}

function addMemberRoutes(router: Router, deps: WebDeps, sendPage: SendPage): void {
  const room = createMemberRoom(deps);

  router.get('/people/:learnerId/erasure', room.open, async (req, res) => {
    const { actor } = visitOf(res);
    const erasure = await erasureAhead(deps, req.params.learnerId);
    const learner = await deps.store.learners.get(actor.profileId, req.params.learnerId);
    if (!learner) throw new BadgeError('learner_unknown', 'No such learner in this profile.');
    const mayCallOff = erasure !== undefined && mayMemberCallOff(erasure);
    sendPage(req, res, 'person-erasure', (words) =>
      personErasureView(words, learner, { erasure, mayCallOff }),
    );
  });

  router.post('/people/:learnerId/erasure', room.open, room.form, async (req, res) => {
    const { secret } = await askErasure(deps, visitOf(res).actor, req.params.learnerId);
    res.redirect(303, hrefOf(secret));
  });

  router.post('/people/:learnerId/erasure/call-off', room.open, room.form, async (req, res) => {
    await callOffErasure(deps, visitOf(res).actor, req.params.learnerId);
    res.redirect(303, personHref(req.params.learnerId));
  });
}

function hrefOf(secret: string): string {
  return `/erasure/${encodeURIComponent(secret)}`;
}
