import { Router } from 'express';
import * as z from 'zod';
import { EmailAddress } from '../../../domain/email-address.ts';
import { BadgeError } from '../../../domain/errors.ts';
import { sendSignUpLink } from '../../../usecases/backpack/sign-up.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { type Limits, networkOf } from '../../limits.ts';
import type { Middleware } from '../../middleware.ts';
import type { SendPage } from '../../pages.ts';
import { sendLater } from '../../send-later.ts';
import { signUpLetter } from '../../views/learner/learner-letters.ts';
import { signUpView } from '../../views/learner/sign-up.ts';
import { readForm } from '../forms.ts';

const EmailForm = z.object({ email: EmailAddress });

/** A backpack without a centre, for adults. There only where the operator says so and letters leave. */
export function signUpRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const allowed: Middleware = (_req, _res, next) => {
    if (!deps.signUp || !deps.mail) throw new BadgeError('not_found', 'Nobody signs up here.');
    next();
  };

  router.get('/card/new', allowed, (req, res) => {
    const isSent = req.query['done'] === 'sent';
    sendPage(req, res, 'sign-up', (words) => signUpView(words, { isSent }));
  });

  router.post('/card/new', allowed, limits.signIns, readForm, (req, res) => {
    const words = wordsFor(req);
    const form = checkForm(words, EmailForm, req.body);
    if (!form.ok) {
      const state = { typed: typedOf(req.body), errors: form.errors };
      return sendPage(req, res.status(422), 'sign-up', () => signUpView(words, state));
    }
    const asked = { email: form.value.email, from: networkOf(req) };
    sendLater(deps, res, (mail) =>
      sendSignUpLink({ ...deps, mail }, asked, (secret) =>
        signUpLetter(words, `${deps.origin}/card/letter/${secret}`),
      ),
    );
    res.redirect(303, '/card/new?done=sent');
  });

  return router;
}
