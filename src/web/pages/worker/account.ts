import { type Request, type Response, Router } from 'express';
import { describeMember } from '../../../usecases/people/member-text.ts';
import { ownStanding } from '../../../usecases/people/own-backpack.ts';
import { listPasskeys } from '../../../usecases/people/passkeys.ts';
import {
  endOtherSessions,
  endSession,
  leave,
  listSessions,
} from '../../../usecases/people/sessions.ts';
import { hashOf } from '../../../usecases/secrets.ts';
import { checkForm, type FieldErrors, refusalFor, typedOf } from '../../check-form.ts';
import { cookieOf, isSharedTablet, sessionCookie } from '../../cookies.ts';
import type { WebDeps } from '../../deps.ts';
import { wordsFor } from '../../language.ts';
import { MemberForm } from '../../member-form.ts';
import { createMemberRoom, visitOf } from '../../member-room.ts';
import type { SendPage } from '../../pages.ts';
import { STATUS_OF } from '../../status-of.ts';
import { type AccountState, type AccountView, accountView } from '../../views/worker/account.ts';
import type { Words } from '../../words.ts';

/** What a member decides about themselves: name, address, keys, open sessions. */
export function accountRoutes(deps: WebDeps, sendPage: SendPage): Router {
  const router = Router();
  const room = createMemberRoom(deps);
  const cookie = sessionCookie(deps.origin);

  router.get('/account', room.open, async (req, res) => {
    const { done } = req.query;
    sendPage(req, res, 'account', await pageFor(deps, req, res, { done }));
  });

  router.post('/account', room.open, room.form, (req, res) =>
    saveAccount(deps, sendPage, req, res),
  );

  router.post('/account/sessions/end-others', room.open, room.form, async (req, res) => {
    await endOtherSessions(deps, visitOf(res).actor, cookieOf(req, cookie.name) ?? '');
    res.redirect(303, '/account#sessions');
  });

  router.post('/account/sessions/:sessionId/end', room.open, room.form, async (req, res) => {
    await endSession(deps, visitOf(res).actor, req.params.sessionId);
    res.redirect(303, '/account#sessions');
  });

  router.post('/account/leave', (req, res) => leaveRoom(deps, req, res));

  return router;
}

async function saveAccount(
  deps: WebDeps,
  sendPage: SendPage,
  req: Request,
  res: Response,
): Promise<void> {
  const words = wordsFor(req);
  const form = checkForm(words, MemberForm, req.body);
  const refuse = async (status: number, errors: FieldErrors) => {
    const page = await pageFor(deps, req, res, { typed: typedOf(req.body), errors });
    sendPage(req, res.status(status), 'account', page);
  };
  if (!form.ok) return refuse(422, form.errors);
  try {
    await describeMember(deps, visitOf(res).actor, form.value);
    res.redirect(303, '/account?done=saved');
  } catch (error) {
    const { code, params } = refusalFor(error);
    await refuse(STATUS_OF[code], { email: words.error(code, params) });
  }
}

async function pageFor(
  deps: WebDeps,
  req: Pick<Request, 'headers'>,
  res: Response,
  state: Omit<AccountState, 'hasMail'>,
): Promise<(words: Words) => AccountView> {
  const { actor } = visitOf(res);
  const [member, passkeys, sessions] = await Promise.all([
    deps.store.members.get(actor.memberId),
    listPasskeys(deps, actor),
    listSessions(deps, actor),
  ]);
  const current = hashOf(deps, cookieOf(req, sessionCookie(deps.origin).name) ?? '');
  const isTablet = isSharedTablet(req, deps.origin);
  const backpack = member ? await ownStanding(deps, member) : 'unnamed';
  const account = { member, passkeys, sessions, current, isTablet, backpack };
  return (words) => accountView(words, account, { ...state, hasMail: deps.mail !== undefined });
}

/** Works without a session too: whoever wants out is out. */
async function leaveRoom(deps: WebDeps, req: Request, res: Response): Promise<void> {
  const cookie = sessionCookie(deps.origin);
  const session = cookieOf(req, cookie.name);
  if (session) await leave(deps, session);
  res.clearCookie(cookie.name, cookie.options);
  res.set('Clear-Site-Data', '"cache", "storage"');
  res.redirect(303, '/');
}
