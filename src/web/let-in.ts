import type { Request, Response } from 'express';
import type { Entering, Opened } from '../usecases/people/sessions.ts';
import { cookieOf, hostCookie, sessionCookie } from './cookies.ts';
import { deviceName } from './device-name.ts';
import { safeReturnTo } from './return-to.ts';

const WAITING_MS = 600_000;

/** A browser that asked for a link: its secret, and the page it came from. */
export interface Waiting {
  readonly secret?: string;
  readonly returnTo: string;
}

/** What a browser brings when it enters: the session it has, and a name to tell it by. */
export function enteringOf(req: Request, origin: string): Entering {
  const previous = cookieOf(req, sessionCookie(origin).name);
  const note = deviceName(req.get('user-agent'));
  return { ...(previous ? { previous } : {}), ...(note ? { note } : {}) };
}

/** Gives the browser its new session, and sends it on its way. */
export function letIn(
  res: Response,
  origin: string,
  { session, hours }: Opened,
  returnTo: string,
): void {
  const cookie = sessionCookie(origin);
  res.cookie(cookie.name, session, { ...cookie.options, maxAge: hours * 3_600_000 });
  forgetWaiting(res, origin);
  res.redirect(303, returnTo);
}

/** The browser waits for a link no more. */
export function forgetWaiting(res: Response, origin: string): void {
  const waiting = hostCookie(origin, 'waiting');
  if (cookieOf(res.req, waiting.name)) res.clearCookie(waiting.name, waiting.options);
}

/** Keeps in the browser what the link will be bound to; the page to return to stays there alone. */
export function keepWaiting(res: Response, origin: string, waiting: Required<Waiting>): void {
  const cookie = hostCookie(origin, 'waiting');
  const page = Buffer.from(waiting.returnTo).toString('base64url');
  res.cookie(cookie.name, `${waiting.secret}.${page}`, { ...cookie.options, maxAge: WAITING_MS });
}

/** What `keepWaiting` kept, believed in nothing. */
export function waitingOf(req: Pick<Request, 'headers'>, origin: string): Waiting {
  const value = cookieOf(req, hostCookie(origin, 'waiting').name) ?? '';
  const [secret = '', page = ''] = value.split('.');
  const returnTo = safeReturnTo(Buffer.from(page, 'base64url').toString(), origin);
  return secret ? { secret, returnTo } : { returnTo };
}
