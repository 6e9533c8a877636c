import { Router } from 'express';
import { isGood } from '../../../domain/card.ts';
import {
  endLearnerSession,
  endOtherLearnerSessions,
  listLearnerSessions,
} from '../../../usecases/backpack/learner-sessions.ts';
import { hasPin } from '../../../usecases/backpack/pin.ts';
import { isToAnswerAgain } from '../../../usecases/people/consent.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, type LearnerVisit, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { devicesView, type Me, meView } from '../../views/learner/me.ts';

/** What a learner decides about themselves, from one page; and the browsers that they have open. */
export function meRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);

  router.get('/backpack/me', room.open, async (req, res) => {
    const me = await readMe(deps, learnerVisitOf(res), req.query['done']);
    sendPage(req, res, 'me', (words) => meView(words, me));
  });

  router.get('/backpack/me/devices', room.open, async (req, res) => {
    const { actor, link } = learnerVisitOf(res);
    const sessions = await listLearnerSessions(deps, actor.learnerId);
    sendPage(req, res, 'devices', (words) => devicesView(words, sessions, link.secretHash));
  });

  router.post('/backpack/me/devices/end-others', room.open, room.form, async (_req, res) => {
    const { actor, link } = learnerVisitOf(res);
    await endOtherLearnerSessions(deps, actor.learnerId, link.secretHash);
    res.redirect(303, '/backpack/me/devices');
  });

  router.post('/backpack/me/devices/:sessionId/end', room.open, room.form, async (req, res) => {
    await endLearnerSession(deps, learnerVisitOf(res).actor.learnerId, req.params.sessionId);
    res.redirect(303, '/backpack/me/devices');
  });

  return router;
}

async function readMe(deps: WebDeps, visit: LearnerVisit, done: unknown): Promise<Me> {
  const { learner, profile, erasure } = visit;
  const { cards, addresses, passkeys } = deps.store;
  const [given, pin, mails, keys, sessions, isToAnswer] = await Promise.all([
    cards.listOf(learner.id),
    hasPin(deps, learner.id),
    addresses.listOf(learner.id),
    passkeys.listOf(learner.id),
    listLearnerSessions(deps, learner.id),
    isToAnswerAgain(deps, learner),
  ]);
  return {
    learner,
    profile,
    cards: given.filter((card) => isGood(card, deps.now())).length,
    hasPin: pin,
    addresses: mails.length,
    passkeys: keys.length,
    devices: sessions.length,
    isToAnswer,
    isLeaving: erasure !== undefined,
    done,
  };
}
