import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { EmailAddress } from '../../../domain/email-address.ts';
import { BadgeError } from '../../../domain/errors.ts';
import {
  enterLearnerByCode,
  sendLearnerLinks,
} from '../../../usecases/backpack/learner-sign-in.ts';
import { waitForLink } from '../../../usecases/people/ways-in.ts';
import { checkForm, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { letInLearner } from '../../learner-room.ts';
import { forgetWaiting, keepWaiting, waitingOf } from '../../let-in.ts';
import { type Limits, networkOf } from '../../limits.ts';
import { MatchCodeForm } from '../../match-code-form.ts';
import type { SendPage } from '../../pages.ts';
import { sendLater } from '../../send-later.ts';
import { STATUS_OF } from '../../status-of.ts';
import { learnerSignInLetter } from '../../views/learner/learner-letters.ts';
import { learnerCodeView, learnerSignInView } from '../../views/learner/learner-sign-in.ts';
import { readForm } from '../forms.ts';

const EmailForm = z.object({ email: EmailAddress });

/** Opening a backpack without its card, by an address that its learner confirmed. */
export function learnerSignInRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const { origin } = deps;

  router.get('/card/email', (req, res) => {
    const isConfirmed = req.query['done'] === 'confirmed';
    sendPage(req, res, 'learner-sign-in', (words) =>
      learnerSignInView(words, { ...waysOf(deps), isConfirmed }),
    );
  });

  router.post('/card/email', limits.signIns, readForm, (req, res) =>
    sendLinks(deps, sendPage, req, res),
  );

  router.get('/card/email/code', (req, res) => {
    if (!waitingOf(req, origin).secret) return res.redirect(303, '/card/email');
    sendPage(req, res, 'learner-code', (words) => learnerCodeView(words));
  });

  router.post('/card/email/code', limits.signIns, readForm, (req, res) =>
    takeCode(deps, sendPage, req, res),
  );

  return router;
}

function waysOf({ mail, signUp }: WebDeps) {
  return { hasMail: mail !== undefined, signUp };
}

async function sendLinks(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
): Promise<void> {
  const { origin } = deps;
  const words = wordsFor(req);
  const form = checkForm(words, EmailForm, req.body);
  if (!form.ok) {
    const state = { ...waysOf(deps), typed: typedOf(req.body), errors: form.errors };
    const view = () => learnerSignInView(words, state);
    return sendPage(req, res.status(422), 'learner-sign-in', view);
  }
  if (!deps.mail) return res.redirect(303, '/card/email');
  const secret = await waitForLink(deps);
  keepWaiting(res, origin, { secret, returnTo: '/backpack' });
  const asked = { email: form.value.email, waiting: secret, from: networkOf(req) };
  // Whether the address is known is found out after the answer, which so tells nothing of it.
  sendLater(deps, res, (mail) =>
    sendLearnerLinks({ ...deps, mail }, asked, (ways) => learnerSignInLetter(words, ways, origin)),
  );
  res.redirect(303, '/card/email/code');
}

async function takeCode(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
): Promise<void> {
  const words = wordsFor(req);
  const form = checkForm(words, MatchCodeForm, req.body);
  const refuse = (status: number, error: string) =>
    sendPage(req, res.status(status), 'learner-code', () =>
      learnerCodeView(words, { typed: typedOf(req.body), error }),
    );
  // What is no code at all does not count as a try.
  if (!form.ok) return refuse(422, words.t('learnerCode.wrong'));
  try {
    const { secret } = waitingOf(req, deps.origin);
    if (!secret) throw new BadgeError('link_expired', 'This browser does not wait for a link.');
    const actor = await enterLearnerByCode(deps, { waiting: secret, code: form.value.code });
    forgetWaiting(res, deps.origin);
    await letInLearner(deps, req, res, { actor, mode: 'browser' });
  } catch (error) {
    const { code, params } = refusalFor(error);
    refuse(STATUS_OF[code], words.error(code, params));
  }
}
