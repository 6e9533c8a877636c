import { Router } from 'express';
import * as z from 'zod';
import { PURPOSES } from '../../../domain/consent.ts';
import { parse } from '../../../domain/parse.ts';
import { openOwnData } from '../../../usecases/backpack/own-data.ts';
import { answerOwnConsent, openConsents } from '../../../usecases/people/record-consents.ts';
import type { WebDeps } from '../../deps.ts';
import { createLearnerRoom, learnerVisitOf } from '../../learner-room.ts';
import type { SendPage } from '../../pages.ts';
import { ownConsentView } from '../../views/learner/own-consent.ts';
import { ownDataView } from '../../views/learner/own-data.ts';

const AnswerForm = z.strictObject({
  purpose: z.enum(PURPOSES),
  decision: z.enum(['given', 'withdrawn']),
});

/** What a learner agreed to, and what is kept of them. */
export function ownConsentRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createLearnerRoom(deps);
  const page = '/backpack/me/consent';

  router.get(page, room.open, async (req, res) => {
    const { actor } = learnerVisitOf(res);
    const opened = await openConsents(deps, actor, actor.learnerId);
    const done = (['saved', 'stopped'] as const).find((one) => one === req.query['done']);
    sendPage(req, res, 'own-consent', (words) => ownConsentView(words, opened, done));
  });

  router.post(page, room.open, room.form, async (req, res) => {
    const { purpose, decision } = parse(AnswerForm, req.body ?? {}, 'form_invalid');
    await answerOwnConsent(deps, learnerVisitOf(res).actor, { [purpose]: decision });
    res.redirect(303, `${page}?done=${decision === 'given' ? 'saved' : 'stopped'}`);
  });

  router.get('/backpack/me/data', room.open, async (req, res) => {
    const { actor, profile } = learnerVisitOf(res);
    const kept = await openOwnData(deps, actor);
    sendPage(req, res, 'own-data', (words) => ownDataView(words, kept, profile));
  });

  return router;
}
