import { Router } from 'express';
import { describeMember } from '../../usecases/people/member-text.ts';
import { listPasskeys } from '../../usecases/people/passkeys.ts';
import {
  endOtherSessions,
  endSession,
  leave,
  listSessions,
} from '../../usecases/people/sessions.ts';
import { hashOf } from '../../usecases/secrets.ts';
import { checkForm, refusalFor, typedOf } from '../check-form.ts';
import { cookieOf, sessionCookie } from '../cookies.ts';
import type { WebDeps } from '../deps.ts';
import { wordsFor } from '../language.ts';
import { createMemberRoom, type Visit, visitOf } from '../member-room.ts';
import type { SendPage } from '../pages.ts';
import { STATUS_OF } from '../problem.ts';
import { type AccountState, accountView } from '../views/account.ts';
import type { Words } from '../words.ts';
import { MemberForm } from './team.ts';

/** What a member decides about themselves: name, address, keys, open sessions. */
export function accountRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const cookie = sessionCookie(deps.origin);

  const pageFor = async ({ actor }: Visit, session: string, state: AccountState = {}) => {
    const [member, passkeys, sessions] = await Promise.all([
      deps.store.members.get(actor.memberId),
      listPasskeys(deps, actor),
      listSessions(deps, actor),
    ]);
    const current = hashOf(deps, session);
    return (words: Words) => accountView(words, { member, passkeys, sessions, current }, state);
  };

  router.get('/account', room.open, async (req, res) => {
    const { done } = req.query;
    const session = cookieOf(req, cookie.name) ?? '';
    sendPage(req, res, 'account', await pageFor(visitOf(res), session, { done }));
  });

  router.post('/account', room.open, room.form, async (req, res) => {
    const visit = visitOf(res);
    const words = wordsFor(req);
    const session = cookieOf(req, cookie.name) ?? '';
    const form = checkForm(words, MemberForm, req.body);
    const typed = typedOf(req.body);
    if (!form.ok) {
      const page = await pageFor(visit, session, { typed, errors: form.errors });
      return sendPage(req, res.status(422), 'account', page);
    }
    try {
      await describeMember(deps, visit.actor, form.value);
      res.redirect(303, '/account?done=saved');
    } catch (error) {
      const { code, params } = refusalFor(error);
      const errors = { email: words.error(code, params) };
      const page = await pageFor(visit, session, { typed, errors });
      sendPage(req, res.status(STATUS_OF[code]), 'account', page);
    }
  });

  router.post('/account/sessions/end-others', room.open, room.form, async (req, res) => {
    await endOtherSessions(deps, visitOf(res).actor, cookieOf(req, cookie.name) ?? '');
    res.redirect(303, '/account#sessions');
  });

  router.post('/account/sessions/:sessionId/end', room.open, room.form, async (req, res) => {
    await endSession(deps, visitOf(res).actor, req.params.sessionId);
    res.redirect(303, '/account#sessions');
  });

  /** Works without a session too: whoever wants out is out. */
  router.post('/account/leave', async (req, res) => {
    const session = cookieOf(req, cookie.name);
    if (session) await leave(deps, session);
    res.clearCookie(cookie.name, cookie.options);
    res.set('Clear-Site-Data', '"cache", "storage"');
    res.redirect(303, '/');
  });

  return router;
}
