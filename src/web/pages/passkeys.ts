import { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import { BadgeError } from '../../domain/errors.ts';
import { parse } from '../../domain/parse.ts';
import {
  addPasskey,
  type Begun,
  beginPasskey,
  beginPasskeySignIn,
  enterByPasskey,
  removePasskey,
} from '../../usecases/people/passkeys.ts';
import { refusalFor, typedOf } from '../check-form.ts';
import { cookieOf, hostCookie } from '../cookies.ts';
import type { WebDeps } from '../deps.ts';
import { enteringOf, letIn } from '../let-in.ts';
import type { Limits } from '../limits.ts';
import { createMemberRoom, visitOf } from '../member-room.ts';
import type { SendPage } from '../pages.ts';
import { plainText } from '../plain-text.ts';
import { STATUS_OF } from '../problem.ts';
import { safeReturnTo } from '../return-to.ts';
import { signInView } from '../views/sign-in.ts';
import { readForm } from './forms.ts';

const CHALLENGE_MS = 300_000;

/** What a browser answers a challenge with; its parts are checked with the signature. */
const Ceremony = z.object({
  id: z.string().min(1).max(2000),
  rawId: z.string(),
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().optional(),
  clientExtensionResults: z.looseObject({}).default({}),
  response: z.looseObject({ clientDataJSON: z.string() }),
});
const AddForm = z.object({
  name: z.string().trim().min(1).max(60).catch('…'),
  response: z.string(),
});
const EnterForm = z.object({ response: z.string(), returnTo: z.string().optional() });

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
      const form = parse(EnterForm, req.body, 'passkey_refused');
      const given = { ...ceremonyIn(form.response), challenge: challengeOf(req, res, origin) };
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
    const form = parse(AddForm, req.body, 'passkey_refused');
    const { response } = ceremonyIn(form.response);
    const challenge = challengeOf(req, res, origin);
    const given = { response, challenge, name: plainText(form.name, 60) };
    await addPasskey(deps, visitOf(res).actor, given);
    res.redirect(303, '/account?done=passkey#passkeys');
  });

  router.post('/account/passkeys/:passkeyId/remove', room.open, room.form, async (req, res) => {
    await removePasskey(deps, visitOf(res).actor, req.params.passkeyId);
    res.redirect(303, '/account#passkeys');
  });
}

/** The challenge stays in the browser that began, out of reach of scripts. */
function sendBegun(res: Response, origin: string, { options, challenge }: Begun): void {
  const cookie = hostCookie(origin, 'challenge');
  res.cookie(cookie.name, challenge, { ...cookie.options, maxAge: CHALLENGE_MS });
  res.json(options);
}

/** Takes the challenge out of the browser. */
function challengeOf(req: Pick<Request, 'headers'>, res: Response, origin: string): string {
  const cookie = hostCookie(origin, 'challenge');
  res.clearCookie(cookie.name, cookie.options);
  return cookieOf(req, cookie.name) ?? '';
}

/** @throws {BadgeError} `passkey_refused` */
function ceremonyIn(text: string): { readonly id: string; readonly response: object } {
  try {
    const response = parse(Ceremony, JSON.parse(text), 'passkey_refused');
    return { id: response.id, response };
  } catch (cause) {
    throw new BadgeError('passkey_refused', 'The answer to the challenge is malformed.', { cause });
  }
}
