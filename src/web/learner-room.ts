import type { Request, Response } from 'express';
import type { LearnerActor } from '../domain/actor.ts';
import { type Erasure, isDue } from '../domain/erasure.ts';
import { BadgeError } from '../domain/errors.ts';
import type { Learner } from '../domain/learner.ts';
import type { Link } from '../domain/link.ts';
import type { Profile } from '../domain/profile.ts';
import {
  type LearnerSession,
  openLearnerSession,
  type SessionMode,
  useLearnerSession,
} from '../usecases/backpack/learner-sessions.ts';
import { isUnlocked } from '../usecases/backpack/pin.ts';
import { erasureAhead } from '../usecases/people/erase-due.ts';
import { type Cookie, cookieOf, hostCookie, isSharedTablet } from './cookies.ts';
import type { WebDeps } from './deps.ts';
import { deviceName } from './device-name.ts';
import { csrfOf, readSmallForm, readUpload } from './member-room.ts';
import type { Middleware } from './middleware.ts';

/** A learner in their backpack. */
export interface LearnerVisit {
  readonly actor: LearnerActor;
  readonly learner: Learner;
  /** The centre that they belong to. */
  readonly profile: Profile;
  /** The session's own row: what `choosePin` and `unlock` take. */
  readonly link: Link;
  readonly mode: SessionMode;
  /** Everything will be erased, unless it is called off. */
  readonly erasure: Erasure | undefined;
  /** Stands as `csrf` in every form of the backpack. */
  readonly csrf: string;
}

/** What stands before the routes of the backpack. */
export interface LearnerRoom {
  /** Opens the session, or refuses. @throws {BadgeError} `card_required` */
  readonly open: Middleware;
  /** Reads a small form into `req.body`. @throws {BadgeError} `request_refused` without the word */
  readonly form: Middleware;
  /** Reads a form with at most one file: see `uploadOf`. @throws {BadgeError} as `form` */
  readonly upload: Middleware;
  /**
   * After `open` and before what the card alone does not allow: sends whoever did not give their
   * PIN a moment ago to the page that asks for it, which leads back to `page` (a path of ours; the
   * page that was asked for when it is left out).
   */
  unlocked(page?: string): Middleware;
}

/** The pages that only a learner sees, in a backpack that is open in this browser. */
export function createLearnerRoom(deps: WebDeps): LearnerRoom {
  const { name } = learnerCookie(deps.origin);
  return {
    open: async (req, res, next) => {
      const secret = cookieOf(req, name) ?? '';
      res.locals['learnerVisit'] = await visitFor(
        deps,
        await useLearnerSession(deps, secret),
        secret,
      );
      next();
    },
    form: readSmallForm((res) => learnerVisitOf(res).csrf),
    upload: readUpload((res) => learnerVisitOf(res).csrf),
    unlocked: (page) => async (req, res, next) => {
      if (await isUnlocked(deps, learnerVisitOf(res).link)) return next();
      const back = page ?? (req.method === 'GET' ? req.originalUrl : '/backpack');
      res.redirect(303, `/backpack/pin?returnTo=${encodeURIComponent(back)}`);
    },
  };
}

async function visitFor(
  deps: WebDeps,
  { actor, link, mode }: LearnerSession,
  secret: string,
): Promise<LearnerVisit> {
  const ahead = await erasureAhead(deps, actor.learnerId);
  const [learner, profile] = await Promise.all([
    deps.store.learners.get(actor.profileId, actor.learnerId),
    deps.store.profiles.get(actor.profileId),
  ]);
  // Erased meanwhile: their session opens nothing.
  if (!learner || !profile) throw new BadgeError('card_required', 'No such learner.');
  // In its last moment there is nothing to call off any more.
  const erasure = ahead && !isDue(ahead, deps.now()) ? ahead : undefined;
  return { actor, learner, profile, link, mode, erasure, csrf: csrfOf(deps, secret) };
}

/** The learner behind a request whose route has `open` before it. */
export function learnerVisitOf(res: Pick<Response, 'locals'>): LearnerVisit {
  const visit: LearnerVisit | undefined = res.locals['learnerVisit'];
  if (!visit) throw new Error('This route does not open the learner room.');
  return visit;
}

/** Holds the session of a learner. */
export function learnerCookie(origin: string): Cookie {
  return hostCookie(origin, 'backpack');
}

/**
 * Gives the browser its open backpack, and sends it there. A browser that the team said is shared
 * forgets after a minute, however the learner came in.
 */
export async function letInLearner(
  deps: WebDeps,
  req: Pick<Request, 'headers' | 'get'>,
  res: Response,
  entering: { readonly actor: LearnerActor; readonly mode: SessionMode; readonly page?: string },
): Promise<void> {
  const cookie = learnerCookie(deps.origin);
  const previous = cookieOf(req, cookie.name);
  const note = deviceName(req.get('user-agent'));
  const mode = isSharedTablet(req, deps.origin) ? 'tablet' : entering.mode;
  const { secret, seconds } = await openLearnerSession(deps, entering.actor, {
    mode,
    ...(previous ? { previous } : {}),
    ...(note ? { note } : {}),
  });
  // Only an own phone keeps it when its browser is closed.
  const kept = mode === 'own' ? { maxAge: seconds * 1000 } : {};
  res.cookie(cookie.name, secret, { ...cookie.options, ...kept });
  res.redirect(303, entering.page ?? '/backpack');
}
