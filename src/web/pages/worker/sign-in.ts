import { type Request, Router } from 'express';
import * as z from 'zod';
import { EmailAddress } from '../../../domain/email-address.ts';
import { BadgeError } from '../../../domain/errors.ts';
import { enterByCode, sendLinks } from '../../../usecases/people/sign-in.ts';
import { waitForLink } from '../../../usecases/people/ways-in.ts';
import { checkForm, refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { enteringOf, keepWaiting, letIn, waitingOf } from '../../let-in.ts';
import { type Limits, networkOf } from '../../limits.ts';
import { MatchCodeForm } from '../../match-code-form.ts';
import type { SendPage } from '../../pages.ts';
import { safeReturnTo } from '../../return-to.ts';
import { sendLater } from '../../send-later.ts';
import { STATUS_OF } from '../../status-of.ts';
import { signInLetter } from '../../views/letters.ts';
import { codeView, signInView } from '../../views/worker/sign-in.ts';
import { readForm } from '../forms.ts';

const EmailForm = z.object({ email: EmailAddress, returnTo: z.string().optional() });
/** Signing in by e-mail, with no password. */
export function signInRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const { origin } = deps;
  const hasMail = deps.mail !== undefined;

  router.get('/sign-in', (req, res) => {
    const returnTo = typeof req.query['returnTo'] === 'string' ? req.query['returnTo'] : '';
    sendPage(req, res, 'sign-in', (words) => signInView(words, { hasMail, returnTo }));
  });

  router.post('/sign-in', limits.signIns, readForm, async (req, res) => {
    const words = wordsFor(req);
    const form = checkForm(words, EmailForm, req.body);
    if (!form.ok) {
      const typed = typedOf(req.body);
      const state = { hasMail, returnTo: typed['returnTo'] ?? '', typed, errors: form.errors };
      return sendPage(req, res.status(422), 'sign-in', () => signInView(words, state));
    }
    if (!hasMail) return res.redirect(303, '/sign-in');
    const secret = await waitForLink(deps);
    keepWaiting(res, origin, { secret, returnTo: safeReturnTo(form.value.returnTo, origin) });
    const asked = { email: form.value.email, waiting: secret, from: networkOf(req) };
    // Whether the address is known is found out after the answer, which so tells nothing of it.
    sendLater(deps, res, (mail) =>
      sendLinks({ ...deps, mail }, asked, (ways) => signInLetter(words, ways, origin)),
    );
    res.redirect(303, '/sign-in/code');
  });

  addCodeRoutes(router, deps, sendPage, limits);
  return router;
}

/** Where the browser that waits takes the code that a link showed elsewhere. */
function addCodeRoutes(router: Router, deps: WebDeps, sendPage: SendPage, limits: Limits): void {
  const { origin } = deps;

  router.get('/sign-in/code', (req, res) => {
    if (!waitingOf(req, origin).secret) return res.redirect(303, '/sign-in');
    sendPage(req, res, 'sign-in-code', (words) => codeView(words));
  });

  router.post('/sign-in/code', limits.signIns, readForm, async (req, res) => {
    const words = wordsFor(req);
    const form = checkForm(words, MatchCodeForm, req.body);
    if (!form.ok) {
      // What is no code at all does not count as a try.
      const state = { typed: typedOf(req.body), error: words.t('code.wrong') };
      return sendPage(req, res.status(422), 'sign-in-code', () => codeView(words, state));
    }
    try {
      const { opened, returnTo } = await tryCode(deps, req, form.value.code);
      letIn(res, origin, opened, returnTo);
    } catch (error) {
      const { code, params } = refusalFor(error);
      const state = { typed: typedOf(req.body), error: words.error(code, params) };
      sendPage(req, res.status(STATUS_OF[code]), 'sign-in-code', () => codeView(words, state));
    }
  });
}

/** @throws {BadgeError} as `enterByCode` */
async function tryCode(deps: WebDeps, req: Request, code: string) {
  const { secret, returnTo } = waitingOf(req, deps.origin);
  if (!secret) throw new BadgeError('link_expired', 'This browser does not wait for a link.');
  const typed = { waiting: secret, code };
  return { opened: await enterByCode(deps, typed, enteringOf(req, deps.origin)), returnTo };
}
