import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { tidyName } from '../../../domain/learner.ts';
import { resetPinByLetter } from '../../../usecases/backpack/forgotten-pin.ts';
import { confirmAddress } from '../../../usecases/backpack/learner-addresses.ts';
import { enterByLink } from '../../../usecases/backpack/learner-sign-in.ts';
import { type OpenedLetter, openLetter } from '../../../usecases/backpack/open-letter.ts';
import { signUp } from '../../../usecases/backpack/sign-up.ts';
import { checkForm, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { letInLearner } from '../../learner-room.ts';
import { forgetWaiting, waitingOf } from '../../let-in.ts';
import type { Limits } from '../../limits.ts';
import type { SendPage } from '../../pages.ts';
import { learnerLetterView } from '../../views/learner/learner-letter.ts';
import { readForm } from '../forms.ts';

const name = z.string().transform(tidyName);
const SignUpForm = z.object({
  firstName: name.pipe(z.string().min(1).max(80)),
  lastName: name.pipe(z.string().max(80)).default(''),
  adult: z.literal('yes'),
});

/** Where a PIN is chosen, and then told of. */
const CHOOSE_PIN = '/backpack/pin?returnTo=%2Fbackpack%2Fme%3Fdone%3Dpin';

type Asked = Request<{ token: string }>;

/**
 * Where the links of letters to learners lead: to open a backpack, to confirm an address, to begin
 * a backpack of one's own, to take a forgotten PIN away. Looking never uses one up, since mail scanners look too.
 */
export function learnerLetterRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();

  router.get('/card/letter/:token', limits.wrongLinks, async (req, res) => {
    const letter = await letterOf(deps, req);
    const action = actionOf(req);
    sendPage(req, res, 'learner-letter', (words) => learnerLetterView(words, letter, { action }));
  });

  const acting = [limits.wrongLinks, readForm];
  router.post('/card/letter/:token', acting, async (req: Asked, res: Response) => {
    const letter = await letterOf(deps, req);
    if (letter.kind === 'address') {
      await confirmAddress(deps, letter.link);
      return res.redirect(303, '/card/email?done=confirmed');
    }
    if (letter.kind === 'sign-up') return begin(deps, sendPage, req, res, letter);
    if (letter.kind === 'pin-reset') {
      const actor = await resetPinByLetter(deps, letter.link);
      return letInLearner(deps, req, res, { actor, mode: 'browser', page: CHOOSE_PIN });
    }
    // The page behind the link says what to do in this browser.
    if (letter.code !== undefined) return res.redirect(303, actionOf(req));
    const actor = await enterByLink(deps, letter.link);
    forgetWaiting(res, deps.origin);
    await letInLearner(deps, req, res, { actor, mode: 'browser' });
  });

  return router;
}

function letterOf(deps: WebDeps, req: Asked): Promise<OpenedLetter> {
  const { secret } = waitingOf(req, deps.origin);
  return openLetter(deps, req.params.token, secret);
}

async function begin(
  deps: WebDeps,
  sendPage: SendPage,
  req: Asked,
  res: Response,
  letter: Extract<OpenedLetter, { kind: 'sign-up' }>,
): Promise<void> {
  const words = wordsFor(req);
  const form = checkForm(words, SignUpForm, req.body);
  if (!form.ok) {
    const { adult, ...rest } = form.errors;
    const errors = adult === undefined ? rest : { ...rest, adult: words.t('signUp.adultOnly') };
    const state = { action: actionOf(req), typed: typedOf(req.body), errors };
    return sendPage(req, res.status(422), 'learner-letter', () =>
      learnerLetterView(words, letter, state),
    );
  }
  const { firstName, lastName } = form.value;
  const actor = await signUp(deps, letter.link, { firstName, lastName, nickname: '' });
  await letInLearner(deps, req, res, { actor, mode: 'browser' });
}

function actionOf(req: Asked): string {
  return `/card/letter/${encodeURIComponent(req.params.token)}`;
}
