import express, { type Request, type Response } from 'express';
import type { MemberActor } from '../domain/actor.ts';
import { BadgeError } from '../domain/errors.ts';
import type { Profile } from '../domain/profile.ts';
import { actorOfSession } from '../usecases/people/sessions.ts';
import { cookieOf, sessionCookie } from './cookies.ts';
import type { WebDeps } from './deps.ts';
import type { Middleware } from './middleware.ts';
import { readFormData } from './read-form-data.ts';

/** A member at work: who, for which profile, and the word that their own forms carry. */
export interface Visit {
  readonly actor: MemberActor;
  readonly profile: Profile;
  /** Stands as `csrf` in every form of the member's pages. */
  readonly csrf: string;
}

/** What stands before the routes of members. */
export interface MemberRoom {
  /** Opens the session, or refuses. @throws {BadgeError} `member_required` */
  readonly open: Middleware;
  /** As `open`, for owners. @throws {BadgeError} `member_required`, `owner_required` */
  readonly openAsOwner: Middleware;
  /** Reads a small form into `req.body`. @throws {BadgeError} `request_refused` without the word */
  readonly form: Middleware;
  /** Reads a form with at most one file: see `uploadOf`. @throws {BadgeError} as `form` */
  readonly upload: Middleware;
}

const MAX_FIELDS = 400;
const MAX_FORM_BYTES = 256 * 1024;
const MAX_UPLOAD_BYTES = 9 * 1024 * 1024;

/** The pages that only members of the team see. */
export function createMemberRoom(deps: WebDeps): MemberRoom {
  const cookie = sessionCookie(deps.origin);
  const visit = async (req: Pick<Request, 'headers'>): Promise<Visit> => {
    const secret = cookieOf(req, cookie.name);
    const actor = await actorOfSession(deps, secret);
    const profile =
      actor.kind === 'member' ? await deps.store.profiles.get(actor.profileId) : undefined;
    if (actor.kind !== 'member' || !profile || secret === undefined) {
      throw new BadgeError('member_required', 'No open session.');
    }
    return { actor, profile, csrf: csrfOf(deps, secret) };
  };
  const open: Middleware = async (req, res, next) => {
    res.locals['visit'] = await visit(req);
    next();
  };
  return {
    open,
    openAsOwner: async (req, res, next) => {
      const opened = await visit(req);
      // Set before the refusal, so that its page is a page of the team.
      res.locals['visit'] = opened;
      if (opened.actor.role !== 'owner') throw new BadgeError('owner_required', 'Owners only.');
      next();
    },
    form: readSmallForm((res) => visitOf(res).csrf),
    upload: readUpload((res) => visitOf(res).csrf),
  };
}

const urlencoded = express.urlencoded({
  extended: false,
  limit: MAX_FORM_BYTES,
  parameterLimit: MAX_FIELDS,
  inflate: false,
});
const raw = express.raw({ type: () => true, limit: MAX_UPLOAD_BYTES, inflate: false });

/** The word that the session's own pages carry; what reads it is the same for every room. */
type WordOf = (res: Pick<Response, 'locals'>) => string;

/** Reads the fields of a form, and refuses one that does not carry the word of its session. */
export function readSmallForm(wordOf: WordOf): Middleware {
  return (req, res, next) =>
    urlencoded(req as unknown as Request, res, (error?: unknown) => {
      if (error) return next(error);
      // Thrown in here, a refusal would reach nobody and end the process.
      try {
        refuseWithoutWord(wordOf(res), req.body);
        next();
      } catch (refusal) {
        next(refusal);
      }
    });
}

/** The same of a form with a file. */
export function readUpload(wordOf: WordOf): Middleware {
  return (req, res, next) =>
    raw(req as unknown as Request, res, async (error?: unknown) => {
      if (error) return next(error);
      try {
        const { fields, file } = await readFormData(req as unknown as Request);
        refuseWithoutWord(wordOf(res), fields);
        req.body = fields;
        res.locals['upload'] = file;
        next();
      } catch (refusal) {
        next(refusal);
      }
    });
}

/** The member behind a request whose route has `open` before it. */
export function visitOf(res: Pick<Response, 'locals'>): Visit {
  const visit: Visit | undefined = res.locals['visit'];
  if (!visit) throw new Error('This route does not open the member room.');
  return visit;
}

/** The file of a form whose route has `upload` before it. */
export function uploadOf(res: Pick<Response, 'locals'>): Uint8Array | undefined {
  return res.locals['upload'];
}

/** Bound to the session and told to its pages alone: another site cannot know it. */
export function csrfOf({ sha256Hex }: Pick<WebDeps, 'sha256Hex'>, session: string): string {
  return sha256Hex(`csrf|${session}`).slice(0, 32);
}

/** Takes the word out: what is left are the fields. */
function refuseWithoutWord(csrf: string, body: unknown): void {
  const fields = (body ?? {}) as Record<string, unknown>;
  if (fields['csrf'] !== csrf) {
    throw new BadgeError('request_refused', 'The form does not come from a page of this session.');
  }
  delete fields['csrf'];
}
