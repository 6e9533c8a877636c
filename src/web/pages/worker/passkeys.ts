import { Router } from 'express';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  enterByPasskey,
  removePasskey,
} from '../../../usecases/people/passkeys.ts';
import { addedIn, answeredIn, sendBegun } from '../../ceremony.ts';
import { refusalFor, typedOf } from '../../check-form.ts';
import type { WebDeps } from '../../deps.ts';
import { enteringOf, letIn } from '../../let-in.ts';
import type { Limits } from '../../limits.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { plainText } from '../../plain-text.ts';
import { safeReturnTo } from '../../return-to.ts';
import { STATUS_OF } from '../../status-of.ts';
import { signInView } from '../../views/worker/sign-in.ts';
import { readForm } from '../forms.ts';

/** Adding and removing a member's passkeys, and signing in with one. */
export function passkeyRoutes(deps: WebDeps, sendPage: SendPage, limits: Limits): Router {
  const router = Router();
  const { origin } = deps;

  router.post('/sign-in/passkey/options', limits.signIns, async (_req, res) => {
    sendBegun(res, origin, await beginPasskeySignIn(deps));
  });

  router.post('/sign-in/passkey', limits.signIns, readForm, async (req, res) => {
    const returnTo = typedOf(req.body)['returnTo'];
    try {
      const given = answeredIn(req, res, origin);
      const opened = await enterByPasskey(deps, given, enteringOf(req, origin));
      letIn(res, origin, opened, safeReturnTo(returnTo, origin));
    } catch (error) {
      const { code, params } = refusalFor(error);
      const state = { hasMail: deps.mail !== undefined, returnTo: returnTo ?? '' };
      sendPage(req, res.status(STATUS_OF[code]), 'sign-in', (words) =>
        signInView(words, { ...state, refusal: words.error(code, params) }),
      );
    }
  });

  addAccountRoutes(router, deps);
  return router;
}

/** What a member does with the keys of their own. */
function addAccountRoutes(router: Router, deps: WebDeps): void {
  const room = createMemberRoom(deps);
  const { origin } = deps;

  router.post('/account/passkeys/options', room.open, room.form, async (_req, res) => {
    const { actor, profile } = visitOf(res);
    const member = await deps.store.members.get(actor.memberId);
    const name = plainText(member?.name || profile.name, 60);
    sendBegun(res, origin, await beginPasskey(deps, actor, name));
  });

  router.post('/account/passkeys', room.open, room.form, async (req, res) => {
    await addPasskey(deps, visitOf(res).actor, addedIn(req, res, origin));
    res.redirect(303, '/account?done=passkey#passkeys');
  });

  router.post('/account/passkeys/:passkeyId/remove', room.open, room.form, async (req, res) => {
    await removePasskey(deps, visitOf(res).actor, req.params.passkeyId);
    res.redirect(303, '/account#passkeys');
  });
}
